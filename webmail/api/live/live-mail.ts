// What happens in all boxes of one person, as one stream for each tab that listens. Whether they are still signed in, and which
// boxes are open to them, is asked again and again: what they may no longer see, they are not told of either.

import { setTimeout as pause } from 'node:timers/promises'
import type { MailboxId } from '#core/address/directory.ts'
import type { AccessibleMailbox } from '#db/stores/mailboxes/accessible-mailboxes.ts'
import type { Visit } from '../imap/connections.ts'
import type { BoxWatches, Heard } from './box-watches.ts'
import { type LiveEvent, PendingEvents } from './pending-events.ts'

export interface LiveBounds {
  /** Tabs, of browsers that cannot share one stream. */
  readonly streamsOfPerson: number
  /** The rest of a person's boxes is asked from time to time. */
  readonly boxesOfStream: number
  readonly askAgainMilliseconds: number
  /** A burst is told as one. */
  readonly gatherMilliseconds: number
}

const defaultBounds: LiveBounds = {
  streamsOfPerson: 6,
  boxesOfStream: 10,
  askAgainMilliseconds: 30_000,
  gatherMilliseconds: 150,
}

export interface Listening {
  readonly person: string
  readonly boxes: () => Promise<readonly AccessibleMailbox[]>
  readonly visitOf: (box: AccessibleMailbox) => Visit
  readonly stillSignedIn: () => Promise<boolean>
}

export class LiveMail implements Disposable {
  readonly #watches: BoxWatches
  readonly #bounds: LiveBounds
  readonly #streams = new Map<string, number>()
  readonly #ending = new AbortController()

  constructor(watches: BoxWatches, bounds: Partial<LiveBounds> = {}) {
    this.#watches = watches
    this.#bounds = { ...defaultBounds, ...bounds }
  }

  /** Whether a person has as many streams as one may. */
  isFullFor(person: string): boolean {
    return (this.#streams.get(person) ?? 0) >= this.#bounds.streamsOfPerson
  }

  /** Ends with the session, where the database does not answer, and at once for whoever has too many. */
  async *events(listening: Listening, ofReader: AbortSignal): AsyncGenerator<LiveEvent, void> {
    if (this.#ending.signal.aborted || this.isFullFor(listening.person)) return
    using _place = this.#takePlace(listening.person)
    const over = new AbortController()
    const ends = AbortSignal.any([ofReader, over.signal, this.#ending.signal])
    const news = new PendingEvents()
    const heard = new HeardBoxes(this.#watches, listening, news)
    ends.addEventListener('abort', () => {
      heard[Symbol.dispose]()
      news.wake()
    })
    const ask = async (): Promise<void> => {
      try {
        if (!(await listening.stillSignedIn())) over.abort()
        const boxes = await listening.boxes()
        if (!ends.aborted) heard.follow(boxes.slice(0, this.#bounds.boxesOfStream))
      } catch {
        // The database does not answer, and nobody knows: who asks again is told that.
        over.abort()
      }
    }
    let asking = false
    const askOnce = async (): Promise<void> => {
      // One question at a time, however long a slow database takes; it is not waited for without end.
      if (asking) return
      asking = true
      await ask()
      asking = false
    }
    const again = setInterval(() => void askOnce(), this.#bounds.askAgainMilliseconds)
    ends.addEventListener('abort', () => clearInterval(again))
    try {
      await ask()
      yield* this.#told(news, heard, ends)
    } finally {
      clearInterval(again)
      over.abort()
    }
  }

  [Symbol.dispose](): void {
    this.#ending.abort()
  }

  async *#told(news: PendingEvents, heard: HeardBoxes, ends: AbortSignal): AsyncGenerator<LiveEvent, void> {
    while (!ends.aborted) {
      if (heard.hasChanged()) yield { kind: 'listening', boxes: heard.take() }
      yield* news.take()
      if (ends.aborted) return
      if (!heard.hasChanged()) await news.come()
      await pause(this.#bounds.gatherMilliseconds, undefined, { signal: ends }).catch(() => undefined)
    }
  }

  #takePlace(person: string): Disposable {
    const count = (step: 1 | -1): void => {
      const now = (this.#streams.get(person) ?? 0) + step
      if (now === 0) this.#streams.delete(person)
      else this.#streams.set(person, now)
    }
    count(1)
    return { [Symbol.dispose]: () => count(-1) }
  }
}

/** The boxes that one stream follows, and those of them of which it hears now. */
class HeardBoxes implements Disposable {
  readonly #watches: BoxWatches
  readonly #listening: Listening
  readonly #news: PendingEvents
  readonly #followed = new Map<MailboxId, Disposable>()
  readonly #heard = new Set<MailboxId>()
  /** Null before it was first told. */
  #told: string | null = null

  constructor(watches: BoxWatches, listening: Listening, news: PendingEvents) {
    this.#watches = watches
    this.#listening = listening
    this.#news = news
  }

  follow(boxes: readonly AccessibleMailbox[]): void {
    const open = new Set(boxes.map(({ id }) => id))
    for (const [box, watch] of this.#followed) {
      if (open.has(box)) continue
      this.#followed.delete(box)
      watch[Symbol.dispose]()
      this.#heard.delete(box)
      this.#news.forget(box)
    }
    for (const box of boxes) {
      if (this.#followed.has(box.id)) continue
      const visit = this.#listening.visitOf(box)
      this.#followed.set(
        box.id,
        this.#watches.listen(visit, box.id, (heard) => this.#hear(heard)),
      )
    }
    if (this.hasChanged()) this.#news.wake()
  }

  hasChanged(): boolean {
    return this.#told !== this.#name()
  }

  take(): MailboxId[] {
    this.#told = this.#name()
    return [...this.#heard]
  }

  [Symbol.dispose](): void {
    for (const watch of this.#followed.values()) watch[Symbol.dispose]()
  }

  #hear(heard: Heard): void {
    if (heard.kind === 'began') {
      this.#heard.add(heard.box)
      // It broke and began again before that was told: what happened in between is to be read all the same.
      if (!this.hasChanged()) this.#told = null
      this.#news.wake()
    } else if (heard.kind === 'broke') {
      this.#heard.delete(heard.box)
      this.#news.wake()
    } else this.#news.tell(heard)
  }

  readonly #name = (): string => [...this.#heard].sort().join(' ')
}
