// Whether a draft was sent and waits: whoever changed it meanwhile would believe that their change leaves with it.

import { failed, ok, type Result } from '#core/result.ts'
import type { DraftPlace } from '#core/sending/outbox.ts'
import type { AccessibleMailbox } from '#db/stores/mailboxes/accessible-mailboxes.ts'
import { outboxStore } from '#db/stores/webmail/outbox.ts'
import { Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import { forbiddenIn, mayIn, type OpenedBox } from '../http/open-box.ts'
import type { DraftVersion } from '../imap/drafts.ts'
import { roleNames } from '../imap/folder-names.ts'

export const placeOf = ({ uid, uidValidity }: DraftVersion): DraftPlace => ({
  uid,
  uidValidity: String(uidValidity),
})

/** Said for certain: `try-later` would leave whoever sends in doubt of whether it left. */
export const outboxFull = new Problem(
  'outbox-full',
  'Too much waits to leave from this box; nothing was sent. Wait until some of it has left, or take some back.',
)

/** Whether it was refused, and is there to be changed; a problem where it is on its way. */
export async function isRefused(
  { id }: AccessibleMailbox,
  version: DraftVersion | null,
  { database }: Pick<Asking, 'database'>,
): Promise<Result<boolean, Problem>> {
  if (version === null) return ok(false)
  const state = await outboxStore(database).stateOfDraft(id, placeOf(version))
  if (state === null || state === 'refused') return ok(state === 'refused')
  return failed(new Problem('in-use', 'It was sent and waits to leave; take it back first.'))
}

interface Leaving {
  readonly folder: string
  readonly uids: readonly number[]
  /** Whoever asks knows that they were sent, and wants them to stay. */
  readonly cancelSending: boolean
}

/**
 * Before drafts go elsewhere: those that wait to leave are taken back, or nothing is done. Null where they may go. What was
 * refused goes with its draft.
 */
export async function keptFromLeaving(
  { box }: OpenedBox,
  { folder, uids, cancelSending }: Leaving,
  context: Pick<Asking, 'person' | 'database'>,
): Promise<Problem | null> {
  if (folder !== roleNames.drafts) return null
  const store = outboxStore(context.database)
  const meant = new Set(uids)
  const sent = (await store.of(box.id)).filter(({ draft }) => draft !== null && meant.has(draft.uid))
  const waiting = sent.filter(({ state }) => state !== 'refused')
  if (waiting.length > 0 && !cancelSending)
    return new Problem('in-use', 'Some of it was sent and waits to leave; take it back first.')
  if (waiting.length > 0 && !mayIn(box, 'send')) return await forbiddenIn(box, context)
  for (const { id } of waiting)
    if (!(await store.takeBack(box.id, id)))
      return new Problem('changed-meanwhile', 'Some of it is on its way by now.')
  await store.forgetRefused(
    box.id,
    sent.flatMap(({ state, draft }) => (state === 'refused' && draft !== null ? draft : [])),
  )
  return null
}
