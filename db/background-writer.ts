// Writes rows that nobody waits for: in batches, in the background, from a bounded queue. A database that is away costs
// at most the oldest of them, which are counted.

import { withoutValues } from './without-values.ts'

export interface BackgroundWriting<Entry> {
  readonly write: (entries: readonly Entry[]) => Promise<unknown>
  /** Told how many entries were dropped, and why. */
  readonly lost: (entries: number, cause: string) => void
}

const mostWaiting = 20_000
const batch = 500
const pauseMilliseconds = 200
const againMilliseconds = 2_000

export class BackgroundWriter<Entry> implements AsyncDisposable {
  readonly #writing: BackgroundWriting<Entry>
  #waiting: Entry[] = []
  #timer: NodeJS.Timeout | null = null
  #writes: Promise<void> = Promise.resolve()
  #closed = false

  constructor(writing: BackgroundWriting<Entry>) {
    this.#writing = writing
  }

  /** Never waits, never throws. */
  add(entries: readonly Entry[]): void {
    this.#waiting.push(...entries)
    const tooMany = this.#waiting.length - mostWaiting
    if (tooMany > 0) {
      this.#waiting.splice(0, tooMany)
      this.#writing.lost(tooMany, 'the database has been away for too long')
    }
    this.#schedule(pauseMilliseconds)
  }

  /** Tries once more to write what is there. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#writes
    while (this.#waiting.length > 0) {
      const before = this.#waiting.length
      await this.#writeBatch()
      if (this.#waiting.length < before) continue
      this.#writing.lost(before, 'the process stops and the database is away')
      return
    }
  }

  #schedule(milliseconds: number): void {
    if (this.#timer !== null || this.#closed) return
    this.#timer = setTimeout(() => {
      this.#writes = this.#writeBatch().then((written) => {
        this.#timer = null
        if (this.#waiting.length > 0) this.#schedule(written ? 0 : againMilliseconds)
      })
    }, milliseconds)
    this.#timer.unref()
  }

  /** False when nothing was written; the entries stay at the head of the queue. */
  async #writeBatch(): Promise<boolean> {
    const entries = this.#waiting.splice(0, batch)
    try {
      await withoutValues(() => this.#writing.write(entries))
      return true
    } catch (error) {
      return this.#keepWhatMayPass(entries, error)
    }
  }

  /** A row that the schema refuses would stop all that follow: it is given up, an absent database is not its fault. */
  #keepWhatMayPass(entries: readonly Entry[], error: unknown): boolean {
    const refused = error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code))
    if (refused) this.#writing.lost(entries.length, error.message)
    else this.#waiting.unshift(...entries)
    return refused
  }
}
