// The sessions of a process, over all its listeners: when all connections are taken, who has kept us waiting longest makes
// room for the next.

import type { ClientNetwork } from '#core/address/client-network.ts'

export interface OpenSession {
  readonly network: ClientNetwork
  /** How many milliseconds we have been waiting for this client; nought while it waits for us. */
  waitedFor(now: number): number
  /** Says that this took too long, and closes. */
  timeOut(): void
}

export class OpenSessions {
  readonly #sessions = new Set<OpenSession>()

  add(session: OpenSession): void {
    this.#sessions.add(session)
  }

  remove(session: OpenSession): void {
    this.#sessions.delete(session)
  }

  /** False when none has kept us waiting for longer than so many milliseconds. */
  makeRoom(now: number, patienceMilliseconds: number): boolean {
    let longest = patienceMilliseconds
    let slowest: OpenSession | null = null
    for (const session of this.#sessions) {
      const waited = session.waitedFor(now)
      if (waited <= longest) continue
      longest = waited
      slowest = session
    }
    slowest?.timeOut()
    return slowest !== null
  }
}
