// A bounded pool of LMTP connections to one Dovecot: a new connection costs it a process (13 ms), a reused one nothing.

import { type LmtpAccess, LmtpBroken, LmtpConnection } from './lmtp-connection.ts'
import { longestDeliveryMilliseconds } from './longest-delivery.ts'

export class LmtpPool implements AsyncDisposable {
  readonly #access: LmtpAccess
  readonly #idle: LmtpConnection[] = []
  readonly #queue: (() => void)[] = []
  #open = 0

  constructor(access: LmtpAccess) {
    this.#access = access
  }

  /** Aborts when a delivery that begins now has taken long enough. */
  newDeadline(): AbortSignal {
    return AbortSignal.timeout(longestDeliveryMilliseconds(this.#access.timeoutMilliseconds))
  }

  /**
   * Runs `work` on a connection that nobody else uses; waits while all are taken. When `deadline` aborts, the wait ends
   * or the connection breaks: `LmtpBroken`.
   */
  async use<T>(deadline: AbortSignal, work: (connection: LmtpConnection) => Promise<T>): Promise<T> {
    await this.#enter(deadline)
    try {
      const connection = this.#takeIdle() ?? (await LmtpConnection.open(this.#access, deadline))
      using _bounded = connection.breakOn(deadline)
      return await this.#run(connection, work)
    } finally {
      this.#leave()
    }
  }

  /** Closes the connections that did nothing; those at work close when their work ends. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((connection) => connection[Symbol.asyncDispose]()))
  }

  /** After the peer restarted every idle connection is stale: forget them all, so that the next one is new. */
  async forgetIdle(): Promise<void> {
    await this[Symbol.asyncDispose]()
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

  #takeIdle(): LmtpConnection | undefined {
    for (;;) {
      const connection = this.#idle.pop()
      if (connection === undefined || connection.usable) return connection
    }
  }

  async #enter(deadline: AbortSignal): Promise<void> {
    if (deadline.aborted) throw new LmtpBroken('no time left')
    if (this.#open < this.#access.maxConnections) this.#open += 1
    else await this.#turn(deadline)
  }

  #turn(deadline: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        deadline.removeEventListener('abort', late)
        resolve()
      }
      const late = (): void => {
        this.#queue.splice(this.#queue.indexOf(enter), 1)
        reject(new LmtpBroken('no free connection in time'))
      }
      deadline.addEventListener('abort', late, { once: true })
      this.#queue.push(enter)
    })
  }

  #leave(): void {
    const next = this.#queue.shift()
    if (next === undefined) this.#open -= 1
    else next()
  }
}
