// Actions on conversations: whoever ticks a row of a list that was read a moment ago means what is in the conversation now.

import { failed, ok, type Result } from '#core/result.ts'
import type { Connections, Visit } from './connections.ts'
import type { KnownMail } from './conversation-list.ts'
import { conversationWith } from './folder-index.ts'
import { type MailFault, noSuchMessage } from './mail-fault.ts'
import type { MessagesIn } from './open-folder.ts'

/** All messages of the conversations that these belong to, in this folder. Those that are gone bring nothing. */
export function wholeConversations(
  { connections, known }: { readonly connections: Connections; readonly known: KnownMail },
  visit: Visit,
  messages: MessagesIn,
): Promise<Result<MessagesIn, MailFault>> {
  return connections.read(visit, async (client) => {
    const { folder, uidValidity } = messages
    const opened = await known.folders.open(client, { mailbox: visit.mailbox, folder })
    if (!opened.ok) return opened
    if (uidValidity !== null && uidValidity !== opened.value.uidValidity) return failed(noSuchMessage)
    const uids = new Set<number>()
    for (const uid of messages.uids) {
      if (uids.has(uid)) continue
      for (const each of conversationWith(opened.value, uid) ?? []) uids.add(each)
    }
    return ok({ folder, uidValidity: opened.value.uidValidity, uids: [...uids] })
  })
}
