// The trash and the junk folder, emptied for good.

import type { ImapFlow } from 'imapflow'
import { ok, type Result } from '#core/result.ts'
import { atom, command, sequence } from './command.ts'
import type { Connections, Visit } from './connections.ts'
import { isWithin } from './folder-names.ts'
import { deleteFolder, foldersOf, pathOfRole } from './folders.ts'
import type { MailFault } from './mail-fault.ts'

/** Of one command: Dovecot expunges some thousands a second, and a command has its deadline. */
const atOnce = 5_000
/** Of `atOnce` each: more messages than a box holds. */
const mostTurns = 200
/** Folders that lie in the trash; who has more empties it twice. */
const mostFolders = 100

/** What came meanwhile stays. The answer is how many messages went from the folder itself. */
export async function emptyFolder(
  connections: Connections,
  visit: Visit,
  role: 'trash' | 'junk',
): Promise<Result<number, MailFault>> {
  const found = await connections.read(visit, async (client) => {
    const folders = await foldersOf(client, false)
    const path = pathOfRole(folders, role)
    return ok({ path, inside: folders.filter((each) => isWithin(each.path, path)) })
  })
  if (!found.ok) return found
  const { path, inside } = found.value
  const tops = inside.filter(({ parent }) => parent === path).slice(0, mostFolders)
  for (const folder of role === 'trash' ? tops : []) {
    const deleted = await deleteFolder(connections, visit, folder.path)
    // Somebody else was quicker.
    if (!deleted.ok && deleted.error.kind !== 'noSuchFolder') return deleted
  }
  const last = await connections.read(visit, async (client) => ok(await lastUid(client, path)))
  if (!last.ok) return last
  let deleted = 0
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const gone = await connections.change(visit, async (client) =>
      ok(await expunged(client, path, last.value)),
    )
    if (!gone.ok) return gone
    if (gone.value === 0) return ok(deleted)
    deleted += gone.value
  }
  return ok(deleted)
}

async function lastUid(client: ImapFlow, path: string): Promise<number> {
  const { uidNext } = await client.mailboxOpen(path)
  return uidNext - 1
}

/** How many went, of the oldest. */
async function expunged(client: ImapFlow, path: string, last: number): Promise<number> {
  const { exists } = await client.mailboxOpen(path)
  if (exists === 0 || last === 0) return 0
  const found = await client.search({ uid: `1:${last}` }, { uid: true })
  if (!Array.isArray(found)) throw new Error('Dovecot refused a search for all that is there')
  const uids = found.slice(0, atOnce)
  const [first, end] = [uids[0], uids.at(-1)]
  if (first === undefined || end === undefined) return 0
  const set = `${first}:${end}`
  await command(client, 'UID STORE', {
    args: [sequence(set), atom('+FLAGS.SILENT'), [atom('\\Deleted')]],
  })
  await command(client, 'UID EXPUNGE', { args: [sequence(set)] })
  return uids.length
}
