// A bounded pool of LMTP connections to one Dovecot: a new connection costs it a process (13 ms), a reused one nothing.

import { Slots } from '../slots.ts'
import { takeIdleConnection } from '../take-idle-connection.ts'
import { deliveryTimeoutMilliseconds } from './delivery-timeout.ts'
import { type LmtpAccess, LmtpBroken, LmtpConnection } from './lmtp-connection.ts'

/** Transactions that begin before they are needed: on a busy machine they would only keep connections from others. */
const mostAhead = 2

export class LmtpPool implements AsyncDisposable {
  readonly #access: LmtpAccess
  readonly #idle: LmtpConnection[] = []
  readonly #places: Slots
  #ahead = 0

  constructor(access: LmtpAccess) {
    this.#access = access
    this.#places = new Slots(access.maxConnections)
  }

  /** Aborts when a delivery that begins now has taken long enough. */
  newDeadline(): AbortSignal {
    return AbortSignal.timeout(deliveryTimeoutMilliseconds(this.#access.timeoutMilliseconds))
  }

  /**
   * Runs `work` on a connection that nobody else uses; waits while all are taken. When `deadline` aborts, the wait ends
   * or the connection breaks: `LmtpBroken`.
   */
  async use<T>(deadline: AbortSignal, work: (connection: LmtpConnection) => Promise<T>): Promise<T> {
    if (!(await this.#places.enter(deadline))) throw new LmtpBroken('no free connection in time')
    return await this.#inPlace(deadline, async (connection) => {
      using _bounded = connection.breakOn(deadline)
      return await work(connection)
    })
  }

  /**
   * The same for work that may prove needless and waits in between, so it bounds its own steps; null, and nothing runs, while others
   * need the connections.
   */
  useAhead<T>(work: (connection: LmtpConnection) => Promise<T>): Promise<T> | null {
    if (this.#ahead >= mostAhead || !this.#places.enterNow()) return null
    this.#ahead += 1
    return this.#inPlace(this.newDeadline(), work).finally(() => {
      this.#ahead -= 1
    })
  }

  /** Closes the connections that did nothing; those at work are not waited for. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((connection) => connection[Symbol.asyncDispose]()))
  }

  /** After the peer restarted every idle connection is stale: forget them all, so that the next one is new. */
  async forgetIdle(): Promise<void> {
    await this[Symbol.asyncDispose]()
  }

  /** `deadline` is for the connecting. */
  async #inPlace<T>(deadline: AbortSignal, work: (connection: LmtpConnection) => Promise<T>): Promise<T> {
    try {
      const connection = takeIdleConnection(this.#idle) ?? (await LmtpConnection.open(this.#access, deadline))
      return await this.#run(connection, work)
    } finally {
      this.#places.leave()
    }
  }

  async #run<T>(connection: LmtpConnection, work: (connection: LmtpConnection) => Promise<T>): Promise<T> {
    try {
      const result = await work(connection)
      connection.transactions += 1
      if (connection.usable) this.#idle.push(connection)
      return result
    } catch (error) {
      connection.socket.destroy()
      throw error
    }
  }
}
