// A bounded number of places, for whatever must not be done more than so many times at once; who finds all taken waits for
// one, in the order of asking.

export class Places {
  readonly #most: number
  readonly #waiting: (() => void)[] = []
  #taken = 0

  constructor(most: number) {
    this.#most = most
  }

  /** True with a place, which must be left again; false when `deadline` aborted before there was one. */
  async enter(deadline: AbortSignal): Promise<boolean> {
    if (deadline.aborted) return false
    if (this.#taken === this.#most) return await this.#turn(deadline)
    this.#taken += 1
    return true
  }

  leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#taken -= 1
    else next()
  }

  #turn(deadline: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const enter = (): void => {
        deadline.removeEventListener('abort', late)
        resolve(true)
      }
      const late = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1)
        resolve(false)
      }
      deadline.addEventListener('abort', late, { once: true })
      this.#waiting.push(enter)
    })
  }
}
