// What is done to messages, by uids of one folder: marked, labelled, moved, thrown away. What was moved comes back with its new
// uids (COPYUID, RFC 4315), so that it can be undone. Whatever is gone already is simply not among them: doing a thing twice
// does no harm.

import type { ImapFlow } from 'imapflow'
import { encodePath } from 'imapflow/lib/tools.js'
import { failed, ok, type Result } from '#core/result.ts'
import { type Argument, atom, command, responseCode, sequence, string } from './command.ts'
import type { Connections, Visit } from './connections.ts'
import { isWithin, type Role, roleNames } from './folder-names.ts'
import { folderOfRole } from './folders.ts'
import { labelKeyword } from './label-keyword.ts'
import { faultOf, type MailFault, noSuchFolder, refused } from './mail-fault.ts'
import { type MessagesIn, openFor } from './open-folder.ts'
import { uidSets, uidsOf } from './uid-set.ts'

export type Flag = 'seen' | 'flagged' | 'answered' | 'forwarded'

const flagNames: Readonly<Record<Flag, string>> = {
  seen: '\\Seen',
  flagged: '\\Flagged',
  answered: '\\Answered',
  forwarded: '$Forwarded',
}

export interface Marking {
  readonly add?: readonly Flag[]
  readonly remove?: readonly Flag[]
  /** Ids. */
  readonly addLabels?: readonly string[]
  readonly removeLabels?: readonly string[]
}

/** Where messages are now. */
export interface Moved {
  readonly from: string
  readonly to: string
  /** Of `to`; null when nothing was moved. */
  readonly uidValidity: number | null
  /** Old uid and new one of each. */
  readonly uids: readonly (readonly [number, number])[]
  /** What stopped it half-way; the rest is where it was. */
  readonly stoppedBy: MailFault | null
}

/** More at once than a mailbox is expected to hold. */
const mostUids = 100_000

/** `\Seen` and its like, and labels. */
export function markMessages(
  connections: Connections,
  visit: Visit,
  { messages, marking }: { readonly messages: MessagesIn; readonly marking: Marking },
): Promise<Result<null, MailFault>> {
  return connections.change(visit, async (client) => {
    const { add = [], remove = [], addLabels = [], removeLabels = [] } = marking
    const added = keywordsOf(addLabels)
    const removed = keywordsOf(removeLabels)
    if (added === null || removed === null) return failed(refused('CANNOT', 'not the id of a label'))
    const opened = await openToChange(client, messages)
    if (!opened.ok) return opened
    for (const set of opened.value) {
      await store(client, { set, sign: '+', flags: [...add.map((flag) => flagNames[flag]), ...added] })
      await store(client, { set, sign: '-', flags: [...remove.map((flag) => flagNames[flag]), ...removed] })
    }
    return ok(null)
  })
}

/** `to` is a path. */
export function moveMessages(
  connections: Connections,
  visit: Visit,
  { messages, to }: { readonly messages: MessagesIn; readonly to: string },
): Promise<Result<Moved, MailFault>> {
  return connections.change(visit, async (client) => {
    const opened = await openToChange(client, messages)
    return opened.ok ? await moved(client, { from: messages.folder, to, sets: opened.value }) : opened
  })
}

/** Archived, thrown away, said to be junk, or said to be none, which brings it to the inbox. */
export function moveToRole(
  connections: Connections,
  visit: Visit,
  { messages, role }: { readonly messages: MessagesIn; readonly role: Role },
): Promise<Result<Moved, MailFault>> {
  return connections.change(visit, async (client) => {
    const to = await folderOfRole(client, role)
    const opened = await openToChange(client, messages)
    return opened.ok ? await moved(client, { from: messages.folder, to, sets: opened.value }) : opened
  })
}

/** Into the trash; from there, and from the junk folder when `forGood`, away. Null when nothing is left to bring back. */
export function deleteMessages(
  connections: Connections,
  visit: Visit,
  { messages, forGood }: { readonly messages: MessagesIn; readonly forGood: boolean },
): Promise<Result<Moved | null, MailFault>> {
  const { folder } = messages
  const isInTrash = folder === roleNames.trash || isWithin(folder, roleNames.trash)
  if (!isInTrash && !forGood) return moveToRole(connections, visit, { messages, role: 'trash' })
  return connections.change(visit, async (client) => {
    // Only what was thrown away once may go for good.
    if (!isInTrash && folder !== roleNames.junk && folder !== roleNames.drafts)
      return failed(refused('CANNOT', 'not in the trash'))
    const opened = await openToChange(client, messages)
    if (!opened.ok) return opened
    for (const set of opened.value) {
      await store(client, { set, sign: '+', flags: ['\\Deleted'] })
      await command(client, 'UID EXPUNGE', { args: [sequence(set)] })
    }
    return ok(null)
  })
}

