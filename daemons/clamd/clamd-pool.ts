// A bounded pool of sessions with one clamd. A session that only waits costs clamd a descriptor and none of its threads,
// and a new connection for each message costs both sides together 0.12 ms of processor time.

import type { HostPort } from '#core/host-port.ts'
import type { MessageContent } from '#core/message-content.ts'
import { failed, type Result } from '#core/result.ts'
import { Places } from '../places.ts'
import { takeUsable } from '../take-usable.ts'
import { ClamdSession, type ScanFailure } from './clamd-session.ts'
import type { VirusVerdict } from './scan-answer.ts'

export interface ClamdAccess extends HostPort {
  /** Scans at once. */
  readonly maxSessions: number
}

export class ClamdPool implements AsyncDisposable {
  readonly #access: ClamdAccess
  readonly #places: Places
  readonly #idle: ClamdSession[] = []
  #closed = false

  constructor(access: ClamdAccess) {
    this.#access = access
    this.#places = new Places(access.maxSessions)
  }

  /**
   * The verdict comes before the deadline or is an error. A session that went stale since its last scan, as all do when
   * clamd restarts, is replaced once: the message is sent again from its first octet.
   */
  async scan(message: MessageContent, deadline: AbortSignal): Promise<Result<VirusVerdict, string>> {
    if (!(await this.#places.enter(deadline))) return failed('no free session in time')
    try {
      const kept = takeUsable(this.#idle)
      const first = await this.#scanIn(kept ?? new ClamdSession(this.#access), message, deadline)
      const again = kept !== undefined && !first.ok && first.error.stale && !deadline.aborted
      const last = again ? await this.#scanIn(new ClamdSession(this.#access), message, deadline) : first
      return last.ok ? last : failed(last.error.cause)
    } finally {
      this.#places.leave()
    }
  }

  /** Ends the sessions that did nothing; those at work end with their scan. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    for (const session of this.#idle.splice(0)) session[Symbol.dispose]()
  }

  async #scanIn(
    session: ClamdSession,
    message: MessageContent,
    deadline: AbortSignal,
  ): Promise<Result<VirusVerdict, ScanFailure>> {
    const outcome = await session.scan(message, deadline)
    if (this.#closed) session[Symbol.dispose]()
    else if (session.usable) this.#idle.push(session)
    return outcome
  }
}
