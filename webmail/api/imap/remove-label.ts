// A label taken off all messages of a mailbox, folder by folder. Done once more it does no harm, so a half of it is no trouble.

import { failed, ok, type Result } from '#core/result.ts'
import { atom } from './command.ts'
import type { Connections, Visit } from './connections.ts'
import { foldersOf } from './folders.ts'
import { labelKeyword } from './label-keyword.ts'
import { type MailFault, refused } from './mail-fault.ts'
import { openIfThere } from './open-folder.ts'
import { found } from './thread-command.ts'
import { uidSets } from './uid-set.ts'

export async function removeLabel(
  connections: Connections,
  visit: Visit,
  id: string,
): Promise<Result<null, MailFault>> {
  const keyword = labelKeyword(id)
  if (keyword === null) return failed(refused('CANNOT', 'not the id of a label'))
  return await connections.change(visit, async (client) => {
    for (const { path, selectable, messages } of await foldersOf(client)) {
      if (!selectable || messages === 0) continue
      const opened = await openIfThere(client, path)
      if (opened === null || !opened.mayMark) continue
      for (const set of uidSets(await found(client, [atom('KEYWORD'), atom(keyword)])))
        await client.messageFlagsRemove(set, [keyword], { uid: true })
    }
    return ok(null)
  })
}
