// Several mailboxes as one list. Each says when its newest came, as many as the page may need, and no more is read of any than
// what the page shows. How far back one pages is bounded: further back one opens a box.

import type { ImapFlow } from 'imapflow'
import { ok, type Result } from '#core/result.ts'
import type { Connections, Visit } from './connections.ts'
import { type ConversationRow, type KnownMail, lastCame, shownRows } from './conversation-list.ts'
import { roleNames } from './folder-names.ts'
import { internalDates } from './internal-dates.ts'
import { type PageRequest, type PageRow, pageOf } from './list-page.ts'
import type { MailFault } from './mail-fault.ts'
import {
  deepest,
  type FoundMessage,
  foundRows,
  type Hit,
  hitsFor,
  type SearchAsked,
} from './search/search-mail.ts'

export interface EveryBoxRequest {
  readonly offset: number
  readonly limit: number
}

/** Of the boxes in the order they were given. */
export interface EveryBoxPage<Row> {
  readonly rows: readonly { readonly box: number; readonly row: Row }[]
  readonly total: number
  readonly more: boolean
  /** Those that did not answer. */
  readonly missing: readonly number[]
  /** Moves when any of them does. */
  readonly state: string
}

interface Ports {
  readonly connections: Pick<Connections, 'read'>
  readonly known: KnownMail
}

/** The newest first; `at` in milliseconds. */
interface Newest<Head> {
  readonly total: number
  readonly heads: readonly { readonly at: number; readonly head: Head }[]
  readonly state: string
}

const mostRows = 200
/** A person may wait for a few boxes, and takes no more places than others have. */
const boxesAtOnce = 4

/** Their inboxes, conversation by conversation. */
export function listEveryBox(
  { connections, known }: Ports,
  visits: readonly Visit[],
  request: EveryBoxRequest & Pick<PageRequest, 'filter' | 'conversations'>,
): Promise<EveryBoxPage<ConversationRow>> {
  const folder = roleNames.inbox
  const open = (client: ImapFlow, { mailbox }: Visit) => known.folders.open(client, { mailbox, folder })
  return merged<PageRow, ConversationRow>(visits, request, {
    newest: (visit, end) =>
      connections.read(visit, async (client) => {
        const opened = await open(client, visit)
        if (!opened.ok) return opened
        const { uidValidity, modseq, returns } = opened.value
        const { filter, conversations } = request
        const asked = { offset: 0, limit: end, filter, conversations }
        const { total, rows } = pageOf(opened.value, asked)
        const arrivals = await internalDates(client, rows.map(newestIn))
        const heads = rows.map((head) => ({
          head,
          at: lastCame(head.uids, returns, arrivals.get(newestIn(head)) ?? 0),
        }))
        return ok({ total, heads, state: `${uidValidity}.${modseq}` })
      }),
    rows: (visit, heads) =>
      connections.read(visit, async (client) => {
        const opened = await open(client, visit)
        if (!opened.ok) return opened
        const { uidValidity, returns } = opened.value
        const { conversations } = request
        const shown = { visit, known, folder, uidValidity, conversations, returns }
        const { rows } = await shownRows(client, heads, shown)
        const byNewest = new Map(rows.map((row) => [row.newest, row]))
        return ok(heads.map((head) => byNewest.get(newestIn(head)) ?? null))
      }),
  })
}

