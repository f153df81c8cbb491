// One SMTP session: it is counted and may be refused from its first moment, the greeting waits as configured, input that
// trickles ends as silence does (each octet renews the library's timeout), the first line checked is ours, and what looks
// like an attack is told to the guard.

import type { Socket } from 'node:net'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import type { Clock } from '#core/clock.ts'
import type { SecurityEventKind } from '#core/security-log.ts'
import {
  chunkingNotOffered,
  earlyTalker,
  idleTimeout,
  type SmtpReply,
  shuttingDown,
  tooManyConnections,
} from '#core/smtp-reply.ts'
import { type ClientNetwork, clientNetwork } from './client-network.ts'
import { GuardedStream } from './guarded-stream.ts'
import { InputDeadline } from './input-deadline.ts'
import type { LineEndings } from './line-endings.ts'
import { Presence } from './presence.ts'
import { ReplyingConnection, type ReplyingServer } from './replying-connection.ts'
import type { SessionGuard } from './session-guard.ts'
import type { SessionLimits } from './session-limits.ts'
import type { Transaction } from './transaction.ts'

/** What the connection needs of the server it belongs to. */
export type ConnectionServer = ReplyingServer & {
  readonly limits: SessionLimits
  readonly guard: SessionGuard
  readonly clock: Clock
  /** Closes the connection that has kept us waiting longest; false when none has for long. */
  makeRoom(): boolean
}

export class GatewayConnection extends ReplyingConnection {
  /** Null before the first MAIL. */
  transaction: Transaction | null = null
  refusedRecipients = 0
  /** Who is at the other end, as far as a limit for one client goes. */
  readonly network: ClientNetwork
  readonly #presence: Presence
  #expectedSince = 0
  /** Set when the process stops: what is under way is finished, nothing else begins. */
  #stopping = false
  readonly #owner: ConnectionServer
  readonly #deadline = new InputDeadline(() => {
    if (!this._closing && !this.#waitsForUs) this.answer(idleTimeout)
  })

  constructor(server: ConnectionServer, socket: Socket, options?: SMTPConnectionOptions | null) {
    super(server, socket, options)
    this.#owner = server
    this.network = clientNetwork(this.remoteAddress)
    this.#presence = new Presence(server.guard, this.network)
  }

  override init() {
    this._setListeners(() => {
      const { limits } = this.#owner
      const refusal = this.#presence.begin()
      const hasRoom = refusal === null || (refusal === tooManyConnections && this.#owner.makeRoom())
      if (!hasRoom) {
        this.refuse('connection', refusal)
        return this._socket.destroySoon()
      }
      if (limits.greetingDelayMilliseconds === 0) return this.connectionReady()
      setTimeout(() => this.connectionReady(), limits.greetingDelayMilliseconds).unref()
    })
  }

  /** How long the input that we wait for has not been whole. */
  waitedFor(now: number): number {
    const waits = this._ready && !this._closing && !this.#waitsForUs
    return waits ? now - this.#expectedSince : 0
  }

  /** Ends the session in the middle of data. */
  giveUp(reply: SmtpReply): void {
    this.refuse('data', reply)
    this.close()
  }

  /** Closes at once when nothing is under way, else after the reply that is due. */
  stop(): void {
    this.#stopping = true
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
    parser.onbadcommand = (reply) => this.#refuseAndClose(reply)
    parser.ondiscarded = () => {
      if (this._upgrading) this.#notice('smuggling-attempt', 'commands in the clear behind STARTTLS')
    }
    parser.on('error', () => this.close())
    return parser
  }

  override _onCommand(command: Buffer, callback?: () => void) {
    if (this._upgrading) return super._onCommand(command, callback)
    if (!this._ready) {
      this.#notice('early-talker', 'commands before the greeting')
      return this.#refuseAndClose(earlyTalker)
    }
    if (this.#stopping) return this.answer(shuttingDown)
    if (isBdat(command)) return this.#refuseAndClose(chunkingNotOffered)
    super._onCommand(command, () => {
      if (this.#stopping && !this._dataStream) return this.answer(shuttingDown)
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
    this.answer(idleTimeout)
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
    if (this.#stopping) setImmediate(() => this.stop())
  }

  get #waitsForUs(): boolean {
    return this._handlerPending || (!!this._dataStream && !!this._parser && !this._parser._dataMode)
  }

  /** The whole of the next input, a command or the data of a message, has this long. */
  #expect(milliseconds: number): void {
    if (this._closing || this._closed) this.#deadline[Symbol.dispose]()
    else this.#deadline.restart(milliseconds)
    this.#expectedSince = this.#owner.clock.now()
  }

  #notice(kind: SecurityEventKind, detail: string): void {
    this.#owner.guard.notice(kind, this.network.host, detail)
  }

  /** What arrived in the clear is not answered in the middle of a handshake: `send` sees to that. */
  #refuseAndClose(reply: SmtpReply): void {
    this.refuse('command', reply)
    this.close()
  }
}

/** The octets that follow it are content (RFC 3030 §2), and not ours to read. */
const isBdat = (command: Buffer): boolean => /^\s*BDAT(?:\s|$)/i.test(command.toString('latin1', 0, 64))
