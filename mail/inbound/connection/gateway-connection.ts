// One SMTP session: the library's, with what it leaves to us. The first line checked is ours, every reply carries its
// own enhanced code, the greeting waits as configured, and paths are kept as they were written.

import type { Socket } from 'node:net'
import type { SMTPServer } from 'smtp-server'
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import {
  badRecipientSyntax,
  badSenderSyntax,
  earlyTalker,
  idleTimeout,
  replyText,
  type SmtpReply,
  shuttingDown,
  tooManyConnections,
} from '#core/smtp-reply.ts'
import { GuardedStream } from './guarded-stream.ts'

/** What the session needs to know of the server it belongs to. */
type GreetingServer = SMTPServer & { readonly greetingDelayMilliseconds: number }

const enhancedCode = /^[245]\.\d{1,3}\.\d{1,3} /

export class GatewayConnection extends SMTPConnection {
  /** The path of the MAIL or RCPT at hand, as written between `<` and `>`; null when there was none. */
  writtenPath: string | null = null
  /** Set when the process stops: what is under way is finished, nothing else begins. */
  #stopping = false
  readonly #greetingDelay: number

  constructor(server: GreetingServer, socket: Socket, options?: SMTPConnectionOptions | null) {
    super(server, socket, options)
    this.#greetingDelay = server.greetingDelayMilliseconds
  }

  override init() {
    this._setListeners(() => {
      const { maxClients } = this._server.options
      if (maxClients !== undefined && this._server.connections.size > maxClients)
        return this.answer(tooManyConnections)
      if (this.#greetingDelay === 0) return this.connectionReady()
      setTimeout(() => this.connectionReady(), this.#greetingDelay).unref()
    })
  }

  /** Sends one of our replies; 421 also closes. */
  answer(reply: SmtpReply) {
    this.send(reply.code, replyText(reply), false)
  }

  /** Closes at once when nothing is under way, else after the reply that is due. */
  stop(): void {
    this.#stopping = true
    if (!this._handlerPending && !this._dataStream) this.answer(shuttingDown)
  }

  /** True when the data that was just read had a bare CR or LF. */
  get bareLineBreak(): boolean {
    return this._parser instanceof GuardedStream && this._parser.bareLineBreak
  }

  override send(code: number, data?: string | string[] | null, context?: string | false) {
    if (code === 501 && this.writtenPath !== null) {
      if (context === 'SENDER_SYNTAX_ERROR') return this.answer(badSenderSyntax)
      if (context === 'MAILBOX_SYNTAX_ERROR') return this.answer(badRecipientSyntax)
    }
    super.send(code, data, typeof data === 'string' && enhancedCode.test(data) ? false : context)
  }

  override _createParser(): GuardedStream {
    const parser = new GuardedStream()
    parser.oncommand = (command, callback) => this._onCommand(command, callback)
    parser.onbadcommand = (reply) => this.#refuseAndClose(reply)
    parser.on('error', () => this.close())
    return parser
  }

  override _onCommand(command: Buffer, callback?: () => void) {
    if (this._upgrading) return super._onCommand(command, callback)
    if (!this._ready) return this.#refuseAndClose(earlyTalker)
    if (this.#stopping) return this.answer(shuttingDown)
    super._onCommand(command, () => {
      if (this.#stopping && !this._dataStream) return this.answer(shuttingDown)
      callback?.()
    })
  }

  override _onTimeout() {
    const waitingForUs = this._handlerPending || (this._dataStream && this._parser && !this._parser._dataMode)
    if (this._closing || waitingForUs) return super._onTimeout()
    this.answer(idleTimeout)
  }

  override _resetSession(): void {
    super._resetSession()
    if (this.#stopping) setImmediate(() => this.stop())
  }

  override _parseAddressCommand(name: string, command: Buffer) {
    this.writtenPath = /^[^:]*:\s*<([^<>]*)>/.exec(command.toString())?.[1] ?? null
    return super._parseAddressCommand(name, command)
  }

  /** What arrived in the clear is not answered in the middle of a handshake: `send` sees to that. */
  #refuseAndClose(reply: SmtpReply): void {
    this.answer(reply)
    this.close()
  }
}
