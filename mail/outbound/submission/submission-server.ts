// The library's server for mail programs: AUTH PLAIN and LOGIN, which Dovecot answers, XOAUTH2 with a token of ours,
// then MAIL, RCPT and DATA of ours. An error that nobody expected is one 451, told to the log.

import { once } from 'node:events'
import type { Socket } from 'node:net'
import type {
  SMTPServerAuthentication,
  SMTPServerAuthenticationResponse,
  SMTPServerDataStream,
  SMTPServerSession,
} from 'smtp-server'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import type { Result } from '#core/result.ts'
import { Secret } from '#core/secret.ts'
import {
  accountClosed,
  authenticationUnavailable,
  replyText,
  type SmtpReply,
  sessionEnded,
  shuttingDown,
  startTlsRequired,
  temporaryFailure,
  tooManyBadCommands,
  wrongPassword,
} from '#core/smtp/smtp-reply.ts'
import type { PasswordAnswer, PasswordLogin } from '#daemons/dovecot-auth/verify-password.ts'
import type { MailboxToken } from '#identity/mailbox-token.ts'
import type { ConnectionCounts } from '../../session/connection-counts.ts'
import { ProxiedServer, type ProxiedServerOptions } from '../../session/proxied-server.ts'
import { type DataParts, dataCommand } from './data-command.ts'
import { type EnvelopeParts, mailCommand, rcptCommand } from './envelope-commands.ts'
import { type SignedIn, SubmissionConnection } from './submission-connection.ts'

export interface SubmissionServerOptions extends ProxiedServerOptions {
  readonly verifyPassword: (login: PasswordLogin) => Promise<PasswordAnswer>
  readonly verifyToken: (token: string) => Promise<Result<MailboxToken, string>>
  /** One for all listeners of the process. */
  readonly counts: ConnectionCounts
  readonly signInMilliseconds: number
  /** For the data of one message. */
  readonly dataMilliseconds: number
  readonly message: EnvelopeParts & DataParts
  readonly unavailable: (cause: string) => void
}

const mostFailures = 5
/** Commands of the library that a mail program has no use for, or that change who is there. */
const disabledCommands = ['XCLIENT', 'XFORWARD', 'HELP', 'WIZ', 'SHELL', 'KILL']

/** Whose sessions; null for everybody's. */
type Ended = ((who: SignedIn) => boolean) | null

type Answered = (error?: Error | null, response?: SMTPServerAuthenticationResponse) => void

export class SubmissionServer extends ProxiedServer {
  readonly counts: ConnectionCounts
  readonly signInMilliseconds: number
  readonly dataMilliseconds: number
  readonly #options: SubmissionServerOptions
  readonly #bySession = new WeakMap<SMTPServerSession, SubmissionConnection>()
  readonly #open = new Set<SubmissionConnection>()
  /** What ended while Dovecot was asked, for each who is signing in: the answer may be older than that. */
  readonly #endedMeanwhile = new Set<Ended[]>()

  constructor(options: SubmissionServerOptions) {
    super({
      ...options,
      smtp: {
        ...options.smtp,
        authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
        hideDSN: false,
        hideREQUIRETLS: true,
        disableReverseLookup: true,
        hideENHANCEDSTATUSCODES: false,
        disabledCommands,
        logger: false,
      },
    })
    this.#options = options
    this.counts = options.counts
    this.signInMilliseconds = options.signInMilliseconds
    this.dataMilliseconds = options.dataMilliseconds
  }

  override connect(socket: Socket, options?: SMTPConnectionOptions | null): void {
    const connection = new SubmissionConnection(this, socket, options)
    this.connections.add(connection)
    this.#open.add(connection)
    this.#bySession.set(connection.session, connection)
    connection.on('error', (error: Error) => this.sessionLog.dropped(connection, error.message))
    connection.init()
  }

  override onConnect(_session: SMTPServerSession, callback: (error?: Error | null) => void): void {
    callback()
  }

  override onClose(session: SMTPServerSession): void {
    const connection = this.#bySession.get(session)
    if (connection !== undefined) this.#open.delete(connection)
  }

