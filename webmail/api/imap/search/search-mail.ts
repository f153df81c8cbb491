// A search done by Dovecot: in one folder, or over all of a mailbox, the newest first. Nothing is fetched but what is shown.

import type { ImapFlow } from 'imapflow'
import { ok, type Result } from '#core/result.ts'
import { folderQuery } from '../../../search/folder-query.ts'
import { everything, folderOf, type Query, termsOf } from '../../../search/query.ts'
import { anywhereWords, folderWords, meantBy, plain } from '../../../search/words.ts'
import { type Argument, atom } from '../command.ts'
import type { Connections, Visit } from '../connections.ts'
import type { KnownMail } from '../conversation-list.ts'
import { type Folder, foldersOf, pathOfRole } from '../folders.ts'
import { labelsAmong } from '../label-keyword.ts'
import type { ListFilter } from '../list-page.ts'
import type { MailFault } from '../mail-fault.ts'
import type { MessageFacts, Place } from '../message-facts.ts'
import { catchUp, openFolder, openIfThere } from '../open-folder.ts'
import { newestOf } from '../thread-command.ts'
import { uidSets } from '../uid-set.ts'
import { type Beside, searchEachFolder } from './search-each-folder.ts'
import { keysOf, type Meaning } from './search-keys.ts'

export interface SearchAsked extends Meaning {
  readonly query: Query
  /** Null for all folders but trash and junk. A folder that the query names goes before. */
  readonly folder: string | null
  readonly filter: ListFilter
}

export interface SearchRequest extends SearchAsked {
  readonly offset: number
  readonly limit: number
}

export interface FoundMessage extends Omit<MessageFacts, 'excerpt' | 'to'> {
  readonly folder: string
  readonly uidValidity: number
  readonly excerpt: string
  readonly unread: boolean
  readonly flagged: boolean
  readonly answered: boolean
  readonly draft: boolean
  readonly hasAttachment: boolean
  readonly labels: readonly string[]
}

export interface FoundPage {
  readonly total: number
  /** There are more than one can page to. */
  readonly more: boolean
  readonly rows: readonly FoundMessage[]
}

const mostRows = 200
/** Further back nobody pages; the search is made narrower. */
export const deepest = 2_000

export interface Hit {
  readonly folder: string
  readonly uidValidity: number
  readonly uid: number
  readonly received: number
  /** Of one of a few in its folder, read while that was open; a folder is not opened again for it. */
  readonly row: FoundMessage | null
}

export interface Hits {
  readonly total: number
  /** The newest first, as many as were asked for. */
  readonly hits: readonly Hit[]
}

export function searchMail(
  { connections, known }: { readonly connections: Connections; readonly known: KnownMail },
  visit: Visit,
  request: SearchRequest,
): Promise<Result<FoundPage, MailFault>> {
  const { offset, limit } = request
  const end = Math.min(offset + Math.min(limit, mostRows), deepest)
  return connections.read(visit, async (client) => {
    const beside: Beside = (work) => connections.readBeside(visit, work)
    const found = await hitsFor(client, request, { end, dated: false, known, visit, beside })
    if (!found.ok) return found
    const { total, hits } = found.value
    const rows = await foundRows(client, { page: hits.slice(offset, end), known, visit })
    return ok({ total: Math.min(total, deepest), more: total > deepest, rows })
  })
}

interface HitsWanted {
  /** So many of the newest as the page may need. */
  readonly end: number
  /** Whether it is said when they came where all of them are of one folder, which are in order without. */
  readonly dated: boolean
  readonly known: KnownMail
  readonly visit: Visit
  /** Null where other boxes are searched at the same time. */
  readonly beside: Beside | null
}

/** The newest that a search finds in a box. */
export async function hitsFor(
  client: ImapFlow,
  asked: SearchAsked,
  wanted: HitsWanted,
): Promise<Result<Hits, MailFault>> {
  const named = termsOf(asked.query).flatMap(({ term, wanted }) =>
    term.kind === 'folder' ? { folder: term.folder, wanted } : [],
  )
  const isHere = asked.folder !== null && named.every((each) => !each.wanted)
  const folders = isHere && named.length === 0 ? [] : await foldersNow(client)
  const paths = new Map(named.map(({ folder }) => [folder, pathNamed(folders, folder)]))
  const meant = (folder: string): Query | null =>
    folderQuery(asked.query, (name) => isAnywhere(name) || paths.get(name) === folder)
  const search = (on: ImapFlow, folder: string, dated: boolean) => {
    const keys = [...keysOf(meant(folder) ?? nothing, asked), ...filterKeys[asked.filter].map(atom)]
    return hitsIn(on, folder, { ...wanted, keys, dated: wanted.dated || dated })
  }
  // Of a folder that is not there it is said, where all of the search is about it.
  const about = folderOf(asked.query)
  const only = isHere ? asked.folder : about === null || isAnywhere(about) ? null : pathNamed(folders, about)
  if (only !== null) {
    const opened = await openFolder(client, only)
    return opened.ok ? ok(await search(client, only, false)) : opened
  }
  const within = lookedThrough(folders, named).filter(({ path }) => meant(path) !== null)
  const found = await searchEachFolder(client, within, {
    search: (on, folder) => search(on, folder, true),
    beside: wanted.beside,
  })
  const total = found.reduce((sum, each) => sum + each.total, 0)
  const all = found.flatMap(({ hits }) => hits)
  const hits = all.toSorted((one, other) => other.received - one.received).slice(0, wanted.end)
  return ok({ total, hits })
}

const nothing: Query = { kind: 'not', of: everything }