/** What a search finds in any of them; what words stand for, each box says for itself. */
export function searchEveryBox(
  { connections, known }: Ports,
  boxes: readonly { readonly visit: Visit; readonly asked: SearchAsked }[],
  request: EveryBoxRequest,
): Promise<EveryBoxPage<FoundMessage>> {
  const askedOf = new Map(boxes.map(({ visit, asked }) => [visit, asked]))
  const visits = boxes.map(({ visit }) => visit)
  return merged<Hit, FoundMessage>(visits, request, {
    newest: (visit, end) =>
      connections.read(visit, async (client) => {
        const asked = askedOf.get(visit)
        if (asked === undefined) return ok({ total: 0, heads: [], state: '' })
        const found = await hitsFor(client, asked, { end, dated: true, known, visit, beside: null })
        // A folder that only one of them has is none of the others'.
        if (!found.ok && found.error.kind === 'noSuchFolder') return ok({ total: 0, heads: [], state: '' })
        if (!found.ok) return found
        const { total, hits } = found.value
        return ok({ total, heads: hits.map((head) => ({ head, at: head.received })), state: String(total) })
      }),
    rows: (visit, page) =>
      connections.read(visit, async (client) => {
        const rows = await foundRows(client, { page, known, visit })
        const byPlace = new Map(rows.map((row) => [`${row.uid} ${row.folder}`, row]))
        return ok(page.map(({ uid, folder }) => byPlace.get(`${uid} ${folder}`) ?? null))
      }),
  })
}

interface Asking<Head, Row> {
  readonly newest: (visit: Visit, end: number) => Promise<Result<Newest<Head>, MailFault>>
  /** In the order of the heads, null for what went meanwhile. */
  readonly rows: (visit: Visit, heads: readonly Head[]) => Promise<Result<readonly (Row | null)[], MailFault>>
}

async function merged<Head, Row>(
  visits: readonly Visit[],
  { offset, limit }: EveryBoxRequest,
  { newest, rows }: Asking<Head, Row>,
): Promise<EveryBoxPage<Row>> {
  const end = Math.min(offset + Math.min(limit, mostRows), deepest)
  const missing = new Set<number>()
  const lists = await eachOf(visits, async (visit, box) => {
    const found = await newest(visit, end)
    if (found.ok) return found.value
    missing.add(box)
    return { total: 0, heads: [], state: '-' }
  })
  const page = newestFirst(
    lists.map(({ heads }) => heads),
    end,
  ).slice(offset)
  const shown = await eachOf(visits, async (visit, box) => {
    const heads = page.filter((each) => each.list === box).map(({ head }) => head)
    if (heads.length === 0) return []
    const found = await rows(visit, heads)
    if (found.ok) return found.value
    missing.add(box)
    return []
  })
  const next = visits.map(() => 0)
  const total = lists.reduce((sum, each) => sum + each.total, 0)
  return {
    rows: page.flatMap(({ list: box }) => {
      const at = next[box] ?? 0
      next[box] = at + 1
      const row = shown[box]?.[at] ?? null
      return row === null ? [] : [{ box, row }]
    }),
    total: Math.min(total, deepest),
    more: total > deepest,
    missing: [...missing].sort((one, other) => one - other),
    state: lists.map(({ state }) => state).join(' '),
  }
}

interface Dated<Head> {
  readonly at: number
  readonly head: Head
}

/** Lists that each have the newest first as one, `end` at most; of the same moment, the first list first. Pure. */
export function newestFirst<Head>(
  lists: readonly (readonly Dated<Head>[])[],
  end: number,
): readonly (Dated<Head> & { readonly list: number })[] {
  const next = lists.map(() => 0)
  const all: (Dated<Head> & { readonly list: number })[] = []
  while (all.length < end) {
    let newest: (Dated<Head> & { readonly list: number }) | null = null
    for (const [list, heads] of lists.entries()) {
      const head = heads[next[list] ?? 0]
      if (head !== undefined && (newest === null || head.at > newest.at)) newest = { ...head, list }
    }
    if (newest === null) return all
    all.push(newest)
    next[newest.list] = (next[newest.list] ?? 0) + 1
  }
  return all
}

async function eachOf<Value>(
  visits: readonly Visit[],
  work: (visit: Visit, box: number) => Promise<Value>,
): Promise<readonly Value[]> {
  const values = new Map<number, Value>()
  const waiting = visits.entries()
  const worker = async (): Promise<void> => {
    for (const [box, visit] of waiting) values.set(box, await work(visit, box))
  }
  await Promise.all(Array.from({ length: boxesAtOnce }, worker))
  return visits.flatMap((_, box) => (values.has(box) ? [values.get(box) as Value] : []))
}

const newestIn = ({ uids }: PageRow): number => uids.at(-1) ?? 0
