// So many at once, the others in the order in which they came and for a bounded time.

export interface TurnLimits {
  readonly atOnce: number
  readonly patienceMilliseconds: number
}

/** The words are those that the pool has for a time-out. */
export class WaitedInVain extends Error {
  override readonly name = 'WaitedInVain'
}

export class Turns {
  readonly #limits: TurnLimits
  readonly #waiting = new Set<() => void>()
  #taken = 0

  constructor(limits: TurnLimits) {
    this.#limits = limits
  }

  /** To be given back. Rejects with `WaitedInVain` for whoever did. */
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
        reject(new WaitedInVain('timeout exceeded when waiting for a turn'))
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
