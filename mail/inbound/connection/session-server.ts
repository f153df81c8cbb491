// The library's server with our answers: what it offers, what it must not offer, and which command of ours answers MAIL,
// RCPT and DATA. An error that nobody expected is one 451, told to the log.

import type { SMTPServerOptions, SMTPServerSession } from 'smtp-server'
import { replyText, type SmtpReply, temporaryFailure } from '#core/smtp/smtp-reply.ts'
import { type CertificateFiles, readCertificate } from '../../session/certificate.ts'
import { sessionLog } from '../../session/session-log.ts'
import { dataCommand } from './data-command.ts'
import type { GatewayConnection } from './gateway-connection.ts'
import { GatewayServer, type GatewayServerOptions } from './gateway-server.ts'
import { mailCommand } from './mail-command.ts'
import { rcptCommand } from './rcpt-command.ts'
import type { SessionLimits } from './session-limits.ts'
import type { SessionParts } from './session-parts.ts'

export interface SessionServerOptions extends SessionLimits {
  readonly tls: CertificateFiles
  readonly proxyNetworks: readonly string[]
  readonly session: SessionParts
}

/** What the library would offer and this listener must not: no relaying by AUTH, no jokes, no address changes. */
const disabledCommands = ['AUTH', 'XCLIENT', 'XFORWARD', 'HELP', 'WIZ', 'SHELL', 'KILL']

export function sessionServer(options: SessionServerOptions): GatewayServer {
  const server: GatewayServer = new GatewayServer({
    proxyNetworks: options.proxyNetworks,
    limits: options,
    guard: options.session.guard,
    clock: options.session.clock,
    sessionLog: sessionLog(options.session.log),
    smtp: { ...offer(options), ...answers(options.session, (session) => server.connectionOf(session)) },
  })
  return server
}

function offer({
  session,
  tls,
  idleTimeoutMilliseconds,
  maxConnections,
}: SessionServerOptions): GatewayServerOptions['smtp'] {
  return {
    ...readCertificate(tls),
    maxClients: maxConnections,
    minVersion: 'TLSv1.2',
    name: session.hostname,
    heloResponse: '%s',
    size: session.maxMessageBytes,
    socketTimeout: idleTimeoutMilliseconds,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    disabledCommands,
    logger: false,
  }
}

type EnvelopeCommand = (connection: GatewayConnection, parts: SessionParts) => Promise<SmtpReply | null>

function answers(
  parts: SessionParts,
  connectionOf: (session: SMTPServerSession) => GatewayConnection,
): Pick<SMTPServerOptions, 'onMailFrom' | 'onRcptTo' | 'onData'> {
  const log = sessionLog(parts.log)
  const envelope = async (session: SMTPServerSession, command: EnvelopeCommand): Promise<Error | null> => {
    const connection = connectionOf(session)
    const reply = await command(connection, parts).catch((error: unknown) => {
      log.bug(connection, error)
      return temporaryFailure
    })
    return reply === null ? null : asError(reply)
  }
  return {
    onMailFrom: (_address, session, callback) => void envelope(session, mailCommand).then(callback),
    onRcptTo: (_address, session, callback) => void envelope(session, rcptCommand).then(callback),
    onData: (stream, session, callback) => {
      const connection = connectionOf(session)
      dataCommand(connection, stream, parts).then(
        (reply) => {
          connection.progress.message(parts.clock.now(), reply)
          if (reply.code === 250) callback(null, replyText(reply))
          else callback(asError(reply))
        },
        (error: unknown) => {
          // The client went away in the middle of data, or reading it failed: nobody has the message.
          log.dropped(connection, String(error))
          connection.told = true
          callback(asError(temporaryFailure))
        },
      )
    },
  }
}

const asError = (reply: SmtpReply): Error =>
  Object.assign(new Error(replyText(reply)), { responseCode: reply.code })
