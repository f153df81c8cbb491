// Putting messages off until an hour, and when those that were return. They go first and their hour is noted then: whatever happens in
// between, they lie in a folder that is in sight.

import type { ImapFlow } from 'imapflow'
import { failed, ok, type Result } from '#core/result.ts'
import type { Database } from '#db/connection.ts'
import { snoozedMessagesStore } from '#db/stores/webmail/snoozed-messages.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { type Moved, moveToRole, undoMove } from '../imap/actions.ts'
import { atom, sequence } from '../imap/command.ts'
import type { Connections } from '../imap/connections.ts'
import { isWithin, roleNames } from '../imap/folder-names.ts'
import { type MailFault, refused } from '../imap/mail-fault.ts'
import { type MessagesIn, openFor } from '../imap/open-folder.ts'
import type { FoundMessage } from '../imap/search/search-mail.ts'
import { found } from '../imap/thread-command.ts'
import { uidSets } from '../imap/uid-set.ts'

export interface SnoozeParts {
  readonly database: Database
  readonly connections: Connections
}

const notOutOf = [roleNames.sent, roleNames.drafts, roleNames.junk, roleNames.trash]

export interface Snoozed {
  /** Null where only the hour changed: they were there already. */
  readonly moved: Moved | null
  /** Of those that were there already: who no longer is. */
  readonly missing: readonly number[]
}

export async function snooze(
  { box, visit }: OpenedBox,
  { messages, until }: { readonly messages: MessagesIn; readonly until: Date },
  { database, connections }: SnoozeParts,
): Promise<Result<Snoozed, MailFault>> {
  const { folder, uids } = messages
  const store = snoozedMessagesStore(database)
  if (folder === roleNames.snoozed) {
    const seen = await connections.read(visit, async (client) => {
      const opened = await openFor(client, messages)
      return opened.ok ? ok({ ...opened.value, there: await among(client, uids) }) : opened
    })
    if (!seen.ok) return seen
    const { uidValidity, there } = seen.value
    const kept = uids.filter((uid) => there.has(uid))
    await store.returnAt(box, { uidValidity, uids: kept }, until)
    return ok({ moved: null, missing: uids.filter((uid) => !there.has(uid)) })
  }
  if (notOutOf.some((each) => folder === each || isWithin(folder, each)))
    return failed(refused('CANNOT', 'nothing returns to the inbox from this folder'))
  const moved = await moveToRole(connections, visit, { messages, role: 'snoozed' })
  if (!moved.ok) return moved
  const whole: Snoozed = { moved: moved.value, missing: [] }
  if (moved.value.uidValidity === null) return ok(whole)
  const { uidValidity } = moved.value
  try {
    await store.returnAt(box, { uidValidity, uids: moved.value.uids.map(([, uid]) => uid) }, until)
  } catch (error) {
    // Nobody would bring them back.
    await undoMove(connections, visit, moved.value)
    throw error
  }
  return ok(whole)
}

/** Which of them are in the folder that is open: the worker may have brought some back since they were listed. */
async function among(client: ImapFlow, uids: readonly number[]): Promise<ReadonlySet<number>> {
  const there = new Set<number>()
  for (const set of uidSets(uids))
    for (const uid of await found(client, [atom('UID'), sequence(set)])) there.add(uid)
  return there
}

export interface Listed {
  readonly folder: string
  readonly uidValidity: number
  readonly uids: readonly number[]
}

/** When messages of the folder return, by uid; of those of other folders nothing. */
export async function returnsOf(
  { box }: OpenedBox,
  { folder, uidValidity, uids }: Listed,
  database: Pick<Database, 'pool'>,
): Promise<ReadonlyMap<number, Date>> {
  if (folder !== roleNames.snoozed || uids.length === 0) return new Map()
  return await snoozedMessagesStore(database).returnsOf(box.id, { uidValidity, uids })
}

/** The same of what a search found, wherever that lies. */
export async function returnsOfFound(
  opened: OpenedBox,
  rows: readonly Pick<FoundMessage, 'folder' | 'uid' | 'uidValidity'>[],
  database: Pick<Database, 'pool'>,
): Promise<ReadonlyMap<number, Date>> {
  const snoozed = rows.filter(({ folder }) => folder === roleNames.snoozed)
  const [first] = snoozed
  if (first === undefined) return new Map()
  const { folder, uidValidity } = first
  return await returnsOf(opened, { folder, uidValidity, uids: snoozed.map(({ uid }) => uid) }, database)
}
