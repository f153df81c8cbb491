// The folders of a mailbox: the list with counts in one round trip (LIST-STATUS, RFC 5819), and what may be done to them. A
// folder that is deleted goes into the trash first, with all that is in it, so that it can be brought back.

import type { ImapFlow, ListResponse } from 'imapflow'
import { failed, ok, type Result } from '#core/result.ts'
import { awaitIndexer } from './await-indexer.ts'
import type { Connections, Visit } from './connections.ts'
import {
  childPath,
  isWithin,
  nameOf,
  parentOf,
  type Role,
  roleNames,
  roles,
  separator,
} from './folder-names.ts'
import { faultOf, type MailFault, noSuchFolder, refused } from './mail-fault.ts'
import { type Quota, readQuota } from './mailbox-quota.ts'
import { catchUp } from './open-folder.ts'

export interface Folder {
  readonly path: string
  /** Its last level, as a person reads it. */
  readonly name: string
  /** Path of the folder it is in, null at the top. */
  readonly parent: string | null
  readonly role: Role | null
  /** False for a name that only holds others. */
  readonly selectable: boolean
  readonly subscribed: boolean
  readonly messages: number
  readonly unread: number
  readonly uidValidity: number
  readonly uidNext: number
  /** Moves whenever anything in it changes (RFC 7162). */
  readonly modseq: string
}

const mostFolders = 1_000
/** Folders within one that may each end the connection of who deletes them. */
const mostInside = 5

const statusQuery = { messages: true, unseen: true, uidValidity: true, uidNext: true, highestModseq: true }

/** Special ones first in the order of `roles`, then by name as French sorts. */
export function listFolders(
  connections: Pick<Connections, 'read'>,
  visit: Visit,
): Promise<Result<readonly Folder[], MailFault>> {
  return connections.read(visit, async (client) => {
    await catchUp(client)
    return ok(await foldersOf(client))
  })
}

/** The same, and how full the mailbox is. */
export function listFoldersAndRoom(
  connections: Pick<Connections, 'read'>,
  visit: Visit,
): Promise<Result<{ readonly folders: readonly Folder[]; readonly room: Quota | null }, MailFault>> {
  return connections.read(visit, async (client) => {
    await catchUp(client)
    return ok({ folders: await foldersOf(client), room: await readQuota(client) })
  })
}

/** At the top when `parent` is null; subscribed at once. The answer is its path. */
export function createFolder(
  connections: Connections,
  visit: Visit,
  { parent, name }: { readonly parent: string | null; readonly name: string },
): Promise<Result<string, MailFault>> {
  return connections.change(visit, async (client) => {
    const path = childPath(parent, name)
    if (!path.ok) return path
    const folders = await client.list()
    if (folders.length >= mostFolders) return failed(refused('LIMIT', 'too many folders'))
    if (parent !== null && !folders.some((folder) => folder.path === parent)) return failed(noSuchFolder)
    return (await makeFolder(client, path.value))
      ? ok(path.value)
      : failed(refused('ALREADYEXISTS', 'there is one of this name'))
  })
}

/** Another name, another parent, or both; what is in it goes along. The answer is its new path. */
export function renameFolder(
  connections: Connections,
  visit: Visit,
  { path, parent, name }: { readonly path: string; readonly parent: string | null; readonly name: string },
): Promise<Result<string, MailFault>> {
  return connections.change(visit, async (client) => {
    const target = childPath(parent, name)
    if (!target.ok) return target
    if (target.value === path) return target
    if (isWithin(target.value, path)) return failed(refused('CANNOT', 'a folder cannot be put into itself'))
    const folders = await foldersOf(client)
    const found = changeable(folders, path)
    if (!found.ok) return found
    if (parent !== null && !folders.some((folder) => folder.path === parent)) return failed(noSuchFolder)
    await awaitIndexer(connections, visit, withinOf(folders, path))
    return ok(await renamed(client, found.value, { folders, target: target.value }))
  })
}

/** Into the trash, under a name that is free there; from the trash for good. The answer is its new path, or null. */
export async function deleteFolder(
  connections: Connections,
  visit: Visit,
  path: string,
): Promise<Result<string | null, MailFault>> {
  let isForGood = false
  const attempt = () =>
    connections.change<string | null>(visit, async (client) => {
      const folders = await foldersOf(client)
      const found = changeable(folders, path)
      if (!found.ok) return found
      const trash = pathOfRole(folders, 'trash')
      isForGood = isWithin(path, trash)
      await awaitIndexer(connections, visit, withinOf(folders, path))
      if (isForGood) return ok(await deletedForGood(client, folders, path))
      const taken = new Set(folders.map((folder) => folder.path))
      let target = `${trash}${separator}${nameOf(path)}`
      for (let number = 2; taken.has(target); number += 1)
        target = `${trash}${separator}${nameOf(path)} (${number})`
      return ok(await renamed(client, found.value, { folders, target }))
    })
  let answer = await attempt()
  // Dovecot's process dies in the middle of deleting a folder whose full-text index broke, which one does that got its name
  // while it was being indexed. Most often the folder is gone then; of those inside it, each may be such a one.
  for (
    let more = mostInside;
    more > 0 && isForGood && !answer.ok && answer.error.kind === 'gone';
    more -= 1
  ) {
    const again = await attempt()
    answer = !again.ok && again.error.kind === 'noSuchFolder' ? ok(null) : again
  }
  return answer
}

