// A message that somebody filed elsewhere since it was seen: found again by its Message-ID and by when it came, to the second, which
// both stay with it wherever it goes. Of a Message-ID alone a sender may send two.

import type { ImapFlow } from 'imapflow'
import { failed, ok, type Result } from '#core/result.ts'
import type { Connections, Visit } from './connections.ts'
import { roleNames } from './folder-names.ts'
import { type MailFault, noSuchMessage } from './mail-fault.ts'
import { type MessageHead, messageHeads } from './message-head.ts'
import { openIfThere } from './open-folder.ts'
import { uidSets } from './uid-set.ts'

export interface SeenMessage {
  readonly messageId: string
  readonly received: Date
  /** Those of its head that are wanted. */
  readonly fields: readonly string[]
}

/** SEARCH knows days alone, of wherever Dovecot is. */
const aroundMilliseconds = 48 * 60 * 60_000
/** Of so few days; of more the newest ones are looked at. */
const mostLookedAt = 1_000
/** Years of four digits, which SEARCH takes. */
const [earliest, latest] = [Date.UTC(1900, 0), Date.UTC(9000, 0)]
/** Where messages go first, then the folders that somebody made; Junk after all others. */
const first = [roleNames.archive, roleNames.inbox, roleNames.trash, roleNames.sent]
const mostFolders = 300

export function findMoved(
  connections: Connections,
  visit: Visit,
  seen: SeenMessage,
): Promise<Result<MessageHead, MailFault>> {
  return connections.read(visit, async (client) => {
    const at = seen.received.getTime()
    if (at < earliest || at > latest) return failed(noSuchMessage)
    for (const folder of await foldersToSearch(client)) {
      const head = await headIn(client, folder, seen)
      if (head !== null) return ok(head)
    }
    return failed(noSuchMessage)
  })
}

async function foldersToSearch(client: ImapFlow): Promise<readonly string[]> {
  const listed = await client.list()
  const paths = listed.filter(({ flags }) => !flags.has('\\Noselect')).map(({ path }) => path)
  const there = new Set(paths)
  const last = roleNames.junk
  return [
    ...first.filter((path) => there.has(path)),
    ...paths.filter((path) => path !== roleNames.drafts && path !== last && !first.includes(path)),
    ...(there.has(last) ? [last] : []),
  ].slice(0, mostFolders)
}

async function headIn(
  client: ImapFlow,
  folder: string,
  { messageId, received, fields }: SeenMessage,
): Promise<MessageHead | null> {
  if ((await openIfThere(client, folder)) === null) return null
  const at = received.getTime()
  const days = { since: new Date(at - aroundMilliseconds), before: new Date(at + aroundMilliseconds) }
  const found = (await client.search({ ...days, deleted: false }, { uid: true })) || []
  const second = Math.floor(at / 1000)
  const query = { envelope: true, internalDate: true }
  for (const set of uidSets(found.slice(-mostLookedAt)))
    for (const { uid, envelope, internalDate } of await client.fetchAll(set, query, { uid: true })) {
      const came = new Date(internalDate ?? 0).getTime()
      if (envelope?.messageId !== messageId || Math.floor(came / 1000) !== second) continue
      const [head] = await messageHeads(client, String(uid), fields)
      return head ?? null
    }
  return null
}