/** All but the trash and the junk folder, unless they are asked for. */
function lookedThrough(
  folders: readonly Folder[],
  named: readonly { readonly folder: string; readonly wanted: boolean }[],
): readonly Folder[] {
  const asked = named.filter(({ wanted }) => wanted).map(({ folder }) => folder)
  if (asked.some(isAnywhere)) return openable(folders)
  const paths = new Set([
    ...everywhere(folders).map(({ path }) => path),
    ...asked.map((folder) => pathNamed(folders, folder)),
  ])
  return openable(folders).filter(({ path }) => paths.has(path))
}

const filterKeys: Readonly<Record<ListFilter, readonly string[]>> = {
  ...{ all: [], unread: ['UNSEEN'], flagged: ['FLAGGED'] },
  attachments: ['KEYWORD', '$HasAttachment'],
}

const isAnywhere = (named: string): boolean => anywhereWords.includes(plain(named))

/** With what is in each, so that nobody opens an empty one. */
async function foldersNow(client: ImapFlow): Promise<readonly Folder[]> {
  await catchUp(client)
  return await foldersOf(client)
}

const openable = (folders: readonly Folder[]): readonly Folder[] =>
  folders.filter(({ selectable, messages }) => selectable && messages > 0)

const everywhere = (folders: readonly Folder[]): readonly Folder[] =>
  openable(folders).filter(({ role, path }) => role !== 'junk' && !isInTrash(folders, path))

function isInTrash(folders: readonly Folder[], path: string): boolean {
  const trash = pathOfRole(folders, 'trash')
  return path === trash || path.startsWith(`${trash}/`)
}

/** `dans:corbeille`, `in:trash`, or a name or path of one's own, accents and capitals left aside. */
function pathNamed(folders: readonly Folder[], named: string): string {
  const wanted = plain(named)
  const role = meantBy(named, folderWords)
  if (role !== null) return pathOfRole(folders, role)
  const found =
    folders.find(({ path }) => plain(path) === wanted) ?? folders.find(({ name }) => plain(name) === wanted)
  return found?.path ?? named
}

async function hitsIn(
  client: ImapFlow,
  folder: string,
  { keys, end, dated, known, visit }: HitsWanted & { readonly keys: readonly Argument[] },
): Promise<{ readonly total: number; readonly hits: readonly Hit[] }> {
  const opened = await openIfThere(client, folder)
  if (opened === null || opened.exists === 0) return { total: 0, hits: [] }
  const { total, uids } = await newestOf(client, keys, end)
  const newest = [...uids]
  const { uidValidity } = opened
  const place = { mailbox: visit.mailbox, folder, uidValidity }
  if (!dated)
    return { total, hits: newest.map((uid) => ({ folder, uid, uidValidity, received: 0, row: null })) }
  if (newest.length <= few) {
    const rows = await rowsIn(client, newest, { place, known })
    // In the order of the folder, so that those of one second stand the same way on each page.
    const found = newest.flatMap((uid) => rows.get(uid) ?? [])
    const hits = found.map((row) => ({
      ...place,
      uid: row.uid,
      received: row.received.getTime(),
      row,
    }))
    return { total, hits }
  }
  const hits: Hit[] = []
  for (const set of uidSets(newest))
    for (const { uid, internalDate } of await client.fetchAll(set, { internalDate: true }, { uid: true }))
      hits.push({
        ...{ folder, uid, uidValidity, row: null },
        received: new Date(internalDate ?? 0).getTime(),
      })
  return { total, hits }
}

/** So many in a folder are read at once. Of more, most are not on the page, and its folder is opened once more for those that are. */
const few = 12

/** What the list shows of them; those that went meanwhile are left out. */
export async function foundRows(
  client: ImapFlow,
  { page, known, visit }: { readonly page: readonly Hit[]; readonly known: KnownMail; readonly visit: Visit },
): Promise<readonly FoundMessage[]> {
  const rows = new Map<Hit, FoundMessage>()
  const unread = page.filter((hit) => hit.row === null)
  for (const [folder, hits] of Map.groupBy(unread, (hit) => hit.folder)) {
    const opened = await openIfThere(client, folder)
    if (opened === null) continue
    const place = { mailbox: visit.mailbox, folder, uidValidity: opened.uidValidity }
    const uids = hits.map(({ uid }) => uid)
    const read = await rowsIn(client, uids, { place, known })
    for (const hit of hits) {
      const row = read.get(hit.uid)
      if (row !== undefined) rows.set(hit, row)
    }
  }
  return page.flatMap((hit) => hit.row ?? rows.get(hit) ?? [])
}

/** Of the folder that is open. */
async function rowsIn(
  client: ImapFlow,
  uids: readonly number[],
  { place, known }: { readonly place: Place; readonly known: KnownMail },
): Promise<ReadonlyMap<number, FoundMessage>> {
  const flags = new Map<number, ReadonlySet<string>>()
  const facts = await known.messages.facts(client, place, { uids, excerpts: uids, flags })
  const { folder, uidValidity } = place
  return new Map(
    [...facts].map(([uid, of]) => [
      uid,
      { ...of, folder, uidValidity, excerpt: of.excerpt ?? '', ...marked(flags.get(uid)) },
    ]),
  )
}

const marked = (flags: ReadonlySet<string> = new Set()) => ({
  unread: !flags.has('\\Seen'),
  flagged: flags.has('\\Flagged'),
  answered: flags.has('\\Answered'),
  draft: flags.has('\\Draft'),
  hasAttachment: flags.has('$HasAttachment'),
  labels: labelsAmong(flags),
})
