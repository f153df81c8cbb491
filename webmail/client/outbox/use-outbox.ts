// What waits to leave from a box, for whoever may write as it.

import type { BoxView } from '../boxes.ts'
import { mayWrite, type OutgoingView } from '../compose/draft/draft.ts'
import { useAnswer } from '../queries.ts'

const everyMs = 30_000
/** From the moment at which one leaves until its copy is filed. */
const leavesMs = 2_000

/** Sooner where one is about to leave. */
function againMs(rows: readonly OutgoingView[]): number {
  const due = rows.flatMap(({ state, sendAt }) =>
    state === 'refused' ? [] : [Date.parse(sendAt) - Date.now()],
  )
  return Math.max(leavesMs, Math.min(everyMs, Math.min(...due) + leavesMs))
}

export const useAskedOutbox = (box: BoxView) =>
  useAnswer(
    'GET /boxes/{box}/outbox',
    { params: { box: box.id } },
    { refetchMs: (known) => againMs(known?.rows ?? []), enabled: mayWrite(box) },
  )

/** Null while it is not known. */
export const useOutbox = (box: BoxView): readonly OutgoingView[] | null =>
  useAskedOutbox(box).data?.rows ?? null
