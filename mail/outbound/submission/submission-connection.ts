// One session of somebody's mail program: counted from its first moment, AUTH only under TLS (RFC 6409 §4.3, RFC 4954 §4),
// and never longer without a sign-in than a person needs.

import type { Socket } from 'node:net'
import type { SMTPServer } from 'smtp-server'
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import { type ClientNetwork, clientNetwork } from '#core/address/client-network.ts'
import type { ReversePath } from '#core/address/email-address.ts'
import type { QueuedRecipient } from '#core/queue/queued-mail.ts'
import type { Sender } from '#core/sending/sender.ts'
import {
  authenticationRequired,
  badArgument,
  badRecipientSyntax,
  encryptionRequired,
  idleTimeout,
  messageTooLarge,
  replyText,
  type SmtpReply,
  startTlsRequired,
  tooManyBadCommands,
  unknownParameter,
} from '#core/smtp/smtp-reply.ts'
import type { ConnectionCounts } from '../../session/connection-counts.ts'
import { GuardedStream } from '../../session/guarded-stream.ts'
import { InputDeadline } from '../../session/input-deadline.ts'
import { hasEnhancedCode, replaceLibraryReply } from '../../session/library-reply.ts'
import type { LineEndings } from '../../session/line-endings.ts'
import {
  asksTooMuch,
  type PathCommand,
  readPathCommand,
  submissionParameters,
} from '../../session/path-command.ts'
import type { SessionLog } from '../../session/session-log.ts'

export type SubmissionOwner = SMTPServer & {
  readonly counts: ConnectionCounts
  readonly sessionLog: SessionLog
  readonly signInMilliseconds: number
  readonly dataMilliseconds: number
}

/** The library counts commands that it does not know, and no AUTH that is none: RFC 5321 §4.2.4, RFC 4954 §4. */
const badCommand: ReadonlySet<number> = new Set([500, 501, 502, 504, 538])
const mostBadCommands = 10
/** RFC 3461 §4.4; what is longer would be cut or refused further on, and its sender would wait for a report that never names it. */
const longestEnvelopeId = 100

/** Who is signed in: as Dovecot says it, or by a token that names the person. */
export interface SignedIn {
  readonly login: string
  readonly credential: string
  readonly person: string | null
  /** Where that person sits; null where it is the other end of the connection. */
  readonly client: string | null
}

/** What one MAIL began (RFC 5321 §3.3). */
export interface Transaction {
  readonly sender: Sender
  readonly reversePath: ReversePath
  /** By address, so that a recipient named twice is one. */
  readonly recipients: Map<string, QueuedRecipient>
}

