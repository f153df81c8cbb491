// Unread messages of the inbox: the one number that is asked of every box.

import { ok, type Result } from '#core/result.ts'
import type { Connections, Visit } from './connections.ts'
import { roleNames } from './folder-names.ts'
import type { MailFault } from './mail-fault.ts'
import { catchUp } from './open-folder.ts'

export function countUnread(connections: Connections, visit: Visit): Promise<Result<number, MailFault>> {
  return connections.read(visit, async (client) => {
    await catchUp(client)
    const status = await client.status(roleNames.inbox, { unseen: true })
    return ok(status === false ? 0 : (status.unseen ?? 0))
  })
}
