// The library's connection with our words: every reply carries its own enhanced code, every refusal is told to the log once,
// where it is sent, and the paths of MAIL and RCPT are kept as they were written.

import type { SMTPServer } from 'smtp-server'
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import {
  badRecipientSyntax,
  messageTooLarge,
  replyText,
  type SmtpReply,
  unknownParameter,
} from '#core/smtp/smtp-reply.ts'
import { hasEnhancedCode, replaceLibraryReply } from '../../session/library-reply.ts'
import {
  asksTooMuch,
  type PathCommand,
  readPathCommand,
  relayParameters,
} from '../../session/path-command.ts'
import type { SessionLog, SessionMoment } from '../../session/session-log.ts'

export type ReplyingServer = SMTPServer & { readonly sessionLog: SessionLog }

export class ReplyingConnection extends SMTPConnection {
  /** The MAIL or RCPT at hand, as it was written; null when it did not have the form of one. */
  pathCommand: PathCommand | null = null
  /** True when the log knows already what the next reply refuses: a message with its outcome, or a client that is gone. */
  told = false
  #moment: SessionMoment = 'connection'
  readonly #sessionLog: SessionLog

  constructor(
    server: ReplyingServer,
    socket: SMTPConnection['_socket'],
    options?: SMTPConnectionOptions | null,
  ) {
    super(server, socket, options)
    this.#sessionLog = server.sessionLog
  }

  /** Sends one of our replies; 421 also closes. */
  answer(reply: SmtpReply): void {
    this.send(reply.code, replyText(reply), false)
  }

  refuse(moment: SessionMoment, reply: SmtpReply): void {
    this.#moment = moment
    this.answer(reply)
  }

  override _onCommand(command: Buffer, callback?: () => void) {
    this.#moment = momentOf(command)
    super._onCommand(command, callback)
  }

  override send(code: number, data?: string | string[] | null, context?: string | false) {
    if (context === 'MAILBOX_SYNTAX_ERROR' && this.pathCommand?.path === '')
      return this.answer(badRecipientSyntax)
    if (context === 'MESSAGE_TOO_BIG') return this.answer(messageTooLarge)
    const own = replaceLibraryReply(code, data)
    if (own !== undefined) return this.answer(own)
    if (code >= 400 && !this.told) this.#sessionLog.refused(this, this.#moment, `${code} ${data}`)
    this.told = false
    super.send(code, data, hasEnhancedCode(data) ? false : context)
  }

  override _parseAddressCommand(name: string, line: Buffer) {
    const command = readPathCommand(name === 'mail from' ? 'MAIL FROM' : 'RCPT TO', line.toString())
    this.pathCommand = command
    if (command === null) return false
    return { address: command.path, args: command.parameters, duplicate: command.duplicate }
  }

  override _rejectInvalidParams(...given: Parameters<SMTPConnection['_rejectInvalidParams']>): boolean {
    const extended = this.session.openingCommand === 'EHLO'
    if (this.pathCommand === null || !asksTooMuch(this.pathCommand, { extended, known: relayParameters }))
      return super._rejectInvalidParams(...given)
    this.answer(unknownParameter)
    given[2]()
    return true
  }
}

function momentOf(command: Buffer): SessionMoment {
  const verb = command.toString('latin1', 0, 5).toUpperCase()
  if (verb === 'MAIL ' || verb === 'RCPT ') return 'envelope'
  return verb.trimEnd() === 'DATA' ? 'data' : 'command'
}
