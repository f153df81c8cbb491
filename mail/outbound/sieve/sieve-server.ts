// The library's server for Dovecot on this machine: no AUTH and no TLS, because nobody else may connect. An error that nobody
// expected is one 451, told to the log; Dovecot then has the message that it was about tried again.

import { once } from 'node:events'
import type { Socket } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import { parseEmailAddress, parseReversePath } from '#core/address/email-address.ts'
import { networkTest } from '#core/address/network-test.ts'
import type { Log } from '#core/log.ts'
import {
  badRecipientSyntax,
  badSenderSyntax,
  bareLineBreak,
  messageTooLarge,
  replyText,
  type SmtpReply,
  temporaryFailure,
} from '#core/smtp/smtp-reply.ts'
import { announcedSize } from '../../session/announced-size.ts'
import { type ContentLimits, receiveContent } from '../../session/receive-content.ts'
import { sessionLog } from '../../session/session-log.ts'
import { sessionPath } from '../../session/session-path.ts'
import { wholeContent } from '../../session/whole-content.ts'
import { SieveConnection } from './sieve-connection.ts'
import type { SieveMail } from './take-sieve-mail.ts'

export interface SieveServerOptions {
  readonly hostname: string
  readonly limits: ContentLimits
  readonly silenceMilliseconds: number
  /** The reply; rejects when the database cannot be asked. */
  readonly take: (mail: SieveMail) => Promise<SmtpReply>
  readonly log: Log
}

/** Dovecot has a hundred processes for LMTP, and each sends one message at a time. */
const maxConnections = 200
const disabledCommands = ['AUTH', 'STARTTLS', 'XCLIENT', 'XFORWARD', 'HELP', 'WIZ', 'SHELL', 'KILL']

const isLoopback = networkTest(['127.0.0.0/8', '::1/128'])

type Answered = (error?: Error | null) => void

export class SieveServer extends SMTPServer {
  readonly #options: SieveServerOptions
  readonly #bySession = new WeakMap<SMTPServerSession, SieveConnection>()

  constructor(options: SieveServerOptions) {
    super({
      ...{ name: options.hostname, heloResponse: '%s', size: options.limits.maxMessageBytes },
      ...{ authOptional: true, hideSTARTTLS: true, hideREQUIRETLS: true, hideENHANCEDSTATUSCODES: false },
      ...{ socketTimeout: options.silenceMilliseconds, maxClients: maxConnections },
      ...{ disableReverseLookup: true, disabledCommands, logger: false },
    })
    this.#options = options
    this.on('error', (error: Error) => this.#log.dropped({ id: '-', remoteAddress: '-' }, error.message))
  }

  override connect(socket: Socket, options?: SMTPConnectionOptions | null): void {
    if (!isLoopback(socket.remoteAddress)) {
      socket.destroy()
      return
    }
    const connection = new SieveConnection(this, socket, options)
    this.connections.add(connection)
    this.#bySession.set(connection.session, connection)
    connection.on('error', (error: Error) => this.#log.dropped(connection, error.message))
    connection.init()
  }

  override onConnect(_session: SMTPServerSession, callback: Answered): void {
    callback()
  }

  override onMailFrom(_address: unknown, session: SMTPServerSession, callback: Answered): void {
    answer(mailCommand(this.#connectionOf(session)), callback)
  }

  override onRcptTo(_address: unknown, session: SMTPServerSession, callback: Answered): void {
    answer(rcptCommand(this.#connectionOf(session)), callback)
  }

  override onData(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error?: Error | null, message?: string) => void,
  ): void {
    const connection = this.#connectionOf(session)
    this.#data(connection, stream).then(
      (reply) => {
        if (reply.code === 250) callback(null, replyText(reply))
        else callback(asError(reply))
      },
      (error: unknown) => {
        this.#log.dropped(connection, String(error))
        callback(asError(temporaryFailure))
      },
    )
  }

  async stop(graceMilliseconds: number): Promise<void> {
    const closed = once(this.server, 'close')
    this.server.close()
    const deadline = setTimeout(() => {
      for (const connection of this.connections) connection._socket.destroy()
    }, graceMilliseconds)
    await closed
    clearTimeout(deadline)
  }

  async #data(connection: SieveConnection, stream: SMTPServerDataStream): Promise<SmtpReply> {
    const { transaction, lineEndings } = connection
    const smtputf8 = connection.session.envelope.smtpUtf8 === true
    const { limits, take } = this.#options
    const received = await receiveContent(stream, limits, {
      octets: announcedSize(connection.session),
      endless: () => connection.end(messageTooLarge),
    })
    if (!received.ok) return received.error.reply
    await using content = received.value
    if (transaction === null || lineEndings === null) return temporaryFailure
    if (lineEndings.bare) return bareLineBreak
    const { reversePath, recipients } = transaction
    const mail = { reversePath, smtputf8, recipients: [...recipients], content: await wholeContent(content) }
    return await take(mail).catch((error: unknown) => {
      this.#log.bug(connection, error)
      return temporaryFailure
    })
  }

  get #log() {
    return sessionLog(this.#options.log)
  }

  #connectionOf(session: SMTPServerSession): SieveConnection {
    const connection = this.#bySession.get(session)
    if (connection === undefined) throw new Error('the session has no connection')
    return connection
  }
}

/** Null when it is accepted. Whether it may go there is known when the message is. */
function mailCommand(connection: SieveConnection): SmtpReply | null {
  const path = sessionPath(connection, badSenderSyntax)
  if (!path.ok) return path.error
  const reversePath = parseReversePath(path.value)
  if (!reversePath.ok) return badSenderSyntax
  connection.transaction = { reversePath: reversePath.value, recipients: new Set() }
  return null
}

function rcptCommand(connection: SieveConnection): SmtpReply | null {
  const path = sessionPath(connection, badRecipientSyntax)
  if (!path.ok) return path.error
  const address = parseEmailAddress(path.value)
  if (!address.ok) return badRecipientSyntax
  connection.transaction?.recipients.add(address.value)
  return null
}

const answer = (reply: SmtpReply | null, callback: Answered): void =>
  callback(reply === null ? null : asError(reply))

const asError = (reply: SmtpReply): Error =>
  Object.assign(new Error(replyText(reply)), { responseCode: reply.code })
