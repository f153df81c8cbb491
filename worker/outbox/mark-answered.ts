// The message that was answered or passed on, marked so in the box it was answered from, where it still lies in sight: every
// program shows the mark. Nobody is kept waiting for it, and nothing is tried again.

import type { ImapFlow } from 'imapflow'
import { rawField } from '#core/message/decoded-field.ts'
import { snoozedFolder } from '#core/message/snoozed-folder.ts'

/** The last is there only where somebody ever put something off. */
const inSight = ['INBOX', 'Archive', snoozedFolder]

/** `content` is what left. Never rejects. */
export async function markAnswered(client: ImapFlow, content: Buffer): Promise<void> {
  // What a program answers for a person, such as a receipt, is no answer of theirs.
  if (!/^(?:no)?$/i.test(rawField(content, 'auto-submitted').trim())) return
  const [answered = null] = idsIn(rawField(content, 'in-reply-to'))
  const messageId = answered ?? idsIn(rawField(content, 'references')).at(-1)
  if (messageId === undefined) return
  const mark = answered === null ? '$Forwarded' : '\\Answered'
  try {
    for (const folder of inSight) {
      await client.mailboxOpen(folder)
      const found = await client.search({ header: { 'message-id': messageId } }, { uid: true })
      if (Array.isArray(found) && found.length > 0) await client.messageFlagsAdd(found, [mark], { uid: true })
    }
  } catch {
    // A folder that is not there, or an index that is not ready: the message has left, and that is what counts.
  }
}

const longestId = 998

/** RFC 5322 §3.6.4. */
const idsIn = (field: string): readonly string[] =>
  (field.match(/<[^<>\s]+>/g) ?? []).filter((id) => id.length <= longestId)
