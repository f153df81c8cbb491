// How one connection is counted, from its first moment to its last, whatever ends it and however often.

import type { SmtpReply } from '#core/smtp-reply.ts'
import type { ClientNetwork } from '../client-network.ts'
import type { SessionGuard } from './session-guard.ts'

export class Presence {
  readonly #guard: SessionGuard
  readonly #client: ClientNetwork
  #counted: 'no' | 'open' | 'ending' = 'no'

  constructor(guard: SessionGuard, client: ClientNetwork) {
    this.#guard = guard
    this.#client = client
  }

  /** Not null when it must not stay. */
  begin(): SmtpReply | null {
    this.#counted = 'open'
    return this.#guard.enter(this.#client)
  }

  /** The last reply is on its way. False when the socket must not wait for the other side to close. */
  ending(): boolean {
    if (this.#counted !== 'open') return true
    this.#counted = 'ending'
    return this.#guard.ending(this.#client)
  }

  gone(): void {
    if (this.#counted !== 'no') this.#guard.gone(this.#client, this.#counted === 'ending')
    this.#counted = 'no'
  }
}
