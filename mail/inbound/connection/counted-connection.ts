// How one connection is counted, from its first moment to its last, whatever ends it and however often.

import type { SmtpReply } from '#core/smtp/smtp-reply.ts'
import type { OpenSession } from './open-sessions.ts'
import type { SessionGuard } from './session-guard.ts'

export class CountedConnection {
  readonly #guard: SessionGuard
  readonly #session: OpenSession
  #counted: 'no' | 'open' | 'ending' = 'no'

  constructor(guard: SessionGuard, session: OpenSession) {
    this.#guard = guard
    this.#session = session
  }

  /** Not null when it must not stay. */
  begin(): SmtpReply | null {
    this.#counted = 'open'
    return this.#guard.enter(this.#session)
  }

  /** The last reply is on its way. False when the socket must not wait for the other side to close. */
  ending(): boolean {
    if (this.#counted !== 'open') return true
    this.#counted = 'ending'
    return this.#guard.ending(this.#session)
  }

  gone(): void {
    if (this.#counted !== 'no') this.#guard.gone(this.#session, this.#counted === 'ending')
    this.#counted = 'no'
  }
}
