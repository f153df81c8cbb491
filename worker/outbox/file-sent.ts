// The copy of what was sent, in the box that it was sent from, and the end of its draft. Filed once: a second try finds it.

import type { ImapFlow } from 'imapflow'
import { decodedField } from '#core/message/decoded-field.ts'
import { stripOwnFields } from '#core/message/strip-own-fields.ts'
import type { ClaimedOutgoing, DraftPlace } from '#core/sending/outbox.ts'
import { markAnswered } from './mark-answered.ts'
import { type BoxParts, folderFor, inMailboxOf } from './open-mailbox.ts'

const longestMessageId = 1_000

/** Rejects where Dovecot does not take it now. */
export const fileSent = (outgoing: ClaimedOutgoing, parts: BoxParts): Promise<void> =>
  inMailboxOf(outgoing, parts, async (client) => {
    const { content, draft } = outgoing
    const sent = await folderFor(client, '\\Sent')
    const isFiled = (await holds(client, sent, content)) || (await filed(client, sent, content))
    // Even where the box is too full for the copy: what has left must not look as if it had not, and it makes room.
    if (draft !== null) await removeDraft(client, await folderFor(client, '\\Drafts'), draft)
    if (!isFiled && !(await filed(client, sent, content))) throw new Error('the copy was not taken')
    await markAnswered(client, content)
  })

/** False where it was not taken, because the box is full. */
const filed = async (client: ImapFlow, folder: string, content: Buffer): Promise<boolean> => {
  try {
    return (await client.append(folder, stripOwnFields(content), ['\\Seen'])) !== false
  } catch (error) {
    if (client.usable) return false
    throw error
  }
}

async function holds(client: ImapFlow, folder: string, content: Buffer): Promise<boolean> {
  const messageId = decodedField(content, 'message-id', longestMessageId)
  if (messageId === '') return false
  await client.mailboxOpen(folder)
  const found = await client.search({ header: { 'message-id': messageId } }, { uid: true })
  return Array.isArray(found) && found.length > 0
}

/** A folder that was made anew meanwhile has other messages under the same numbers. */
async function removeDraft(
  client: ImapFlow,
  folder: string,
  { uid, uidValidity }: DraftPlace,
): Promise<void> {
  const opened = await client.mailboxOpen(folder)
  if (opened.uidValidity.toString() === uidValidity) await client.messageDelete(`${uid}`, { uid: true })
}
