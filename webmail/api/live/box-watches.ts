// The boxes that somebody listens to: each watched once for each person, however many tabs they have, for as long as one of them
// listens. A watch that breaks, as when Dovecot starts again, is taken up again by itself.

import { setTimeout as pause } from 'node:timers/promises'
import type { MailboxId } from '#core/address/directory.ts'
import type { Log } from '#core/log.ts'
import { type Change, watchMailbox } from '../imap/changes.ts'
import type { Connections, Visit } from '../imap/connections.ts'
import type { BoxEvent } from './pending-events.ts'

/** Heard from now on, or not any more until it is taken up again. */
export type Heard =
  | { readonly kind: 'began'; readonly box: MailboxId }
  | { readonly kind: 'broke'; readonly box: MailboxId }
  | BoxEvent

export interface BoxWatchesOptions {
  /** Of their own: whoever listens takes nobody's place who reads. */
  readonly connections: Connections
  readonly log: Log
  readonly retry?: { readonly firstMilliseconds: number; readonly mostMilliseconds: number }
}

interface Watch {
  readonly listeners: Set<(heard: Heard) => void>
  readonly ending: AbortController
  isHeard: boolean
}

const inbox = 'INBOX'
const defaultRetry = { firstMilliseconds: 1000, mostMilliseconds: 60_000 }

export class BoxWatches implements Disposable {
  readonly #options: Required<BoxWatchesOptions>
  readonly #watches = new Map<string, Watch>()

  constructor(options: BoxWatchesOptions) {
    this.#options = { retry: defaultRetry, ...options }
  }

  /** Disposed, one hears nothing any more. That the person may open the box is for the caller to ask, again and again. */
  listen(visit: Visit, box: MailboxId, tell: (heard: Heard) => void): Disposable {
    const name = `${visit.person} ${visit.mailbox}`
    const watch = this.#watches.get(name) ?? this.#begin(name, visit, box)
    watch.listeners.add(tell)
    if (watch.isHeard) tell({ kind: 'began', box })
    return {
      [Symbol.dispose]: () => {
        watch.listeners.delete(tell)
        if (watch.listeners.size > 0) return
        if (this.#watches.get(name) === watch) this.#watches.delete(name)
        watch.ending.abort()
      },
    }
  }

  /** How many boxes are watched, or being opened. */
  get size(): number {
    return this.#watches.size
  }

  [Symbol.dispose](): void {
    for (const { ending } of this.#watches.values()) ending.abort()
    this.#watches.clear()
  }

  #begin(name: string, visit: Visit, box: MailboxId): Watch {
    const watch: Watch = { listeners: new Set(), ending: new AbortController(), isHeard: false }
    this.#watches.set(name, watch)
    void this.#keepUp(watch, visit, box)
    return watch
  }

  /** Never rejects. */
  async #keepUp(watch: Watch, visit: Visit, box: MailboxId): Promise<void> {
    const { signal } = watch.ending
    const { firstMilliseconds, mostMilliseconds } = this.#options.retry
    let wait = firstMilliseconds
    while (!signal.aborted) {
      const heard = await this.#watch(watch, visit, box)
      wait = heard ? firstMilliseconds : Math.min(wait * 2, mostMilliseconds)
      await pause(wait, undefined, { signal }).catch(() => undefined)
    }
  }

  /** False where it could not even begin. */
  async #watch(watch: Watch, visit: Visit, box: MailboxId): Promise<boolean> {
    const tell = (heard: Heard): void => {
      for (const listener of watch.listeners) listener(heard)
    }
    try {
      const { signal } = watch.ending
      const changes = await watchMailbox(this.#options.connections, visit, { signal, withSenders: false })
      if (!changes.ok) return false
      watch.isHeard = true
      tell({ kind: 'began', box })
      const known = new Map<string, Counts>()
      for await (const change of changes.value) {
        const event = eventOf(change, box, known)
        if (event !== null) tell(event)
      }
      return true
    } catch (error) {
      const cause = error instanceof Error ? error.message : 'unknown'
      this.#options.log.error({ event: 'web.bug', route: 'GET /events', cause })
      return false
    } finally {
      if (watch.isHeard) {
        watch.isHeard = false
        tell({ kind: 'broke', box })
      }
    }
  }
}

type Counts = Extract<Change, { kind: 'counts' }>

/** Null for what is how the box was when one began to listen. Changes `known`. */
function eventOf(change: Change, box: MailboxId, known: Map<string, Counts>): BoxEvent | null {
  if (change.kind === 'folders') return { kind: 'folders', box }
  if (change.kind !== 'counts') return null
  const { folder } = change
  const before = known.get(folder)
  known.set(folder, change)
  if (before === undefined) return null
  const isNew = change.uidNext > before.uidNext && change.unread > before.unread
  return { kind: isNew && folder === inbox ? 'arrived' : 'changed', box, folder }
}
