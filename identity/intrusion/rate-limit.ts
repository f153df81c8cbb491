// So many times for each client within a stretch of time, and then no more until the next one begins. Counted in this
// process alone: it bounds what strangers make us keep, and guards no secret.

import { clientNetwork } from '#core/address/client-network.ts'
import type { Clock } from '#core/clock.ts'

export interface RateLimitOptions {
  /** Of one IPv4 address or one IPv6 /64. */
  readonly ofOne: number
  readonly milliseconds: number
}

export class RateLimit {
  readonly #limits: RateLimitOptions
  readonly #clock: Clock
  readonly #used = new Map<string, number>()
  #until = 0

  constructor(limits: RateLimitOptions, clock: Clock) {
    this.#limits = limits
    this.#clock = clock
  }

  /** Zero for one more that was free; otherwise in how many seconds there will be another. */
  use(client: string): number {
    const now = this.#clock.now()
    if (now >= this.#until) {
      this.#used.clear()
      this.#until = now + this.#limits.milliseconds
    }
    const { host } = clientNetwork(client)
    const used = this.#used.get(host) ?? 0
    if (used >= this.#limits.ofOne) return Math.ceil((this.#until - now) / 1000)
    this.#used.set(host, used + 1)
    return 0
  }
}
