// The bounds of what is held. Anybody can send what policy holds, so it may fill neither the database nor the disk that
// ordinary mail needs. Only a message that is about to be held asks here.

import type { MailboxId, MailboxTarget } from '#core/address/directory.ts'
import type { Clock } from '#core/clock.ts'
import type { HeldOctets } from '#core/held/held-octets.ts'
import type { Log } from '#core/log.ts'
import { LruCache } from '#core/lru-cache.ts'
import { HeldUsage } from './held-usage.ts'

export interface HeldQuotaOptions {
  readonly heldOctets: HeldOctets
  readonly mailboxBytes: number
  readonly totalBytes: number
  /** False before the disk is so full that no message is taken at all. */
  readonly hasFreeRoom: () => Promise<boolean>
  readonly clock: Clock
  readonly log: Log
}

/** One message on its way into the rows: for whom, with the octets of their copies, and those of all different copies. */
export interface ToHold {
  readonly copies: readonly { readonly target: MailboxTarget; readonly octets: number }[]
  readonly totalOctets: number
}

export type FullBound = 'mailbox' | 'total' | 'disk'

export interface HeldReservation extends Disposable {
  /** Null when it may be held: then it counts, and has to be disposed of once its rows are written. */
  readonly full: FullBound | null
}

const mostRemembered = 10_000
const quietMilliseconds = 3_600_000

export class HeldQuota {
  readonly #options: HeldQuotaOptions
  readonly #mailboxes = new LruCache<HeldUsage>(mostRemembered)
  readonly #all = new HeldUsage()
  readonly #told = new LruCache<number>(mostRemembered)

  constructor(options: HeldQuotaOptions) {
    this.#options = options
  }

  /**
   * One mailbox with room is enough: the others are held with it, past their bound, for SMTP has no other reply for them
   * (docs/decisions/0006). The last message may pass a bound too. Rejects when the database does not say how much is held.
   */
  async enter({ copies, totalOctets }: ToHold): Promise<HeldReservation> {
    using entering = new DisposableStack()
    const tallied = copies.map((copy) => ({ ...copy, tally: this.#tallyOf(copy.target.mailbox) }))
    this.#askWhatIsStale(tallied)
    const all = entering.use(this.#all.enter(totalOctets))
    const each = tallied.map(({ tally, octets }) => entering.use(tally.enter(octets)))
    const [free, inAll, ofEach] = await Promise.all([
      this.#options.hasFreeRoom(),
      all.before(),
      Promise.all(each.map((entry) => entry.before())),
    ])
    const full = this.#fullBound(free, inAll, ofEach)
    if (full !== null) {
      this.#tell(full, copies)
      return { full, [Symbol.dispose]: () => {} }
    }
    for (const entry of [all, ...each]) entry.admit()
    const entered = entering.move()
    return { full, [Symbol.dispose]: () => entered.dispose() }
  }

  #fullBound(free: boolean, inAll: number, ofEach: readonly number[]): FullBound | null {
    const { mailboxBytes, totalBytes } = this.#options
    if (!free) return 'disk'
    if (inAll >= totalBytes) return 'total'
    return ofEach.every((octets) => octets >= mailboxBytes) ? 'mailbox' : null
  }

  #askWhatIsStale(tallied: readonly { readonly target: MailboxTarget; readonly tally: HeldUsage }[]): void {
    const { heldOctets, clock } = this.#options
    const now = clock.now()
    if (this.#all.isStale(now)) this.#all.ask(now, heldOctets.inAll())
    const stale = tallied.filter(({ tally }) => tally.isStale(now))
    if (stale.length === 0) return
    const sums = heldOctets.ofMailboxes(stale.map(({ target }) => target.mailbox))
    for (const { target, tally } of stale)
      tally.ask(
        now,
        sums.then((octets) => octets.get(target.mailbox) ?? 0),
      )
  }

  #tallyOf(mailbox: MailboxId): HeldUsage {
    const tally = this.#mailboxes.get(mailbox) ?? new HeldUsage()
    this.#mailboxes.set(mailbox, tally)
    return tally
  }

  #tell(bound: FullBound, copies: ToHold['copies']): void {
    const { clock, log } = this.#options
    const now = clock.now()
    const mailboxes = bound === 'mailbox' ? copies.map(({ target }) => target.address) : [null]
    for (const mailbox of mailboxes) {
      const name = `${bound} ${mailbox}`
      const last = this.#told.get(name)
      if (last !== undefined && Math.abs(now - last) < quietMilliseconds) continue
      this.#told.set(name, now)
      log.warn({ event: 'held.full', bound, mailbox })
    }
  }
}
