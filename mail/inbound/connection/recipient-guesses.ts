// Who tries out names: unknown recipients are counted for each client and, four times as patiently, for the network around
// it. Past a first number each further answer comes later than the one before; past a second nothing is taken from there for
// a while. A message that was accepted makes up for one unknown recipient, so that a list with old addresses goes through.

import type { ClientNetwork } from '#core/address/client-network.ts'
import type { Clock } from '#core/clock.ts'
import { LruCache } from '#core/lru-cache.ts'

export interface GuessLimits {
  /** Unknown recipients of one client that are answered at once. */
  readonly slowAfter: number
  readonly refuseAfter: number
  /** Counting begins anew after this time. */
  readonly windowMilliseconds: number
  readonly refuseMilliseconds: number
  readonly longestDelayMilliseconds: number
}

export interface Guess {
  readonly delayMilliseconds: number
  /** The networks that are refused from now on. */
  readonly refused: readonly string[]
}

interface Attempts {
  readonly count: number
  readonly since: number
  readonly refusedUntil: number
}

/** Others in the same network may be honest. */
const patienceWithNetworks = 4
const firstDelayMilliseconds = 100
const mostNetworks = 20_000

export class RecipientGuesses {
  readonly #limits: GuessLimits
  readonly #clock: Clock
  readonly #attempts = new LruCache<Attempts>(mostNetworks)

  constructor(limits: GuessLimits, clock: Clock) {
    this.#limits = limits
    this.#clock = clock
  }

  /** True while nothing is taken from there. */
  refuses(client: ClientNetwork): boolean {
    const now = this.#clock.now()
    return namesOf(client).some(({ name }) => {
      const left = (this.#attempts.get(name)?.refusedUntil ?? now) - now
      return left > 0 && left <= this.#limits.refuseMilliseconds
    })
  }

  /** One more unknown recipient. */
  unknown(client: ClientNetwork): Guess {
    const now = this.#clock.now()
    const { slowAfter, refuseAfter, refuseMilliseconds } = this.#limits
    const refused: string[] = []
    let late = 0
    for (const { name, patience } of namesOf(client)) {
      const { since, refusedUntil, ...before } = this.#of(name, now)
      const count = before.count + 1
      late = Math.max(late, count - slowAfter * patience)
      const begins = count >= refuseAfter * patience && refusedUntil <= now
      if (begins) refused.push(name)
      this.#attempts.set(
        name,
        begins
          ? { count: 0, since: now, refusedUntil: now + refuseMilliseconds }
          : { count, since, refusedUntil },
      )
    }
    return { delayMilliseconds: this.#delay(late), refused }
  }

  /** A message was accepted. */
  accepted(client: ClientNetwork): void {
    for (const { name } of namesOf(client)) {
      const known = this.#attempts.get(name)
      if (known !== undefined && known.count > 0)
        this.#attempts.set(name, { ...known, count: known.count - 1 })
    }
  }

  #delay(late: number): number {
    if (late <= 0) return 0
    return Math.min(this.#limits.longestDelayMilliseconds, firstDelayMilliseconds * 2 ** (late - 1))
  }

  #of(name: string, now: number): Attempts {
    const known = this.#attempts.get(name)
    // A clock that was set back must not keep a count alive.
    if (known !== undefined && Math.abs(now - known.since) < this.#limits.windowMilliseconds) return known
    return { count: 0, since: now, refusedUntil: known?.refusedUntil ?? 0 }
  }
}

function namesOf({
  host,
  around,
}: ClientNetwork): readonly { readonly name: string; readonly patience: number }[] {
  const one = { name: host, patience: 1 }
  return host === around ? [one] : [one, { name: around, patience: patienceWithNetworks }]
}
