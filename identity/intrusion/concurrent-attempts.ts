// How many tries are being looked at just now, for each of those they count for. Each takes a hash and a few statements:
// whoever sends them by the thousand is answered at once, and nobody else waits behind them.

export interface Share {
  readonly of: string
  readonly most: number
}

export class ConcurrentAttempts {
  readonly #counts = new Map<string, number>()

  /** A place in each of the shares, to be given back; null while one of them is full. */
  begin(shares: readonly Share[]): Disposable | null {
    if (shares.some(({ of, most }) => (this.#counts.get(of) ?? 0) >= most)) return null
    for (const { of } of shares) this.#counts.set(of, (this.#counts.get(of) ?? 0) + 1)
    return { [Symbol.dispose]: () => this.#end(shares) }
  }

  #end(shares: readonly Share[]): void {
    for (const { of } of shares) {
      const left = (this.#counts.get(of) ?? 1) - 1
      if (left > 0) this.#counts.set(of, left)
      else this.#counts.delete(of)
    }
  }
}
