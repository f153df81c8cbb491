// Sessions that wait for the next message to the same server: a connection with TLS costs several round trips, and large
// providers count connections. Few of them, not for long, and none for ever.

import type { Session } from './open-session.ts'

export interface SessionPoolOptions {
  readonly mostIdle: number
  readonly mostIdlePerServer: number
  readonly idleMilliseconds: number
  /** Messages over one connection; many servers allow 100. */
  readonly mostTransactions: number
}

export const usualPool: SessionPoolOptions = {
  mostIdle: 50,
  mostIdlePerServer: 2,
  idleMilliseconds: 5_000,
  mostTransactions: 50,
}

export interface PooledSession extends Session {
  /** What server it is, and what it proved: only those who ask for the same get it. */
  readonly key: string
  transactions: number
}

interface Idle {
  readonly session: PooledSession
  readonly timer: NodeJS.Timeout
}

export class SessionPool implements Disposable {
  readonly #options: SessionPoolOptions
  /** The one that waits longest first. */
  readonly #idle = new Set<Idle>()
  #closed = false

  constructor(options: SessionPoolOptions) {
    this.#options = options
  }

  /** The one used last; null when there is none. */
  take(key: string): PooledSession | null {
    for (const idle of [...this.#idle].reverse()) {
      if (idle.session.key !== key) continue
      this.#forget(idle)
      if (idle.session.connection.idle) return idle.session
    }
    return null
  }

  /** Kept for the next one, or closed. */
  give(session: PooledSession): void {
    const { mostIdle, mostIdlePerServer, mostTransactions, idleMilliseconds } = this.#options
    const alike = [...this.#idle].filter((idle) => idle.session.key === session.key)
    const isWorn = session.transactions >= mostTransactions || alike.length >= mostIdlePerServer
    if (this.#closed || isWorn || !session.connection.idle) {
      session.connection.quit()
      return
    }
    const idle: Idle = { session, timer: setTimeout(() => this.#close(idle), idleMilliseconds) }
    this.#idle.add(idle)
    for (const oldest of this.#idle) {
      if (this.#idle.size <= mostIdle) break
      this.#close(oldest)
    }
  }

  /** Those at work close when their work is done. */
  [Symbol.dispose](): void {
    this.#closed = true
    for (const idle of this.#idle) this.#close(idle)
  }

  #close(idle: Idle): void {
    this.#forget(idle)
    idle.session.connection.quit()
  }

  #forget(idle: Idle): void {
    clearTimeout(idle.timer)
    this.#idle.delete(idle)
  }
}
