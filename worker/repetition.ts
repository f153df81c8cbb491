// Does a piece of work again and again, never twice at once. Work that fails, because the database or a daemon is down,
// is told once, tried again soon, and told again when it works: the process never ends for it.

import type { Log } from '#core/log.ts'

export interface Repeated {
  /** Named in the log and in the health of the process when the work rejects. */
  readonly component: string
  readonly everyMilliseconds: number
  readonly log: Log
  /** True asks for another turn at once: there is more to do. */
  readonly work: () => Promise<boolean>
}

/** What is done once a minute, or once an hour, does not count as failing for so long after an outage of a moment. */
const soonMilliseconds = 5_000

export class Repetition implements AsyncDisposable {
  readonly #repeated: Repeated
  #timer: NodeJS.Timeout | null = null
  #turn: Promise<void>
  #stopping = false
  #failing = false

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

  /** Resolves when the turn at work is finished; no other follows. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#turn
  }

  async #take(): Promise<void> {
    const { component, log, work, everyMilliseconds } = this.#repeated
    try {
      while (!this.#stopping && (await work()));
      if (this.#failing) log.info({ event: 'component.recovered', component })
      this.#failing = false
    } catch (error) {
      if (!this.#failing) log.warn({ event: 'component.unavailable', component, cause: causeOf(error) })
      this.#failing = true
    }
    if (this.#stopping) return
    const wait = this.#failing ? Math.min(everyMilliseconds, soonMilliseconds) : everyMilliseconds
    this.#timer = setTimeout(() => {
      this.#turn = this.#take()
    }, wait)
  }
}

const causeOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')
