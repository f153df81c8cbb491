// Whoever is kept is in memory whole for as long as the database takes to write it. So that many large messages at once are
// no more than a few, each waits for its turn, in the order they came.

/** Of the messages that are being written at once; a larger one is written alone. */
export const writeMemoryOctets = 32 << 20
/** A sender waits ten minutes for the reply to its data (RFC 5321 §4.5.3.2.6), and filters and Dovecot had theirs. */
export const writeMemoryTimeoutMilliseconds = 60_000

interface Waiting {
  readonly octets: number
  begin(): void
}

export class WriteMemoryLimit {
  readonly #all: number
  readonly #patienceMilliseconds: number
  #free: number
  #waiting: readonly Waiting[] = []

  constructor(octets: number, patienceMilliseconds: number) {
    this.#all = octets
    this.#free = octets
    this.#patienceMilliseconds = patienceMilliseconds
  }

  /** Resolves when so many octets may be in memory, until what it resolves with is disposed. Rejects when that takes too long. */
  take(wanted: number): Promise<Disposable> {
    const octets = Math.min(wanted, this.#all)
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        octets,
        begin: () => {
          clearTimeout(timer)
          resolve(this.#turn(octets))
        },
      }
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting)
        reject(new Error('too many messages are being kept'))
        this.#next()
      }, this.#patienceMilliseconds)
      this.#waiting = [...this.#waiting, waiting]
      this.#next()
    })
  }

  #turn(octets: number): Disposable {
    this.#free -= octets
    return {
      [Symbol.dispose]: () => {
        this.#free += octets
        this.#next()
      },
    }
  }

  /** The first goes first, also where a later one would fit: a large message would wait for ever otherwise. */
  #next(): void {
    const [first, ...others] = this.#waiting
    if (first === undefined || first.octets > this.#free) return
    this.#waiting = others
    first.begin()
    this.#next()
  }
}
