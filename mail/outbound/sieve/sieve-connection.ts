// One session of Dovecot: the library's connection with line ends that are checked and paths kept as they were written, for
// what is redirected comes from any sender that mail came from.

import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { replyText, type SmtpReply } from '#core/smtp/smtp-reply.ts'
import { GuardedStream } from '../../session/guarded-stream.ts'
import { hasEnhancedCode, replaceLibraryReply } from '../../session/library-reply.ts'
import type { LineEndings } from '../../session/line-endings.ts'
import { type PathCommand, readPathCommand } from '../../session/path-command.ts'

/** What one MAIL began (RFC 5321 §3.3). */
export interface Transaction {
  readonly reversePath: ReversePath
  readonly recipients: Set<EmailAddress>
}

export class SieveConnection extends SMTPConnection {
  /** Null before the first MAIL. */
  transaction: Transaction | null = null
  /** The MAIL or RCPT at hand, as it was written; null when it did not have the form of one. */
  pathCommand: PathCommand | null = null

  answer(reply: SmtpReply): void {
    this.send(reply.code, replyText(reply), false)
  }

  /** The last reply, and then nothing is read any more. */
  end(reply: SmtpReply): void {
    if (this._closing || this._closed) return
    this.answer(reply)
    this.close()
  }

  override send(code: number, data?: string | string[] | null, context?: string | false) {
    const own = replaceLibraryReply(code, data)
    if (own !== undefined) return this.answer(own)
    super.send(code, data, hasEnhancedCode(data) ? false : context)
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
}
