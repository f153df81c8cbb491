// How far a session gets on. A client may keep a connection for as long as its messages come; what it says in between is
// counted, and since when nothing came of it is known to those who look for room.

import { isPositive, type SmtpReply } from '#core/smtp/smtp-reply.ts'

/** Commands without an accepted message: an honest client needs a dozen, and some more for each message that is refused. */
const maxCommands = 100
/** Recipients who must be sent again are no fault of the client, as long as there are not more than any message may have. */
const maxDeferred = 1000

export class SessionProgress {
  #commands = 0
  #deferred = 0
  #since = 0

  /** Waiting for the client begins. */
  begin(now: number): void {
    this.#since = now
  }

  /** One more command; false when there were too many. */
  command(): boolean {
    this.#commands += 1
    return this.#commands <= maxCommands
  }

  /** The command at hand added a recipient. */
  recipient(now: number): void {
    this.#commands -= 1
    this.#since = now
  }

  /** The command at hand named a recipient who cannot be taken now. */
  deferred(): void {
    if (this.#deferred >= maxDeferred) return
    this.#deferred += 1
    this.#commands -= 1
  }

  /** The end of data was answered. */
  message(now: number, reply: SmtpReply): void {
    this.#since = now
    if (!isPositive(reply)) return
    this.#commands = 0
    this.#deferred = 0
  }

  /** From then until now the client waited for us, and is not to blame. */
  answered(began: number, now: number): void {
    if (this.#since <= began) this.#since += now - began
  }

  /** Milliseconds since anything came of what the client sent. */
  waited(now: number): number {
    return now - this.#since
  }
}
