// What is remembered of others: the most recently used of a bounded number, so that an attack from everywhere costs no
// more memory than one from somewhere.

export class LruCache<Value> {
  readonly #most: number
  readonly #values = new Map<string, Value>()

  constructor(most: number) {
    this.#most = most
  }

  get(name: string): Value | undefined {
    return this.#values.get(name)
  }

  set(name: string, value: Value): void {
    this.#values.delete(name)
    this.#values.set(name, value)
    const oldest = this.#values.keys().next().value
    if (this.#values.size > this.#most && oldest !== undefined) this.#values.delete(oldest)
  }
}
