// The list of a folder as a person sees it: conversations, the newest first, with who wrote, how many, and how the newest one
// begins. Own replies that lie in Sent count, as they would on paper.

import type { ImapFlow } from 'imapflow'
import { ok, type Result } from '#core/result.ts'
import type { Connections, Visit } from './connections.ts'
import { eachRow } from './fetch-rows.ts'
import { FolderCache } from './folder-cache.ts'
import type { Returns } from './folder-index.ts'
import { isOwnFolder, roleNames } from './folder-names.ts'
import { labelsAmong } from './label-keyword.ts'
import { type PageRequest, type PageRow, pageOf } from './list-page.ts'
import type { MailFault } from './mail-fault.ts'
import { type Correspondent, KnownMessages, type MessageFacts } from './message-facts.ts'
import { readAhead } from './read-ahead.ts'
import { type Already, ReferenceCache, type References, type Referring, writerOf } from './reference-cache.ts'

export interface ConversationRow {
  /** In this folder, the oldest first: what an action on the conversation is for. */
  readonly uids: readonly number[]
  readonly newest: number
  readonly subject: string
  /** Who wrote, in order, each once; in Sent and Drafts to whom. */
  readonly participants: readonly Correspondent[]
  /** Of messages, own replies included. */
  readonly count: number
  readonly unread: number
  readonly flagged: boolean
  readonly answered: boolean
  readonly draft: boolean
  readonly hasAttachment: boolean
  /** Ids of labels. */
  readonly labels: readonly string[]
  /** When the last of them came, or came back. */
  readonly date: Date
  /** How the newest message begins; empty when there is no text. */
  readonly excerpt: string
}

export interface ListPage {
  readonly uidValidity: number
  /** Moves when the folder does: the same page of the same modseq is the same. */
  readonly modseq: string
  readonly total: number
  readonly rows: readonly ConversationRow[]
  /** Own replies were not all read yet, and those do not count. */
  readonly repliesMissing: boolean
}

export interface ListRequest extends PageRequest {
  readonly folder: string
  /** Own replies that would have to be read first are left out. */
  readonly soon?: boolean
}

/** Kept by a process for as long as it runs. */
export interface KnownMail {
  readonly folders: FolderCache
  readonly messages: KnownMessages
  readonly references: ReferenceCache
}

export const knownMail = (): KnownMail => ({
  folders: new FolderCache(),
  messages: new KnownMessages(),
  references: new ReferenceCache(),
})

const mostRows = 200
/** Of a longer conversation the first and the newest ones are looked at: nobody reads forty names in a row of a list. */
const mostLookedAt = 40
/** Later answers to the newest message of a page count once they were read for another page. */
const answeredWithin = 90 * 24 * 60 * 60_000

export async function listConversations(
  mail: { readonly connections: Connections; readonly known: KnownMail },
  visit: Visit,
  request: ListRequest,
): Promise<Result<ListPage, MailFault>> {
  const { connections, known } = mail
  const listed = await connections.read(visit, async (client) => {
    const { folder } = request
    const opened = await known.folders.open(client, { mailbox: visit.mailbox, folder })
    if (!opened.ok) return opened
    const { uidValidity, modseq, returns } = opened.value
    const page = pageOf(opened.value, { ...request, limit: Math.min(request.limit, mostRows) })
    const { conversations, soon } = request
    const shown = { visit, known, folder, uidValidity, conversations, returns, soon }
    const { rows, repliesMissing } = await shownRows(client, page.rows, shown)
    return ok({ uidValidity, modseq: String(modseq), total: page.total, rows, repliesMissing })
  })
  readAhead(mail, visit)
  return listed
}

export interface ShownIn {
  readonly visit: Visit
  readonly known: KnownMail
  /** The one that is open. */
  readonly folder: string
  readonly uidValidity: number
  readonly conversations: boolean
  readonly returns: Returns
  readonly soon?: boolean | undefined
}

/** What the list shows of rows of the folder that is open; those that went meanwhile are left out. */
export async function shownRows(
  client: ImapFlow,
  page: readonly PageRow[],
  { visit, known, folder, uidValidity, conversations, returns, soon = false }: ShownIn,
): Promise<Pick<ListPage, 'rows' | 'repliesMissing'>> {
  const rows = page.map((row) => ({ row, looked: lookedAt(row.uids) }))
  const uids = rows.flatMap(({ looked }) => looked)
  const place = { mailbox: visit.mailbox, folder, uidValidity }
  const newest = page.map((row) => newestIn(row))
  const facts = await known.messages.facts(client, place, { uids, excerpts: newest })
  const labels = await labelsOf(client, uids)
  const { references: replies, isWhole } = conversations
    ? await repliesInto(client, { visit, folder, facts, known: known.references, soon })
    : noReplies
  const shown = rows.flatMap(({ row, looked }) => {
    const known = looked.flatMap((uid) => facts.get(uid) ?? [])
    const last = known.at(-1)
    // Expunged since the folder was opened.
    if (last === undefined) return []
    const marked = looked.flatMap((uid) => labels.get(uid) ?? [])
    return [rowOf(row, { folder, known, last, labels: marked, replies, returns })]
  })
  return { rows: shown, repliesMissing: !isWhole }
}

