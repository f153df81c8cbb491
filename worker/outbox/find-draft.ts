// Whether the draft of a message that is due is still there. Whoever throws it away, on a phone for instance, does not want it to
// leave any more: such a program knows of no outbox, and the draft is all that it shows.

import type { ClaimedOutgoing } from '#core/sending/outbox.ts'
import { type BoxParts, folderFor, inMailboxOf } from './open-mailbox.ts'

/** `unknown`: nobody can tell, and the message leaves. */
export type DraftFound = 'there' | 'gone' | 'unknown'

/** Rejects where Dovecot does not answer now, or the box is not open to that person any more. */
export async function findDraft(outgoing: ClaimedOutgoing, parts: BoxParts): Promise<DraftFound> {
  const { draft } = outgoing
  if (draft === null) return 'unknown'
  return await inMailboxOf(outgoing, parts, async (client) => {
    const opened = await client.mailboxOpen(await folderFor(client, '\\Drafts'), { readOnly: true })
    // The folder was made anew, by a restored backup perhaps: its messages have other numbers, and nobody threw anything away.
    if (opened.uidValidity.toString() !== draft.uidValidity) return 'unknown'
    const found = await client.fetchOne(`${draft.uid}`, { flags: true }, { uid: true })
    return found !== false && found.flags?.has('\\Deleted') !== true ? 'there' : 'gone'
  })
}
