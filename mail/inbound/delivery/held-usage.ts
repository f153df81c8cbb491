// What is held of one kind, as far as one gateway knows: what the database said some seconds ago, and what was let in
// since. Nothing that this gateway lets in is ever missed, so many messages at once do not pass a bound together.

const validMilliseconds = 10_000

export class HeldUsage {
  #known: Promise<number> = Promise.resolve(0)
  #askedAt: number | null = null
  /** Let in, and the database does not have it for certain. */
  #entering = 0
  /** Written since the database was asked. */
  #entered = 0

  isStale(now: number): boolean {
    // A clock that was set back must not keep an answer alive.
    return this.#askedAt === null || Math.abs(now - this.#askedAt) >= validMilliseconds
  }

  /** Everybody who comes before it is stale again shares the answer; one that fails is forgotten. */
  ask(now: number, answer: Promise<number>): void {
    this.#askedAt = now
    this.#entered = 0
    this.#known = answer
    answer.catch(() => {
      if (this.#known === answer) this.#askedAt = null
    })
  }

  /** Before the answer is awaited, so that whoever comes first goes in first. */
  enter(octets: number): HeldEntry {
    const known = this.#known
    const ahead = this.#entering + this.#entered
    this.#entering += octets
    let admitted = false
    return {
      before: async () => (await known) + ahead,
      admit: () => {
        admitted = true
      },
      [Symbol.dispose]: () => {
        this.#entering -= octets
        if (admitted) this.#entered += octets
      },
    }
  }
}

export interface HeldEntry extends Disposable {
  /** What is held besides this and whatever came later. Rejects when the database does not say. */
  before(): Promise<number>
  /** It stays counted once it is disposed of: by then it is written, or might be. */
  admit(): void
}
