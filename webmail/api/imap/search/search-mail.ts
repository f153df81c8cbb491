// A search done by Dovecot: in one folder, or over all of a mailbox, the newest first. Nothing is fetched but what is shown.

import type { ImapFlow } from 'imapflow'
import { ok, type Result } from '#core/result.ts'
import type { Argument } from '../command.ts'
import type { Connections, Visit } from '../connections.ts'
import type { KnownMail } from '../conversation-list.ts'
import { roles } from '../folder-names.ts'
import { type Folder, foldersOf, pathOfRole } from '../folders.ts'
import { labelsAmong } from '../label-keyword.ts'
import type { MailFault } from '../mail-fault.ts'
import type { MessageFacts } from '../message-facts.ts'
import { openFolder, openIfThere } from '../open-folder.ts'
import { newestOf } from '../thread-command.ts'
import { uidSets } from '../uid-set.ts'
import { folderOf, type Query } from './query.ts'
import { keysOf, type LabelIds } from './search-keys.ts'
import { plain } from './words.ts'

export interface SearchRequest {
  readonly query: Query
  /** Null for all folders but trash and junk. A folder that the query names goes before. */
  readonly folder: string | null
  readonly labels: LabelIds
  readonly offset: number
  readonly limit: number
}

export interface FoundMessage extends Omit<MessageFacts, 'excerpt'> {
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
  readonly rows: readonly FoundMessage[]
}

const mostRows = 200
/** Further back nobody pages; the search is made narrower. */
const deepest = 2_000

interface Hit {
  readonly folder: string
  readonly uidValidity: number
  readonly uid: number
  readonly received: number
}

export function searchMail(
  { connections, known }: { readonly connections: Connections; readonly known: KnownMail },
  visit: Visit,
  request: SearchRequest,
): Promise<Result<FoundPage, MailFault>> {
  const offset = Math.min(request.offset, deepest)
  const end = offset + Math.min(request.limit, mostRows)
  const keys = keysOf(request.query, request.labels)
  return connections.read(visit, async (client) => {
    const named = folderOf(request.query)
    const folders = await foldersOf(client, false)
    const only = named === null ? request.folder : pathNamed(folders, named)
    if (only !== null) {
      const opened = await openFolder(client, only)
      if (!opened.ok) return opened
    }
    let total = 0
    const hits: Hit[] = []
    for (const folder of only === null ? everywhere(folders) : [only]) {
      const found = await hitsIn(client, folder, { keys, end })
      total += found.total
      hits.push(...found.hits)
    }
    const page = hits.toSorted((one, other) => other.received - one.received).slice(offset, end)
    return ok({ total, rows: await shown(client, { page, known, visit }) })
  })
}

const everywhere = (folders: readonly Folder[]): readonly string[] =>
  folders
    .filter(({ selectable, role, path }) => selectable && role !== 'junk' && !isInTrash(folders, path))
    .map(({ path }) => path)

function isInTrash(folders: readonly Folder[], path: string): boolean {
  const trash = pathOfRole(folders, 'trash')
  return path === trash || path.startsWith(`${trash}/`)
}

const roleWords: Readonly<Record<string, string>> = {
  ...{ reception: 'inbox', 'boite de reception': 'inbox', envoyes: 'sent', brouillons: 'drafts' },
  ...{ archives: 'archive', indesirables: 'junk', spam: 'junk', corbeille: 'trash' },
}

/** `dans:corbeille`, `in:trash`, or a name or path of one's own, accents and capitals left aside. */
function pathNamed(folders: readonly Folder[], named: string): string {
  const wanted = plain(named)
  const role = roles.find((each) => each === (roleWords[wanted] ?? wanted))
  if (role !== undefined) return pathOfRole(folders, role)
  const found =
    folders.find(({ path }) => plain(path) === wanted) ?? folders.find(({ name }) => plain(name) === wanted)
  return found?.path ?? named
}

/** When each of the newest came, for so many as the page may need. */
async function hitsIn(
  client: ImapFlow,
  folder: string,
  { keys, end }: { readonly keys: readonly Argument[]; readonly end: number },
): Promise<{ readonly total: number; readonly hits: readonly Hit[] }> {
  const opened = await openIfThere(client, folder)
  if (opened === null || opened.exists === 0) return { total: 0, hits: [] }
  const uids = await newestOf(client, keys)
  const hits: Hit[] = []
  for (const set of uidSets(uids.subarray(0, end)))
    for (const { uid, internalDate } of await client.fetchAll(set, { internalDate: true }, { uid: true }))
      hits.push({
        ...{ folder, uid, uidValidity: opened.uidValidity },
        received: new Date(internalDate ?? 0).getTime(),
      })
  return { total: uids.length, hits }
}

async function shown(
  client: ImapFlow,
  { page, known, visit }: { readonly page: readonly Hit[]; readonly known: KnownMail; readonly visit: Visit },
): Promise<readonly FoundMessage[]> {
  const rows = new Map<Hit, FoundMessage>()
  for (const [folder, hits] of Map.groupBy(page, (hit) => hit.folder)) {
    const opened = await openIfThere(client, folder)
    if (opened === null) continue
    const uids = hits.map(({ uid }) => uid)
    const place = { mailbox: visit.mailbox, folder, uidValidity: opened.uidValidity }
    const facts = await known.messages.facts(client, place, { uids, excerpts: uids })
    const flags = await flagsOf(client, uids)
    for (const hit of hits) {
      const of = facts.get(hit.uid)
      if (of !== undefined)
        rows.set(hit, { ...of, ...place, excerpt: of.excerpt ?? '', ...marked(flags.get(hit.uid)) })
    }
  }
  return page.flatMap((hit) => rows.get(hit) ?? [])
}

async function flagsOf(
  client: ImapFlow,
  uids: readonly number[],
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const flags = new Map<number, ReadonlySet<string>>()
  for (const set of uidSets(uids))
    for (const message of await client.fetchAll(set, { flags: true }, { uid: true }))
      flags.set(message.uid, message.flags ?? new Set())
  return flags
}

const marked = (flags: ReadonlySet<string> = new Set()) => ({
  unread: !flags.has('\\Seen'),
  flagged: flags.has('\\Flagged'),
  answered: flags.has('\\Answered'),
  draft: flags.has('\\Draft'),
  hasAttachment: flags.has('$HasAttachment'),
  labels: labelsAmong(flags),
})
