// A bounded pool of sessions with one clamd. A session that only waits costs clamd a descriptor and none of its threads,
// and a new connection for each message costs both sides together 0.12 ms of processor time.

import type { Clock } from '#core/clock.ts'
import type { MessageContent } from '#core/message/message-content.ts'
import { failed, type Result } from '#core/result.ts'
import { Slots } from '../slots.ts'
import { takeIdleConnection } from '../take-idle-connection.ts'
import { ClamdSession, type Scan, type SessionAccess } from './clamd-session.ts'
import type { ScanAnswer } from './scan-answer.ts'
import { ScanShares } from './scan-shares.ts'

export interface ClamdAccess extends SessionAccess {
  /** Scans at once, those included that nobody waits for any more: no more than clamd has threads. */
  readonly maxSessions: number
  readonly clock: Clock
}

export interface ScanRequest {
  /** Whose message it is: one client never gets all sessions. */
  readonly client: string
  readonly deadline: AbortSignal
}

export class ClamdPool implements AsyncDisposable {
  readonly #access: ClamdAccess
  readonly #shares: ScanShares
  readonly #places: Slots
  readonly #idle: ClamdSession[] = []
  readonly #busy = new Set<ClamdSession>()
  #closed = false

  constructor(access: ClamdAccess) {
    this.#access = access
    this.#shares = new ScanShares(access.maxSessions, access.clock)
    this.#places = new Slots(access.maxSessions, this.#shares.admits)
  }

  /**
   * The answer comes before the deadline or is an error. A session that went stale since its last scan, as all do when
   * clamd restarts, is replaced once: the message is sent again from its first octet.
   */
  async scan(message: MessageContent, request: ScanRequest): Promise<Result<ScanAnswer, string>> {
    const { client, deadline } = request
    if (!(await this.#places.enter(deadline, client))) return failed('no free session in time')
    const started = this.#access.clock.now()
    const kept = takeIdleConnection(this.#idle)
    let scan = this.#begin(kept, message, deadline)
    let outcome = await scan.outcome
    if (kept !== undefined && !outcome.ok && outcome.error.stale && !deadline.aborted) {
      scan = this.#begin(undefined, message, deadline)
      outcome = await scan.outcome
    }
    void scan.ended.then(() => {
      this.#shares.took(client, started)
      this.#places.leave(client)
    })
    return outcome.ok ? outcome : failed(outcome.error.cause)
  }

  /** Ends the sessions that nobody waits for; the others end with their scan. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    for (const session of [...this.#idle.splice(0), ...this.#busy]) session[Symbol.dispose]()
  }

  #begin(kept: ClamdSession | undefined, message: MessageContent, deadline: AbortSignal): Scan {
    const session = kept ?? new ClamdSession(this.#access)
    this.#busy.add(session)
    const { outcome, ended } = session.scan(message, deadline)
    const rested = ended.then(() => {
      this.#busy.delete(session)
      if (this.#closed) session[Symbol.dispose]()
      else if (session.usable) this.#idle.push(session)
    })
    return { outcome, ended: rested }
  }
}
