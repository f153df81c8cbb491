// Runs the queue of outgoing mail: claims what is due, tries it, writes down what came of it. Woken by NOTIFY and by each
// delivery that ends; looks by itself as well, for what nobody said. Any number of runners on any number of machines share
// the work; what one of them leaves behind when it dies is taken over by the others when its lease runs out.

import type { Log } from '#core/log.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { DeliveryAttempt } from '#core/smtp/delivery-attempt.ts'
import type { Database } from '#db/connection.ts'
import { listen } from '#db/listen.ts'
import { type ClaimedDelivery, isLargeDelivery } from '#db/stores/queue/queue-claim.ts'
import type { QueueRuns } from '#db/stores/queue/queue-runs.ts'
import type { Lane } from '#db/wake-runners.ts'
import { Repetition } from '../repetition.ts'
import { Claims } from './claims.ts'
import { retryUntilRecorded } from './retry-until-recorded.ts'

/** What is handed over to be tried: the content as it will be sent, and whose turn it is. */
export interface MessageToDeliver
  extends Omit<ClaimedDelivery, 'claim' | 'destination' | 'size' | 'content' | 'alone'> {
  readonly content: Buffer
}

/**
 * One try at a destination, with an answer for each recipient, within `longestAttemptSeconds`. What it cannot do is an
 * answer; a rejection is a bug, after which nothing is known, and which counts towards poison. Once `leaving` aborts it ends as
 * soon as no server can have the message without our knowing.
 */
export type Attempt = (
  message: MessageToDeliver,
  destination: Destination,
  leaving: AbortSignal,
) => Promise<DeliveryAttempt>

export interface QueueRunnerPorts {
  readonly runs: QueueRuns
  readonly attempt: Attempt
  readonly database: Pick<Database, 'openClient'>
  readonly log: Log
  /** Its name where the state of the service is shown. */
  readonly component: string
  /** As `runs` was opened with: notifications about the other are none of its business. */
  readonly lane?: Lane
}

export interface QueueRunnerLimits {
  /** Deliveries at once, whatever their destinations. */
  readonly atOnce: number
  /** Of large contents held at once; the last one may go beyond it. */
  readonly contentOctets: number
  /** As `runs` was opened with. */
  readonly leaseSeconds: number
  /** After that an attempt is thought to be lost, and its delivery is given to whoever comes. */
  readonly longestAttemptSeconds: number
  readonly lookMilliseconds: number
  readonly sweepMilliseconds: number
  /**
   * What is at work gets this long when the process must stop: it waits for answers of servers that have a whole message, which
   * would else be sent a second time.
   */
  readonly finishMilliseconds: number
}

export const usualLimits: QueueRunnerLimits = {
  atOnce: 50,
  contentOctets: 100_000_000,
  leaseSeconds: 60,
  // The wait after the dot alone may take ten minutes (RFC 5321 §4.5.3.2.6), at more than one host.
  longestAttemptSeconds: 3_600,
  lookMilliseconds: 5_000,
  sweepMilliseconds: 60_000,
  finishMilliseconds: 60_000,
}

/** From one claim to the next: one costs much the same for one delivery and for many. After a rest nobody waits. */
const apartMilliseconds = 50
const sweepLimit = 100

export class QueueRunner implements AsyncDisposable {
  readonly #ports: QueueRunnerPorts
  readonly #limits: QueueRunnerLimits
  readonly #claims: Claims
  readonly #work = new Map<Promise<void>, ClaimedDelivery>()
  readonly #parts: AsyncDisposableStack
  readonly #looking: Repetition
  #turn: Promise<boolean> | null = null
  #gathering: NodeJS.Timeout | null = null
  #claimedAt = Number.NEGATIVE_INFINITY
  #wokenMeanwhile = false
  readonly #leaving = new AbortController()