/** Back to where they were. The answer says where that is now. */
export function undoMove(
  connections: Connections,
  visit: Visit,
  undone: Moved,
): Promise<Result<Moved, MailFault>> {
  const uids = undone.uids.map(([, uid]) => uid)
  const messages = { folder: undone.to, uidValidity: undone.uidValidity, uids }
  return moveMessages(connections, visit, { messages, to: undone.from })
}

/** Sets of them, for as many commands as it takes. */
async function openToChange(
  client: ImapFlow,
  messages: MessagesIn,
): Promise<Result<readonly string[], MailFault>> {
  const uids = messages.uids.filter((uid) => Number.isInteger(uid) && uid > 0 && uid <= 0xff_ff_ff_ff)
  if (uids.length > mostUids) return failed(refused('LIMIT', 'too many at once'))
  const opened = await openFor(client, messages)
  return opened.ok ? ok(uidSets(uids)) : opened
}

async function moved(
  client: ImapFlow,
  { from, to, sets }: { readonly from: string; readonly to: string; readonly sets: readonly string[] },
): Promise<Result<Moved, MailFault>> {
  const nothing: Moved = { from, to, uidValidity: null, uids: [], stoppedBy: null }
  if (from === to) return ok(nothing)
  if (to === '' || /\p{Cc}/u.test(to)) return failed(noSuchFolder)
  let all = nothing
  for (const set of sets) {
    try {
      const { uidValidity, uids } = await move(client, set, to)
      all = { ...all, uidValidity: uidValidity ?? all.uidValidity, uids: [...all.uids, ...uids] }
    } catch (error) {
      const fault = faultOf(error)
      if (fault === null || all.uids.length === 0) throw error
      return ok({ ...all, stoppedBy: fault })
    }
  }
  return ok(all)
}

/** Dovecot says COPYUID before it takes them away. */
async function move(client: ImapFlow, set: string, to: string): Promise<Pick<Moved, 'uidValidity' | 'uids'>> {
  let code: readonly (string | null)[] = []
  const look = (attributes: Parameters<typeof responseCode>[0]) => {
    const found = responseCode(attributes)
    if (found[0]?.toUpperCase() === 'COPYUID') code = found
  }
  const args: readonly Argument[] = [sequence(set), string(encodePath(client, to))]
  look(await command(client, 'UID MOVE', { args, on: { OK: ({ attributes }) => look(attributes) } }))
  const [, uidValidity, before = '', after = ''] = code
  const now = uidsOf(after ?? '')
  const uids = Array.from(uidsOf(before ?? ''), (uid, at) => [uid, now[at] ?? 0] as const)
  return { uidValidity: uidValidity === undefined ? null : Number(uidValidity), uids }
}

/** Keywords of ours and of the standards, which are atoms. */
export function setKeywords(
  connections: Connections,
  visit: Visit,
  {
    messages,
    add,
    remove = [],
  }: {
    readonly messages: MessagesIn
    readonly add: readonly string[]
    readonly remove?: readonly string[]
  },
): Promise<Result<null, MailFault>> {
  return connections.change(visit, async (client) => {
    const opened = await openToChange(client, messages)
    if (!opened.ok) return opened
    for (const set of opened.value) {
      await store(client, { set, sign: '+', flags: add })
      await store(client, { set, sign: '-', flags: remove })
    }
    return ok(null)
  })
}

async function store(
  client: ImapFlow,
  { set, sign, flags }: { readonly set: string; readonly sign: '+' | '-'; readonly flags: readonly string[] },
): Promise<void> {
  if (flags.length === 0) return
  await command(client, 'UID STORE', { args: [sequence(set), atom(`${sign}FLAGS.SILENT`), flags.map(atom)] })
}

function keywordsOf(labels: readonly string[]): readonly string[] | null {
  const keywords = labels.map(labelKeyword)
  return keywords.every((keyword) => keyword !== null) ? keywords : null
}
