// A bounded number of places, for whatever must not be done more than so many times at once; who may have none yet waits
// for one, in the order of asking.

/** How many places each has who has any. */
export type Holders = ReadonlyMap<string, number>

/** Whether one more may go to `who`, where there is one left. */
export type Admits = (who: string, holders: Holders) => boolean

export class Slots {
  readonly #most: number
  readonly #admits: Admits
  readonly #holders = new Map<string, number>()
  readonly #waiting = new Set<{ readonly who: string; readonly enter: () => void }>()
  #taken = 0

  constructor(most: number, admits: Admits = () => true) {
    this.#most = most
    this.#admits = admits
  }

  /** True with a place, which must be left again; false when `deadline` aborted before there was one. */
  async enter(deadline: AbortSignal, who = ''): Promise<boolean> {
    if (deadline.aborted) return false
    return this.enterNow(who) || (await this.#turn(deadline, who))
  }

  /** As `enter`, for who goes without rather than wait. */
  enterNow(who = ''): boolean {
    if (!this.#mayEnter(who)) return false
    this.#take(who)
    return true
  }

  leave(who = ''): void {
    this.#taken -= 1
    const left = (this.#holders.get(who) ?? 0) - 1
    if (left > 0) this.#holders.set(who, left)
    else this.#holders.delete(who)
    for (const next of this.#waiting) {
      if (!this.#mayEnter(next.who)) continue
      this.#take(next.who)
      next.enter()
    }
  }

  #mayEnter(who: string): boolean {
    return this.#taken < this.#most && this.#admits(who, this.#holders)
  }

  #take(who: string): void {
    this.#taken += 1
    this.#holders.set(who, (this.#holders.get(who) ?? 0) + 1)
  }

  #turn(deadline: AbortSignal, who: string): Promise<boolean> {
    return new Promise((resolve) => {
      const decide = (entered: boolean): void => {
        deadline.removeEventListener('abort', late)
        this.#waiting.delete(waiting)
        resolve(entered)
      }
      const late = (): void => decide(false)
      const waiting = { who, enter: () => decide(true) }
      deadline.addEventListener('abort', late, { once: true })
      this.#waiting.add(waiting)
    })
  }
}
