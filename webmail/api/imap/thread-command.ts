// THREAD and SORT (RFC 5256), ESORT and PARTIAL (RFC 5267) on the folder that is open, excerpts and dates of its messages. What may
// be long is answered in typed arrays.

import type { ImapAttribute, ImapFlow, MailboxObject } from 'imapflow'
import { type Argument, atom, command, listOf, string, textOf } from './command.ts'
import { eachRow, type FetchedRow } from './fetch-rows.ts'
import type { Threads } from './folder-index.ts'
import { uidsOf } from './uid-set.ts'

/** In a folder with fewer, looking at each costs less than a question of its own. */
const manyMessages = 2_000

/**
 * `keys`, without what is marked for deletion by another client: it is as good as gone. Dovecot looks at each message for that, at
 * fifty thousand for 4 ms; that none of a folder is marked its index knows, in a twentieth of the time.
 */
async function present(client: ImapFlow, keys: readonly Argument[]): Promise<readonly Argument[]> {
  const { mailbox } = client
  const isLarge = mailbox !== false && mailbox.exists >= manyMessages
  if (!isLarge || (await hasMarked(client, mailbox))) return [atom('UNDELETED'), ...keys]
  return keys.length === 0 ? [atom('ALL')] : keys
}

/** By connection: the states of folders (path, age, modseq) in which nothing was marked. One that is marked has another. */
const unmarked = new WeakMap<ImapFlow, Map<string, string>>()

async function hasMarked(
  client: ImapFlow,
  { path, uidValidity, highestModseq }: MailboxObject,
): Promise<boolean> {
  const state = highestModseq === undefined ? null : `${uidValidity} ${highestModseq}`
  if (state !== null && unmarked.get(client)?.get(path) === state) return false
  let count = 0
  await command(client, 'UID SEARCH', {
    args: [atom('RETURN'), [atom('COUNT')], atom('DELETED')],
    on: {
      ESEARCH: ({ attributes }) => {
        count = Number(textOf(valueAfter(attributes, 'COUNT')) ?? 0)
      },
    },
  })
  if (count === 0 && state !== null) {
    const known = unmarked.get(client) ?? new Map<string, string>()
    unmarked.set(client, known.set(path, state))
  }
  return count > 0
}

/**
 * Conversations by References, subjects left aside (REFS). Null when a sender nests forks of replies a hundred deep: the library
 * drops an answer like that. Each message standing alone is better than a folder that no longer opens.
 */
export async function threadsOf(client: ImapFlow): Promise<Threads | null> {
  let threads: Threads | null = null
  await command(client, 'UID THREAD', {
    args: [atom('REFS'), atom('UTF-8'), ...(await present(client, []))],
    on: {
      THREAD: ({ attributes }) => {
        threads = flattened(attributes)
      },
    },
  })
  return threads
}

/** What a search finds, else all, as they came, the oldest first. */
export async function byArrival(client: ImapFlow, keys: readonly Argument[] = []): Promise<Uint32Array> {
  const of = await sorted(client, { order: 'ARRIVAL', answer: ['ALL'], keys: await present(client, keys) })
  return uidsOf(textOf(of('ALL')) ?? '')
}

export interface Newest {
  /** Of all that were found. */
  readonly total: number
  /** The newest first. */
  readonly uids: Uint32Array
}

/** What a search finds, `most` of them: of thousands nobody is told which they are (RFC 5267 §4.4). */
export async function newestOf(client: ImapFlow, keys: readonly Argument[], most: number): Promise<Newest> {
  const answer = ['COUNT', 'PARTIAL', `1:${Math.max(1, most)}`]
  const of = await sorted(client, { order: 'REVERSE ARRIVAL', answer, keys: await present(client, keys) })
  const total = Number(textOf(of('COUNT')) ?? 0)
  const [, said] = listOf(of('PARTIAL'))
  const uids = uidsOf(textOf(said) ?? '')
  if (total > 0 && uids.length === 0) throw new Error('Dovecot found messages and named none')
  return { total, uids }
}

/** What the answer says of each thing that it was asked to say. */
async function sorted(
  client: ImapFlow,
  {
    order,
    answer,
    keys,
  }: { readonly order: string; readonly answer: readonly string[]; readonly keys: readonly Argument[] },
): Promise<(name: string) => ImapAttribute | undefined> {
  let said: readonly ImapAttribute[] = []
  await command(client, 'UID SORT', {
    args: [atom('RETURN'), answer.map(atom), order.split(' ').map(atom), atom('UTF-8'), ...keys],
    on: {
      ESEARCH: ({ attributes }) => {
        said = attributes
      },
    },
  })
  return (name) => valueAfter(said, name)
}

/** What a search finds, in no order that means anything. */
export async function found(client: ImapFlow, keys: readonly Argument[]): Promise<Uint32Array> {
  let uids: Uint32Array = new Uint32Array()
  await command(client, 'UID SEARCH', {
    args: [atom('RETURN'), [atom('ALL')], atom('CHARSET'), atom('UTF-8'), ...keys],
    on: {
      ESEARCH: ({ attributes }) => {
        uids = uidsOf(allOf(attributes))
      },
    },
  })
  return uids
}

/** One key of SEARCH with a text. */
export const keyWith = (key: string, text: string): readonly Argument[] => [atom(key), string(text)]

/** The beginning of the text of each, made when Dovecot has not kept it yet. */
export async function excerptsOf(
  client: ImapFlow,
  uids: Iterable<number>,
): Promise<ReadonlyMap<number, string>> {
  const excerpts = new Map<number, string>()
  const read = ({ uid, item }: FetchedRow) => void excerpts.set(uid, item('PREVIEW') ?? '')
  await eachRow(client, uids, { items: ['PREVIEW'] }, read)
  return excerpts
}

/** When each was put into this folder, in milliseconds; of whom no such date can be read, nothing is said. */
export async function savedAt(
  client: ImapFlow,
  uids: Iterable<number>,
): Promise<ReadonlyMap<number, number>> {
  const saved = new Map<number, number>()
  await eachRow(client, uids, { items: ['SAVEDATE'] }, ({ uid, item }) => {
    const at = new Date(item('SAVEDATE') ?? '').getTime()
    if (!Number.isNaN(at)) saved.set(uid, at)
  })
  return saved
}

function valueAfter(items: readonly ImapAttribute[], name: string): ImapAttribute | undefined {
  const at = items.findIndex((item) => textOf(item)?.toUpperCase() === name)
  return at < 0 ? undefined : items[at + 1]
}

/** `ALL` of `* ESEARCH (TAG "5") UID ALL 1:3,7`; empty when nothing was found. */
const allOf = (attributes: readonly ImapAttribute[]): string => textOf(valueAfter(attributes, 'ALL')) ?? ''

/** `(1 2)(3 (4)(5))`: how replies hang together inside a conversation is nobody's concern here. */
function flattened(attributes: readonly ImapAttribute[]): Threads {
  const uids: number[] = []
  const starts: number[] = []
  const walk = (node: ImapAttribute) => {
    if (Array.isArray(node)) for (const each of node) walk(each)
    else uids.push(Number(textOf(node)))
  }
  for (const thread of attributes) {
    starts.push(uids.length)
    walk(thread)
  }
  return { uids: Uint32Array.from(uids), starts: Uint32Array.from([...starts, uids.length]) }
}
