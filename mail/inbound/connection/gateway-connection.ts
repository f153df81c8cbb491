// One SMTP session: it is counted and may be refused from its first moment, the greeting waits as configured, input that
// trickles ends as silence does (each octet renews the library's timeout), the first line checked is ours, and what looks
// like an attack is told to the guard.

import type { Socket } from 'node:net'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import { type ClientNetwork, clientNetwork } from '#core/address/client-network.ts'
import type { ReversePath } from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import type { SecurityEventKind, SecurityFacts } from '#core/security-log.ts'
import {
  earlyTalker,
  idleTimeout,
  improperPipelining,
  type SmtpReply,
  shuttingDown,
  tooManyIdleCommands,
} from '#core/smtp/smtp-reply.ts'
import { GuardedStream } from '../../session/guarded-stream.ts'
import { InputDeadline } from '../../session/input-deadline.ts'
import type { LineEndings } from '../../session/line-endings.ts'
import type { AdmittedRecipient } from '../stages.ts'
import { CountedConnection } from './counted-connection.ts'
import type { OpenSession } from './open-sessions.ts'
import { ReplyingConnection, type ReplyingServer } from './replying-connection.ts'
import type { SessionGuard } from './session-guard.ts'
import type { SessionLimits } from './session-limits.ts'
import { SessionProgress } from './session-progress.ts'

/** What the connection needs of the server it belongs to. */
export type ConnectionServer = ReplyingServer & {
  readonly limits: SessionLimits
  readonly guard: SessionGuard
  readonly clock: Clock
  /** Set when the process stops: what is under way is finished, nothing else begins. */
  readonly stopping: boolean
}

export class GatewayConnection extends ReplyingConnection implements OpenSession {
  /** Null before the first MAIL. */
  transaction: Transaction | null = null
  refusedRecipients = 0
  /** Who is at the other end, as far as a limit for one client goes. */
  readonly network: ClientNetwork
  readonly progress = new SessionProgress()
  readonly #presence: CountedConnection
  readonly #owner: ConnectionServer
  readonly #deadline = new InputDeadline(() => {
    if (!this._closing && !this.#waitsForUs) this.timeOut()
  })

  constructor(server: ConnectionServer, socket: Socket, options?: SMTPConnectionOptions | null) {
    super(server, socket, options)
    this.#owner = server
    this.network = clientNetwork(this.remoteAddress)
    this.#presence = new CountedConnection(server.guard, this)
  }

  override init() {
    this._setListeners(() => {
      const { limits, stopping } = this.#owner
      const refusal = stopping ? shuttingDown : this.#presence.begin()
      if (refusal !== null) {
        this.refuse('connection', refusal)
        return this._socket.destroySoon()
      }
      if (limits.greetingDelayMilliseconds === 0) return this.#greet()
      setTimeout(() => this.#greet(), limits.greetingDelayMilliseconds).unref()
    })
  }

  #greet(): void {
    this.progress.begin(this.#owner.clock.now())
    this.connectionReady()
  }

  waitedFor(now: number): number {
    const waits = this._ready && !this._closing && !this.#waitsForUs
    return waits ? this.progress.waited(now) : 0
  }

  timeOut(): void {
    this.refuse(this._dataStream ? 'data' : 'command', idleTimeout)
  }

  /** Ends the session in the middle of data. */
  giveUp(reply: SmtpReply): void {
    this.refuse('data', reply)
    this.close()
  }

  /** Closes at once when nothing is under way, else after the reply that is due. */
  stop(): void {
    if (this._closing || this._closed) return
    if (!this._handlerPending && !this._dataStream) this.answer(shuttingDown)
  }

  /** What is noticed in the data that begins now: to be asked for at once, for a connection that ended knows nothing. */
  get lineEndings(): LineEndings | null {
    const { _parser: parser } = this
    return parser instanceof GuardedStream ? parser.lineEndings : null
  }

  override _createParser(): GuardedStream {
    const parser = new GuardedStream()
    parser.oncommand = (command, callback) => this._onCommand(command, callback)
    parser.mayTalk = () => this._ready
    parser.onbadcommand = (reply) => this.#refuseAndClose(reply)
    parser.ondiscarded = () => {
      if (this._upgrading) this.#notice('smuggling-attempt', { manner: 'behind-starttls' })
    }
    parser.on('error', () => this.close())
    return parser
  }

  override _onCommand(command: Buffer, callback?: () => void) {
    if (this._upgrading) return super._onCommand(command, callback)
    if (this.#owner.stopping) return this.answer(shuttingDown)
    if (!this.progress.command()) return this.#refuseAndClose(tooManyIdleCommands)
    const began = this.#owner.clock.now()
    super._onCommand(command, () => {
      this.progress.answered(began, this.#owner.clock.now())
      if (this.#owner.stopping && !this._dataStream) return this.answer(shuttingDown)
      if (!this._dataStream) this.#expect(this.#owner.limits.idleTimeoutMilliseconds)
      callback?.()
    })
  }

  override handler_DATA(command: Buffer, callback: () => void) {
    this.#expect(this.#owner.limits.dataTimeoutMilliseconds)
    super.handler_DATA(command, callback)
  }

  override _onTimeout() {
    if (this._closing || this.#waitsForUs) return super._onTimeout()
    this.timeOut()
  }

  override close() {
    // A socket below a handshake is not torn away: the timeout of the handshake ends it.
    if (!this.#presence.ending() && !this._upgrading) this._socket.destroySoon()
    super.close()
  }

  override _onClose() {
    this.#deadline[Symbol.dispose]()
    this.#presence.gone()
    super._onClose()
  }

  override _resetSession(): void {
    super._resetSession()
    this.#expect(this.#owner.limits.idleTimeoutMilliseconds)
    if (this.#owner.stopping) setImmediate(() => this.stop())
  }

  get #waitsForUs(): boolean {
    return this._handlerPending || (!!this._dataStream && !!this._parser && !this._parser._dataMode)
  }

  /** The whole of the next input, a command or the data of a message, has this long. */
  #expect(milliseconds: number): void {
    if (this._closing || this._closed) this.#deadline[Symbol.dispose]()
    else this.#deadline.restart(milliseconds)
  }

  #notice(kind: SecurityEventKind, facts: SecurityFacts): void {
    this.#owner.guard.notice(kind, this.network.host, facts)
  }

  /** What arrived in the clear is not answered in the middle of a handshake: `send` sees to that. */
  #refuseAndClose(reply: SmtpReply): void {
    if (reply === earlyTalker) this.#notice('early-talker', {})
    if (reply === improperPipelining) this.#notice('smuggling-attempt', { manner: 'before-the-answer' })
    this.refuse('command', reply)
    this.close()
  }
}

// What one MAIL began: RFC 5321 §3.3. A new MAIL replaces it; the library forbids a second one within a transaction.
interface Transaction {
  readonly reversePath: ReversePath
  /** By address, so that a recipient named twice is one. */
  readonly recipients: Map<string, AdmittedRecipient>
}
