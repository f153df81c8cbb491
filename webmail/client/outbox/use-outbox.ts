// What waits to leave from a box, for whoever may write as it.

import type { BoxView } from '../boxes.ts'
import { mayWrite, type OutgoingView } from '../compose/draft.ts'
import { useAnswer } from '../queries.ts'

const everyMs = 30_000

/** Null while it is not known. */
export function useOutbox(box: BoxView): readonly OutgoingView[] | null {
  const asked = useAnswer(
    'GET /boxes/{box}/outbox',
    { params: { box: box.id } },
    { refetchMs: everyMs, enabled: mayWrite(box) },
  )
  return asked.data?.rows ?? null
}