  constructor(ports: QueueRunnerPorts, limits: QueueRunnerLimits = usualLimits) {
    this.#ports = ports
    this.#limits = limits
    this.#claims = new Claims(ports.runs, ports.log, limits)
    const { log, component: name } = ports
    const parts = new AsyncDisposableStack()
    this.#parts = parts
    const repeat = (component: string, everyMilliseconds: number, work: () => Promise<boolean>) =>
      parts.use(new Repetition({ component, everyMilliseconds, log, work }))
    this.#looking = repeat(name, limits.lookMilliseconds, () => this.#take())
    repeat(`${name}-sweep`, limits.sweepMilliseconds, async () => (await this.#sweep()) >= sweepLimit)
    parts.use(
      listen(ports.database, {
        channel: 'queue',
        heard: (lane) => {
          if (lane === '' || ports.lane === undefined || lane === ports.lane) this.#wake()
        },
        connected: () => this.#wake(),
      }),
    )
  }

  /** Whether the last look at the queue went well. */
  get healthy(): boolean {
    return this.#looking.healthy
  }

  get component(): string {
    return this.#looking.component
  }

  /** Takes nothing more, lets what is at work end for a while, and leaves the rest to its lease. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#leaving.abort()
    await this.#parts.disposeAsync()
    await this.#turn?.catch(() => undefined)
    const timer = Promise.withResolvers<void>()
    const late = setTimeout(timer.resolve, this.#limits.finishMilliseconds)
    await Promise.race([Promise.all(this.#work.keys()), timer.promise])
    clearTimeout(late)
    await this.#claims[Symbol.asyncDispose]()
  }

  /** The look that comes by itself tells of a database that is away; a wake-up in vain is not worth a word. */
  #wake(): void {
    const early = this.#claimedAt + apartMilliseconds - performance.now()
    if (early <= 0) this.#take().catch(() => undefined)
    else
      this.#gathering ??= setTimeout(() => {
        this.#gathering = null
        this.#take().catch(() => undefined)
      }, early)
  }

  /** One claim at a time; asked again meanwhile, one more follows. Resolves with false: there is no need to ask at once. */
  #take(): Promise<boolean> {
    if (this.#turn !== null) {
      this.#wokenMeanwhile = true
      return this.#turn
    }
    const turn = this.#claimAndStart().finally(() => {
      this.#turn = null
      if (this.#wokenMeanwhile) this.#wake()
      this.#wokenMeanwhile = false
    })
    this.#turn = turn
    return turn
  }

  async #claimAndStart(): Promise<boolean> {
    const { atOnce, contentOctets: mostOctets } = this.#limits
    const room = atOnce - this.#work.size
    if (this.#leaving.signal.aborted || room <= 0) return false
    this.#claimedAt = performance.now()
    const { deliveries, poisoned } = await this.#ports.runs.claim(room, {
      deliveries: [...this.#work.values()],
      mostOctets,
    })
    for (const { queueId, destination } of poisoned)
      this.#ports.log.error({ event: 'queue.poisoned', queueId, destination })
    for (const delivery of deliveries) this.#start(delivery)
    // Small ones behind large ones are seen once these have taken what they may.
    if (deliveries.some(isLargeDelivery)) this.#wokenMeanwhile = true
    return false
  }

  #start(delivery: ClaimedDelivery): void {
    const work = this.#deliver(delivery).then((settled) => {
      this.#work.delete(work)
      if (settled) this.#claims.end(delivery.claim)
      this.#wake()
    })
    this.#work.set(work, delivery)
    this.#claims.begin(delivery.claim)
  }

  /** Never rejects: what goes wrong here is left to the lease. False for what was cut off and is to be excused. */
  async #deliver(delivery: ClaimedDelivery): Promise<boolean> {
    const { runs, log } = this.#ports
    const { queueId, destination } = delivery
    try {
      const attempt = await this.#try(delivery)
      if (attempt === null) return true
      if (attempt.cutOff === true) return false
      const recorded = await this.#surely(delivery, () => runs.record(delivery, attempt))
      const count = (outcome: string) => attempt.recipients.filter((each) => each.outcome === outcome).length
      log.info({
        event: 'queue.attempted',
        queueId,
        destination,
        host: attempt.host,
        delivered: count('delivered'),
        failed: count('failed'),
        deferred: count('deferred'),
        attempt: delivery.attempts + 1,
        milliseconds: Math.round(attempt.milliseconds),
        state: recorded,
      })
    } catch (error) {
      const cause = error instanceof Error ? error.message : 'unknown'
      log.error({ event: 'queue.bug', queueId, destination, cause })
    }
    return true
  }

  /** Null when the message is gone. */
  async #try(delivery: ClaimedDelivery): Promise<DeliveryAttempt | null> {
    const { claim: _, size: __, alone: ___, destination, content: given, ...message } = delivery
    const { queueId } = message
    const content = given ?? (await this.#surely(message, () => this.#ports.runs.content(queueId)))
    if (content === null) return null
    if (message.recipients.length === 0)
      return { host: null, address: null, tls: '', milliseconds: 0, recipients: [] }
    return this.#ports.attempt({ ...message, content }, destination, this.#leaving.signal)
  }

  #surely<Value>({ queueId }: Pick<ClaimedDelivery, 'queueId'>, work: () => Promise<Value>): Promise<Value> {
    return retryUntilRecorded(
      { log: this.#ports.log, queueId, stopping: () => this.#leaving.signal.aborted },
      work,
    )
  }

  async #sweep(): Promise<number> {
    await this.#ports.runs.tidy()
    return this.#ports.runs.expire(sweepLimit)
  }
}
