// What was put off and came back: it bears a keyword, and stands in the inbox where it came back. Its date of arrival stays what it
// was, for other programs and for whoever looks it up.

import type { ImapFlow } from 'imapflow'
import { returnedKeyword } from '#core/snoozed-folder.ts'
import { atom } from './command.ts'
import type { Returned } from './folder-index.ts'
import { roleNames } from './folder-names.ts'
import { found, savedAt } from './thread-command.ts'

export const none: Returned = new Map()
/** The newest of them: what came back before so many others is far down in any case. */
const most = 1_000

/** Of the folder that is open. `known`: of this folder and this uidvalidity, as it was read before; a date never changes. */
export async function returnedIn(client: ImapFlow, folder: string, known: Returned): Promise<Returned> {
  // Dovecot names all keywords that were ever given in a folder when it opens.
  if (folder !== roleNames.inbox || client.mailbox === false || !client.mailbox.flags.has(returnedKeyword))
    return none
  const marked = await found(client, [atom('UNDELETED'), atom('KEYWORD'), atom(returnedKeyword)])
  const uids = [...marked.sort().slice(-most)]
  const read = await savedAt(
    client,
    uids.filter((uid) => !known.has(uid)),
  )
  return new Map(
    uids.flatMap((uid) => {
      const at = known.get(uid) ?? read.get(uid)
      return at === undefined ? [] : [[uid, at] as const]
    }),
  )
}