export class SubmissionConnection extends SMTPConnection {
  signedIn: SignedIn | null = null
  /** Null before the first MAIL. */
  transaction: Transaction | null = null
  /** The MAIL or RCPT at hand, as it was written; null when it did not have the form of one. */
  pathCommand: PathCommand | null = null
  refusedRecipients = 0
  failures = 0
  readonly network: ClientNetwork
  readonly #owner: SubmissionOwner
  readonly #deadline = new InputDeadline(() => {
    if (this.signedIn === null || this._dataStream) this.end(idleTimeout)
  })
  #endsWith: SmtpReply | null = null
  #announcing = false
  #badCommands = 0
  #counted: 'no' | 'open' | 'ending' = 'no'

  constructor(owner: SubmissionOwner, socket: Socket, options?: SMTPConnectionOptions | null) {
    super(owner, socket, options)
    this.#owner = owner
    this.network = clientNetwork(this.remoteAddress)
  }

  override init() {
    this._setListeners(() => {
      this.#counted = 'open'
      const refused = this.#owner.counts.enter(this.network)
      if (refused !== null) return this.end(refused.reply)
      this.#deadline.restart(this.#owner.signInMilliseconds)
      this.connectionReady()
    })
  }

  answer(reply: SmtpReply): void {
    this.send(reply.code, replyText(reply), false)
  }

  /** The last reply, and then nothing is read any more. */
  end(reply: SmtpReply): void {
    if (this._closing || this._closed) return
    this.answer(reply)
    this.close()
  }

  /** A message that is whole is answered first: its sender would not know whether to send it again. */
  endAnswered(reply: SmtpReply): void {
    if (this._dataStream && this._parser && !this._parser._dataMode) this.#endsWith = reply
    else this.end(reply)
  }

  override _resetSession(): void {
    super._resetSession()
    const reply = this.#endsWith
    if (reply !== null) setImmediate(() => this.end(reply))
  }

  override send(code: number, data?: string | string[] | null, context?: string | false) {
    if (context === 'MAILBOX_SYNTAX_ERROR' && this.pathCommand?.path === '')
      return this.answer(badRecipientSyntax)
    if (context === 'MESSAGE_TOO_BIG') return this.answer(messageTooLarge)
    const own =
      code === 530 && !hasEnhancedCode(data)
        ? this.secure
          ? authenticationRequired
          : startTlsRequired
        : replaceLibraryReply(code, data)
    if (own !== undefined) return this.answer(own)
    if (badCommand.has(code) && ++this.#badCommands >= mostBadCommands) return this.end(tooManyBadCommands)
    if (!hasEnhancedCode(data)) return super.send(code, data, context)
    if (code >= 400) this.#owner.sessionLog.refused(this, 'command', `${code} ${data}`)
    super.send(code, data, false)
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
    parser.onbadcommand = (reply) => this.end(reply)
    parser.on('error', () => this.close())
    return parser
  }

  override _parseAddressCommand(name: string, line: Buffer) {
    const command = readPathCommand(name === 'mail from' ? 'MAIL FROM' : 'RCPT TO', line.toString())
    this.pathCommand = command
    if (command === null) return false
    return { address: command.path, args: command.parameters, duplicate: command.duplicate }
  }

  override _rejectInvalidParams(...given: Parameters<SMTPConnection['_rejectInvalidParams']>): boolean {
    const extended = this.session.openingCommand === 'EHLO'
    const command = this.pathCommand
    if (command === null) return super._rejectInvalidParams(...given)
    const asks = asksTooMuch(command, { extended, known: submissionParameters })
    if (!asks && !namesTooLong(command)) return super._rejectInvalidParams(...given)
    this.answer(asks ? unknownParameter : badArgument)
    given[2]()
    return true
  }

  override handler_DATA(command: Buffer, callback: () => void) {
    this.#deadline.restart(this.#owner.dataMilliseconds)
    super.handler_DATA(command, callback)
  }

  override handler_EHLO(command: Buffer, callback: () => void) {
    this.#announcing = true
    super.handler_EHLO(command, callback)
    this.#announcing = false
  }

  override handler_AUTH(command: Buffer, callback: () => void) {
    if (this.secure) return super.handler_AUTH(command, callback)
    this.answer(encryptionRequired)
    callback()
  }

  /** Nobody is invited to send a password in the clear. */
  override _isSupported(command: string): boolean {
    return !(this.#announcing && command === 'AUTH' && !this.secure) && super._isSupported(command)
  }

  override close() {
    this.#ending()
    if (!this._upgrading) this._socket.destroySoon()
    super.close()
  }

  override _onClose() {
    this.#deadline[Symbol.dispose]()
    if (this.#counted !== 'no') this.#owner.counts.gone(this.network, this.#counted === 'ending')
    this.#counted = 'no'
    super._onClose()
  }

  #ending(): void {
    if (this.#counted !== 'open') return
    this.#counted = 'ending'
    this.#owner.counts.ending(this.network)
  }
}

const namesTooLong = ({ parameters: { ENVID: given } }: PathCommand): boolean =>
  typeof given === 'string' && given.length > longestEnvelopeId
