// Does a piece of work again and again, never twice at once. Work that fails, because the database or a daemon is down,
// is told once, tried again soon, and told again when it works: the process never ends for it.

import type { Log } from '#core/log.ts'

export interface Repeated {
  /** Named in the log and in the health of the process when the work rejects. */
  readonly component: string
  /** Asked after each turn where it depends on what the turn found. */
  readonly everyMilliseconds: number | (() => number)
  readonly log: Log
  /** True asks for another turn at once: there is more to do. */
  readonly work: () => Promise<boolean>
}

/** What is done once a minute, or once an hour, does not count as failing for so long after an outage of a moment. */
const soonMilliseconds = 5_000

/** Between two turns, however often somebody wakes it. */
const wokenMilliseconds = 50

export class Repetition implements AsyncDisposable {
  readonly #repeated: Repeated
  #timer: NodeJS.Timeout | null = null
  #turn: Promise<void>
  #stopping = false
  #failing = false
  #woken = false

  constructor(repeated: Repeated) {
    this.#repeated = repeated
    this.#turn = this.#take()
  }

  get component(): string {
    return this.#repeated.component
  }

  /** Whether the last turn went well. */
  get healthy(): boolean {
    return !this.#failing
  }

  /** There is something to do before the time: one turn now, or after the one at work. */
  wake(): void {
    if (this.#stopping) return
    if (this.#timer === null) {
      this.#woken = true
      return
    }
    clearTimeout(this.#timer)
    this.#begin()
  }

  /** Resolves when the turn at work is finished; no other follows. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#turn
  }

  async #take(): Promise<void> {
    const { component, log, work } = this.#repeated
    this.#woken = false
    try {
      while (!this.#stopping && (await work()));
      if (this.#failing) log.info({ event: 'component.recovered', component })
      this.#failing = false
    } catch (error) {
      if (!this.#failing) log.warn({ event: 'component.unavailable', component, cause: causeOf(error) })
      this.#failing = true
    }
    if (this.#stopping) return
    const { everyMilliseconds: every } = this.#repeated
    const usual = typeof every === 'number' ? every : every()
    const rest = this.#failing ? Math.min(usual, soonMilliseconds) : usual
    this.#timer = setTimeout(() => this.#begin(), this.#woken ? Math.min(rest, wokenMilliseconds) : rest)
  }

  #begin(): void {
    this.#timer = null
    this.#turn = this.#take()
  }
}

const causeOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')
