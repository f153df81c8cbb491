// Writes rows that nobody waits for: in batches, in the background, from a bounded queue. A database that is away costs
// at most the oldest of them, a row that the schema refuses costs itself alone; both are counted.

import { redactQueryErrors } from './redact-query-error.ts'

export interface BackgroundWriting<Entry> {
  /** All or nothing. */
  readonly write: (entries: readonly Entry[]) => Promise<unknown>
  /** Told how many entries were dropped, and why: once for each attempt to write, not for each entry. */
  readonly lost: (entries: number, cause: string) => void
}

const mostWaiting = 20_000
const batch = 500
const pauseMilliseconds = 200
const againMilliseconds = 2_000

export class BackgroundWriter<Entry> implements AsyncDisposable {
  readonly #writing: BackgroundWriting<Entry>
  readonly #lost = new Map<string, number>()
  #waiting: Entry[] = []
  #timer: NodeJS.Timeout | null = null
  #writes: Promise<void> = Promise.resolve()
  #closed = false

  constructor(writing: BackgroundWriting<Entry>) {
    this.#writing = writing
  }

  /** Never waits, never throws. */
  add(entries: readonly Entry[]): void {
    for (const entry of entries) this.#waiting.push(entry)
    this.#dropOldest()
    this.#schedule(pauseMilliseconds)
  }

  /** Tries once more to write what is there. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#writes
    while (this.#waiting.length > 0) {
      if (await this.#writeBatch()) continue
      this.#lose(this.#waiting.length, 'the process stops and the database is away')
      this.#waiting = []
    }
    this.#tellLost()
  }

  #schedule(milliseconds: number): void {
    if (this.#timer !== null || this.#closed) return
    this.#timer = setTimeout(() => {
      this.#writes = this.#writeBatch().then((answered) => {
        this.#timer = null
        if (this.#waiting.length > 0) this.#schedule(answered ? 0 : againMilliseconds)
      })
    }, milliseconds)
    this.#timer.unref()
  }

  /** False when the database is away; what it did not take stays at the head of the queue. */
  async #writeBatch(): Promise<boolean> {
    const left = await this.#write(this.#waiting.splice(0, batch))
    this.#waiting = [...left, ...this.#waiting]
    this.#dropOldest()
    this.#tellLost()
    return left.length === 0
  }

  /** Resolves with what must be tried again. A refused batch is halved until the row at fault stands alone. */
  async #write(entries: readonly Entry[]): Promise<readonly Entry[]> {
    try {
      await redactQueryErrors(() => this.#writing.write(entries))
      return []
    } catch (error) {
      if (!isAboutTheRow(error)) return entries
      const half = Math.floor(entries.length / 2)
      if (half === 0) {
        this.#lose(entries.length, error.message)
        return []
      }
      const left = await this.#write(entries.slice(0, half))
      const others = entries.slice(half)
      return left.length > 0 ? [...left, ...others] : this.#write(others)
    }
  }

  #dropOldest(): void {
    const tooMany = this.#waiting.length - mostWaiting
    if (tooMany <= 0) return
    this.#waiting.splice(0, tooMany)
    this.#lose(tooMany, 'the database has been away for too long')
  }

  #lose(entries: number, cause: string): void {
    this.#lost.set(cause, (this.#lost.get(cause) ?? 0) + entries)
  }

  #tellLost(): void {
    for (const [cause, entries] of this.#lost) this.#writing.lost(entries, cause)
    this.#lost.clear()
  }
}

/** Its values (SQLSTATE classes 22, 23 and 54), or that it cannot even be written down; all else is the database's. */
function isAboutTheRow(error: unknown): error is Error {
  if (error instanceof TypeError || error instanceof RangeError) return true
  return error instanceof Error && 'code' in error && /^(22|23|54)...$/.test(String(error.code))
}
