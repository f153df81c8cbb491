// What happens in a mailbox while somebody looks at it, whoever did it: one connection of its own with NOTIFY (RFC 5465), which
// tells of all folders at once. Whoever listens slowly gets the newest counts of each folder, not every step to them.

import type { ImapFlow } from 'imapflow'
import { decodePath } from 'imapflow/lib/tools.js'
import { ok, type Result } from '#core/result.ts'
import { type Argument, atom, command, listenTo, listOf, textOf, type Untagged } from './command.ts'
import type { Connections, OwnConnection, Visit } from './connections.ts'
import { isWithin, roleNames } from './folder-names.ts'
import { faultOf, type MailFault } from './mail-fault.ts'
import { type Correspondent, correspondents } from './message-facts.ts'
import { openIfThere } from './open-folder.ts'

export type Change =
  | {
      readonly kind: 'counts'
      readonly folder: string
      readonly messages: number
      readonly unread: number
      readonly uidNext: number
      readonly uidValidity: number
      readonly modseq: string
    }
  | {
      readonly kind: 'newMessage'
      readonly folder: string
      readonly uid: number
      readonly from: Correspondent | null
      readonly subject: string
    }
  /** Made, renamed, deleted, or shown and hidden: the list is to be read anew. */
  | { readonly kind: 'folders' }

type Counts = Extract<Change, { kind: 'counts' }>

export interface Watching {
  /** Ends it. */
  readonly signal: AbortSignal
  /** Who wrote, and about what: only where somebody wants it on the screen. */
  readonly withSenders: boolean
}

/** Some firewalls forget a line that is silent for longer, and so does the library. */
const aliveMilliseconds = 4 * 60_000
/** Of one burst: a screen has room for no more. */
const mostTold = 5

/**
 * First the counts of all folders, then what changes. Ends when the signal says so, the connection goes, or nobody reads on;
 * the listener then opens another and has lost nothing, for it begins with the counts of then.
 */
export async function watchMailbox(
  connections: Connections,
  visit: Visit,
  watching: Watching,
): Promise<Result<AsyncGenerator<Change, void, undefined>, MailFault>> {
  const own = await connections.open(visit)
  if (!own.ok) return own
  const news = new News()
  try {
    await notify(own.value.client, news)
  } catch (error) {
    own.value[Symbol.dispose]()
    const fault = faultOf(error)
    if (fault === null) throw error
    return { ok: false, error: fault }
  }
  return ok(told({ connections, visit, own: own.value, news, watching }))
}

/** What was not told yet: of each folder the newest. */
class News {
  readonly #counts = new Map<string, Counts>()
  #folders = false
  #ended = false
  #wake: () => void = () => {}

  tell(change: Counts | { readonly kind: 'folders' }): void {
    if (change.kind === 'folders') this.#folders = true
    else this.#counts.set(change.folder, change)
    this.#wake()
  }

  readonly end = (): void => {
    this.#ended = true
    this.#wake()
  }

  /** Null at the end. */
  async next(): Promise<Counts | { readonly kind: 'folders' } | null> {
    for (;;) {
      if (this.#ended) return null
      if (this.#folders) {
        this.#folders = false
        return { kind: 'folders' }
      }
      for (const [folder, counts] of this.#counts) {
        this.#counts.delete(folder)
        return counts
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}

const events = ['MessageNew', 'MessageExpunge', 'FlagChange', 'MailboxName', 'SubscriptionChange'].map(atom)

async function notify(client: ImapFlow, news: News): Promise<void> {
  const known = new Map<string, Counts>()
  const onStatus = (untagged: Untagged) => {
    const counts = countsOf(client, untagged, known)
    if (counts === null) return
    known.set(counts.folder, counts)
    news.tell(counts)
  }
  listenTo(client, 'STATUS', onStatus)
  listenTo(client, 'LIST', () => news.tell({ kind: 'folders' }))
  client.once('close', news.end)
  const args: readonly Argument[] = [atom('SET'), atom('STATUS'), [atom('personal'), [...events]]]
  await command(client, 'NOTIFY', { args, on: { STATUS: onStatus } })
}

/** Dovecot says only what changed: the rest is as it was. Null for a folder of which it never said how many are in it. */
function countsOf(
  client: ImapFlow,
  { attributes }: Untagged,
  known: ReadonlyMap<string, Counts>,
): Counts | null {
  const [name, items] = attributes
  const folder = decodePath(client, textOf(name) ?? '')
  const before = known.get(folder)
  const values = listOf(items).map((item) => textOf(item) ?? '')
  const saidOf = (key: string) => {
    const at = values.findIndex((value) => value.toUpperCase() === key)
    return at < 0 ? undefined : values[at + 1]
  }
  const messages = saidOf('MESSAGES') ?? before?.messages
  if (folder === '' || messages === undefined) return null
  return {
    ...{ kind: 'counts', folder, messages: Number(messages) },
    unread: Number(saidOf('UNSEEN') ?? before?.unread ?? 0),
    uidNext: Number(saidOf('UIDNEXT') ?? before?.uidNext ?? 0),
    uidValidity: Number(saidOf('UIDVALIDITY') ?? before?.uidValidity ?? 0),
    modseq: saidOf('HIGHESTMODSEQ') ?? before?.modseq ?? '0',
  }
}

interface Told {
  readonly connections: Connections
  readonly visit: Visit
  readonly own: OwnConnection
  readonly news: News
  readonly watching: Watching
}

async function* told({ connections, visit, own, news, watching }: Told): AsyncGenerator<Change, void> {
  using _ = own
  const { signal, withSenders } = watching
  if (signal.aborted) return
  signal.addEventListener('abort', news.end, { once: true })
  const alive = setInterval(() => {
    command(own.client, 'NOOP').catch(news.end)
  }, aliveMilliseconds)
  const uidNext = new Map<string, number>()
  try {
    for (let change = await news.next(); change !== null; change = await news.next()) {
      yield change
      if (change.kind !== 'counts') continue
      const before = uidNext.get(change.folder)
      uidNext.set(change.folder, change.uidNext)
      if (withSenders && before !== undefined && change.uidNext > before && isRead(change.folder))
        yield* await newMessages(connections, visit, { folder: change.folder, from: before })
    }
  } finally {
    clearInterval(alive)
    signal.removeEventListener('abort', news.end)
  }
}

/** What one writes, puts off or throws away oneself is no news. */
const isRead = (folder: string): boolean =>
  !ofOneself.some((other) => folder === other || isWithin(folder, other))

const ofOneself = [
  ...[roleNames.sent, roleNames.drafts, roleNames.junk, roleNames.trash, roleNames.archive],
  roleNames.snoozed,
]

/** Those that are unread: a draft of a filter or what was read on a phone meanwhile is no news. A fault is silence. */
async function newMessages(
  connections: Connections,
  visit: Visit,
  { folder, from }: { readonly folder: string; readonly from: number },
): Promise<readonly Change[]> {
  const read = await connections.read(visit, async (client) => {
    if ((await openIfThere(client, folder)) === null) return ok([])
    const query = { envelope: true, flags: true }
    return ok(await client.fetchAll(`${from}:*`, query, { uid: true }))
  })
  if (!read.ok) return []
  return read.value
    .filter(({ uid, flags }) => uid >= from && flags?.has('\\Seen') !== true)
    .slice(-mostTold)
    .map(({ uid, envelope = {} }) => ({
      ...{ kind: 'newMessage', folder, uid, subject: envelope.subject ?? '' },
      from: correspondents(envelope.from)[0] ?? null,
    }))
}