const noReplies: Already = { references: null, isWhole: true }

interface Looked {
  readonly folder: string
  readonly known: readonly MessageFacts[]
  readonly last: MessageFacts
  readonly labels: readonly string[]
  /** Null where none count. */
  readonly replies: References | null
  readonly returns: Returns
}

function rowOf(row: PageRow, { folder, known, last, labels, replies, returns }: Looked): ConversationRow {
  const { uids, unread, flagged, answered, draft, hasAttachment } = row
  const own = ownReplies(known, replies)
  return {
    ...{ uids, unread, flagged, answered, draft, hasAttachment },
    newest: last.uid,
    subject: (known[0] ?? last).subject,
    participants: participantsOf(folder, known, own),
    count: uids.length + own.length,
    labels: [...new Set(labels)].toSorted(),
    date: new Date(lastCame(uids, returns, last.received.getTime())),
    excerpt: last.excerpt ?? '',
  }
}

/** `newest`: when the newest of them came. */
export const lastCame = (uids: readonly number[], { returned }: Returns, newest: number): number =>
  uids.reduce((last, uid) => Math.max(last, returned.get(uid) ?? 0), newest)

/** One that lies in this folder too is counted already. */
function ownReplies(known: readonly MessageFacts[], replies: References | null): readonly Referring[] {
  const here = new Set(known.map(({ messageId }) => messageId))
  const into = known.flatMap(({ messageId }) => replies?.answersTo(messageId) ?? [])
  return [...new Set(into)].filter(({ messageId }) => !here.has(messageId))
}

function participantsOf(
  folder: string,
  known: readonly MessageFacts[],
  own: readonly Referring[],
): readonly Correspondent[] {
  const written = isOwnFolder(folder)
    ? known.flatMap(({ received, to }) => to.map((who) => ({ at: received, who })))
    : known.flatMap(({ received, from }) => from.map((who) => ({ at: received, who })))
  const all = [...written, ...own.map((each) => ({ at: each.received, who: writerOf(each) }))]
  const inOrder = all.toSorted((one, other) => one.at.getTime() - other.at.getTime())
  const each = new Map<string, Correspondent>()
  for (const { who } of inOrder) {
    const name = (who.address || who.name).toLowerCase()
    if (!each.has(name)) each.set(name, who)
  }
  return [...each.values()]
}

async function repliesInto(
  client: ImapFlow,
  {
    visit,
    folder,
    facts,
    known,
    soon,
  }: {
    readonly visit: Visit
    readonly folder: string
    readonly facts: ReadonlyMap<number, MessageFacts>
    readonly known: ReferenceCache
    readonly soon: boolean
  },
): Promise<Already> {
  const silent = isOwnFolder(folder) || folder === roleNames.trash || folder === roleNames.junk
  if (silent || facts.size === 0) return noReplies
  const times = Array.from(facts.values(), ({ received }) => received.getTime())
  const window = {
    since: new Date(Math.min(...times)),
    until: new Date(Math.max(...times) + answeredWithin),
  }
  const sent = { mailbox: visit.mailbox, folder: roleNames.sent }
  if (soon) return await known.alreadyOf(client, sent, window)
  const references = await known.of(client, sent, window)
  return { references, isWhole: references?.knows(window) ?? true }
}

async function labelsOf(
  client: ImapFlow,
  uids: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const labels = new Map<number, readonly string[]>()
  // Nobody ever gave one in this folder: Dovecot names all keywords when it opens.
  if (client.mailbox === false || labelsAmong(client.mailbox.flags).length === 0) return labels
  await eachRow(client, uids, { items: ['FLAGS'] }, ({ uid, flags }) => labels.set(uid, labelsAmong(flags)))
  return labels
}

const newestIn = ({ uids }: PageRow): number => uids.at(-1) ?? 0

const lookedAt = (uids: readonly number[]): readonly number[] =>
  uids.length <= mostLookedAt ? uids : [...uids.slice(0, 1), ...uids.slice(1 - mostLookedAt)]