  override onAuth(given: SMTPServerAuthentication, session: SMTPServerSession, callback: Answered): void {
    const connection = this.#connectionOf(session)
    void this.#signIn(connection, given).then((reply) => {
      if (reply === null) callback(null, { user: connection.signedIn?.login })
      else callback(asError(reply))
    })
  }

  override onMailFrom(_address: unknown, session: SMTPServerSession, callback: Answered): void {
    void this.#envelope(session, mailCommand).then((reply) => {
      // The library applies the parameters before it asks; those of a MAIL that was refused are not the next one's.
      if (reply !== null) {
        session.envelope.smtpUtf8 = false
        session.envelope.dsn = { ret: null, envid: null }
      }
      callback(reply === null ? null : asError(reply))
    })
  }

  override onRcptTo(_address: unknown, session: SMTPServerSession, callback: Answered): void {
    void this.#envelope(session, rcptCommand).then((reply) =>
      callback(reply === null ? null : asError(reply)),
    )
  }

  override onData(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error?: Error | null, message?: string) => void,
  ): void {
    const connection = this.#connectionOf(session)
    dataCommand(connection, stream, this.#options.message).then(
      (reply) => {
        if (reply.code === 250) callback(null, replyText(reply))
        else callback(asError(reply))
      },
      (error: unknown) => {
        // The client went away in the middle of data, or reading it failed: its program has the message still.
        this.sessionLog.dropped(connection, String(error))
        callback(asError(temporaryFailure))
      },
    )
  }

  /** Closes the sessions of a mailbox or credential; all that are signed in when nobody knows which. */
  endSessions(ended: Ended): void {
    for (const meanwhile of this.#endedMeanwhile) meanwhile.push(ended)
    for (const connection of this.#open) {
      const { signedIn } = connection
      if (signedIn !== null && (ended === null || ended(signedIn))) connection.endAnswered(sessionEnded)
    }
  }

  async stop(graceMilliseconds: number): Promise<void> {
    const closed = once(this.server, 'close')
    this.server.close()
    for (const connection of this.#open) connection.endAnswered(shuttingDown)
    const deadline = setTimeout(() => {
      for (const connection of this.#open) connection._socket.destroy()
    }, graceMilliseconds)
    await closed
    clearTimeout(deadline)
  }

  #connectionOf(session: SMTPServerSession): SubmissionConnection {
    const connection = this.#bySession.get(session)
    if (connection === undefined) throw new Error('the session has no connection')
    return connection
  }

  async #envelope(session: SMTPServerSession, command: typeof mailCommand): Promise<SmtpReply | null> {
    const connection = this.#connectionOf(session)
    if (!session.secure) return startTlsRequired
    return await command(connection, this.#options.message).catch((error: unknown) => {
      this.sessionLog.bug(connection, error)
      return temporaryFailure
    })
  }

  /** Null when it worked. */
  async #signIn(
    connection: SubmissionConnection,
    { method, username, password, accessToken }: SMTPServerAuthentication,
  ): Promise<SmtpReply | null> {
    if (method === 'XOAUTH2') return await this.#signInByToken(connection, username ?? '', accessToken ?? '')
    const meanwhile: Ended[] = []
    this.#endedMeanwhile.add(meanwhile)
    const answer = await this.#ask(connection, username ?? '', password ?? '')
    this.#endedMeanwhile.delete(meanwhile)
    switch (answer.kind) {
      case 'accepted': {
        const who = { login: answer.login, credential: answer.credential, person: null, client: null }
        if (meanwhile.some((ended) => ended === null || ended(who))) return sessionEnded
        connection.signedIn = who
        return null
      }
      case 'closed':
        return accountClosed
      case 'unavailable':
        this.#options.unavailable(answer.cause)
        return authenticationUnavailable
      case 'refused':
        return ++connection.failures < mostFailures ? wrongPassword : tooManyBadCommands
    }
  }

  async #signInByToken(
    connection: SubmissionConnection,
    login: string,
    token: string,
  ): Promise<SmtpReply | null> {
    const meanwhile: Ended[] = []
    this.#endedMeanwhile.add(meanwhile)
    const verified = await this.#options.verifyToken(token)
    this.#endedMeanwhile.delete(meanwhile)
    if (!verified.ok || verified.value.mailbox !== login.toLowerCase())
      return ++connection.failures < mostFailures ? wrongPassword : tooManyBadCommands
    const { mailbox, person, client = null } = verified.value
    const who = { login: mailbox, credential: mailbox, person, client }
    if (meanwhile.some((ended) => ended === null || ended(who))) return sessionEnded
    connection.signedIn = who
    return null
  }

  async #ask(connection: SubmissionConnection, login: string, password: string): Promise<PasswordAnswer> {
    // NUL separates the parts of what Dovecot is asked (RFC 4616 §2).
    if (login === '' || `${login}${password}`.includes('\0')) return { kind: 'refused' }
    return await this.#options.verifyPassword({
      ...{ login, password: new Secret(password), client: connection.remoteAddress },
      session: connection.id.replace(/[^a-z0-9]/gi, ''),
    })
  }
}

const asError = (reply: SmtpReply): Error =>
  Object.assign(new Error(replyText(reply)), { responseCode: reply.code })