/** The deepest first: a folder with others in it would stay as a mere name. */
async function deletedForGood(client: ImapFlow, folders: readonly Folder[], path: string): Promise<null> {
  for (const folder of withinOf(folders, path).toSorted(
    (one, other) => other.path.length - one.path.length,
  )) {
    if (folder.subscribed) await client.mailboxUnsubscribe(folder.path)
    if (folder.selectable || folder.path === path) await client.mailboxDelete(folder.path)
  }
  return null
}

/** Whether phones and other clients show it. */
export function subscribeFolder(
  connections: Connections,
  visit: Visit,
  { path, subscribed }: { readonly path: string; readonly subscribed: boolean },
): Promise<Result<null, MailFault>> {
  return connections.change(visit, async (client) => {
    const folders = await foldersOf(client)
    if (!folders.some((folder) => folder.path === path)) return failed(noSuchFolder)
    await (subscribed ? client.mailboxSubscribe(path) : client.mailboxUnsubscribe(path))
    return ok(null)
  })
}

/** The folder of a role, made when it is missing: some other client may have deleted it. */
export async function folderOfRole(client: ImapFlow, role: Role): Promise<string> {
  const folders = await foldersOf(client, false)
  const found = folders.find((folder) => folder.role === role)
  if (found !== undefined) return found.path
  await makeFolder(client, roleNames[role])
  return roleNames[role]
}

const mostAttempts = 3

/**
 * False where there is one already. While another connection counts what is new in all folders, about one CREATE in a hundred is
 * answered `NO [NONEXISTENT]` and makes nothing, which can mean nothing else: Dovecot makes the parents.
 */
async function makeFolder(client: ImapFlow, path: string): Promise<boolean> {
  for (let left = mostAttempts - 1; ; left -= 1) {
    try {
      return (await client.mailboxCreate(path)).created
    } catch (error) {
      if (left === 0 || faultOf(error)?.kind !== 'noSuchFolder') throw error
    }
  }
}

/** Of a list that may lack it. */
export const pathOfRole = (folders: readonly Folder[], role: Role): string =>
  folders.find((folder) => folder.role === role)?.path ?? roleNames[role]

/** On a connection that somebody already has; without counts when they are not asked for. */
export async function foldersOf(client: ImapFlow, withCounts = true): Promise<readonly Folder[]> {
  const listed = await client.list(withCounts ? { statusQuery } : {})
  const folders = listed.filter(({ flags }) => !flags.has('\\NonExistent')).map(folderOf)
  const rank = ({ role }: Folder) => (role === null ? roles.length : roles.indexOf(role))
  return folders.toSorted((one, other) => rank(one) - rank(other) || byName.compare(one.path, other.path))
}

const byName = new Intl.Collator('fr', { numeric: true })

function folderOf({ path, flags, subscribed, specialUse, specialUseSource, status }: ListResponse): Folder {
  // The library would guess a role from a name as well: `Corbeille` is whatever its owner made it.
  const isSaid = specialUseSource === 'extension' || path === roleNames.inbox
  const said = isSaid ? (roles.find((role) => specialUse?.toLowerCase() === `\\${role}`) ?? null) : null
  return {
    ...{ path, name: nameOf(path), parent: parentOf(path) },
    // Missing when the answer does not say it.
    subscribed: subscribed === true,
    role: path === roleNames.snoozed ? 'snoozed' : said,
    selectable: !flags.has('\\Noselect'),
    messages: status?.messages ?? 0,
    unread: status?.unseen ?? 0,
    uidValidity: Number(status?.uidValidity ?? 0),
    uidNext: status?.uidNext ?? 0,
    modseq: String(status?.highestModseq ?? 0),
  }
}

/** It, and whatever is in it. */
const withinOf = (folders: readonly Folder[], path: string): readonly Folder[] =>
  folders.filter((folder) => folder.path === path || isWithin(folder.path, path))

/** Special folders stay what they are: Dovecot would only make them anew, empty. */
function changeable(folders: readonly Folder[], path: string): Result<Folder, MailFault> {
  const folder = folders.find((each) => each.path === path)
  if (folder === undefined) return failed(noSuchFolder)
  return folder.role === null ? ok(folder) : failed(refused('CANNOT', 'a special folder'))
}

/** Subscriptions are to names: those of what is renamed follow it. */
async function renamed(
  client: ImapFlow,
  folder: Folder,
  { folders, target }: { readonly folders: readonly Folder[]; readonly target: string },
): Promise<string> {
  await client.mailboxRename(folder.path, target)
  const moved = withinOf(folders, folder.path)
  for (const { path } of moved.filter(({ subscribed }) => subscribed)) {
    await client.mailboxUnsubscribe(path)
    await client.mailboxSubscribe(`${target}${path.slice(folder.path.length)}`)
  }
  return target
}
