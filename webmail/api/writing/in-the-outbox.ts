// Whether a draft was sent and waits: whoever changed it meanwhile would believe that their change leaves with it.

import type { DraftPlace } from '#core/outbox.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { OpenBox } from '#db/stores/open-boxes.ts'
import { outboxStore } from '#db/stores/outbox.ts'
import { Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import type { DraftVersion } from '../imap/drafts.ts'

export const placeOf = ({ uid, uidValidity }: DraftVersion): DraftPlace => ({
  uid,
  uidValidity: String(uidValidity),
})

/** Whether it was refused, and is there to be changed; a problem where it is on its way. */
export async function isRefused(
  { id }: OpenBox,
  version: DraftVersion | null,
  { database }: Pick<Asking, 'database'>,
): Promise<Result<boolean, Problem>> {
  if (version === null) return ok(false)
  const state = await outboxStore(database).stateOfDraft(id, placeOf(version))
  if (state === null || state === 'refused') return ok(state === 'refused')
  return failed(new Problem('in-use', 'It was sent and waits to leave; take it back first.'))
}
