// So many at once, the others in the order in which they came and for a bounded time.

export interface SemaphoreLimits {
  readonly atOnce: number
  readonly patienceMilliseconds: number
}

/** The words are those that the pool has for a time-out. */
export class SemaphoreTimeout extends Error {
  override readonly name = 'SemaphoreTimeout'
}

export class Semaphore {
  readonly #limits: SemaphoreLimits
  readonly #waiting = new Set<() => void>()
  #taken = 0

  constructor(limits: SemaphoreLimits) {
    this.#limits = limits
  }

  /** To be given back. Rejects with `SemaphoreTimeout` for whoever did. */
  async take(): Promise<Disposable> {
    if (this.#taken < this.#limits.atOnce) this.#taken += 1
    else await this.#handedOver()
    return { [Symbol.dispose]: () => this.#giveBack() }
  }

  #handedOver(): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(turn)
        reject(new SemaphoreTimeout('timeout exceeded when waiting for a turn'))
      }, this.#limits.patienceMilliseconds)
      this.#waiting.add(turn)
    })
  }

  /** To whoever waits the longest: what is handed over was never free. */
  #giveBack(): void {
    const [next] = this.#waiting
    if (next === undefined) this.#taken -= 1
    else {
      this.#waiting.delete(next)
      next()
    }
  }
}
