// A bounded pool of LMTP connections to one Dovecot: a new connection costs it a process (13 ms), a reused one nothing.

import { type LmtpAccess, LmtpConnection } from './lmtp-connection.ts'

export class LmtpPool implements AsyncDisposable {
  readonly #access: LmtpAccess
  readonly #idle: LmtpConnection[] = []
  readonly #queue: (() => void)[] = []
  #open = 0

  constructor(access: LmtpAccess) {
    this.#access = access
  }

  /** Runs `work` on a connection that nobody else uses; waits while all are taken. */
  async use<T>(work: (connection: LmtpConnection) => Promise<T>): Promise<T> {
    await this.#enter()
    try {
      const connection = this.#takeIdle() ?? (await LmtpConnection.open(this.#access))
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

  async #enter(): Promise<void> {
    if (this.#open < this.#access.maxConnections) this.#open += 1
    else await new Promise<void>((resolve) => this.#queue.push(resolve))
  }

  #leave(): void {
    const next = this.#queue.shift()
    if (next === undefined) this.#open -= 1
    else next()
  }
}
