// The port where other servers bring mail: binds, wires the session handlers to the library, and stops gracefully.

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { SMTPServerSession } from 'smtp-server'
import type { HostPort } from '#core/host-port.ts'
import {
  isTemporary,
  replyText,
  type SmtpReply,
  temporaryFailure,
  tooManyRefusedRecipients,
} from '#core/smtp-reply.ts'
import { type CertificateFiles, readCertificate, watchCertificate } from './certificate.ts'
import { GatewayConnection } from './gateway-connection.ts'
import { GatewayServer } from './gateway-server.ts'
import { SessionHandlers, type SessionParts } from './session-handlers.ts'

export interface ListenerOptions {
  readonly listen: HostPort
  readonly tls: CertificateFiles
  readonly certificateCheckMilliseconds: number
  readonly proxyNetworks: readonly string[]
  readonly maxConnections: number
  readonly maxConnectionsPerAddress: number
  readonly idleTimeoutMilliseconds: number
  readonly dataTimeoutMilliseconds: number
  readonly greetingDelayMilliseconds: number
  readonly session: SessionParts
}

export interface Listener {
  readonly port: number
  /** Takes nothing new, lets messages under way end within the time given, then closes what is left. */
  stop(graceMilliseconds: number): Promise<void>
}

/** What the library would offer and this listener must not: no relaying by AUTH, no jokes, no address changes. */
const disabledCommands = ['AUTH', 'XCLIENT', 'XFORWARD', 'HELP', 'WIZ', 'SHELL', 'KILL']

/** Stale addresses of a good list stay below; each session of a sender that retries gets rid of as many. */
const maxRefusedRecipients = 20

export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { session, tls } = options
  const server = createServer(options)
  const watch = watchCertificate(tls, {
    everyMilliseconds: options.certificateCheckMilliseconds,
    log: session.log,
    replace: (certificate) => server.updateSecureContext(certificate),
  })
  server.listen(options.listen.port, options.listen.host)
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    async stop(graceMilliseconds) {
      watch[Symbol.dispose]()
      await stopServer(server, graceMilliseconds)
    },
  }
}

function createServer(options: ListenerOptions): GatewayServer {
  const handlers = new SessionHandlers(options.session)
  const run = async (
    session: SMTPServerSession,
    stage: string,
    work: (connection: GatewayConnection) => Promise<SmtpReply | null>,
  ): Promise<Error | null> => {
    const connection = server.connectionOf(session)
    const reply = await work(connection).catch((error: unknown) => handlers.bug(connection, error))
    return reply === null ? null : asError(handlers.refused(connection, stage, reply))
  }
  const server: GatewayServer = new GatewayServer({
    proxyNetworks: options.proxyNetworks,
    limits: options,
    log: options.session.log,
    onRefused: (connection, stage, reply) => handlers.refused(connection, stage, reply),
    smtp: {
      ...readCertificate(options.tls),
      minVersion: 'TLSv1.2',
      name: options.session.hostname,
      heloResponse: '%s',
      size: options.session.maxMessageBytes,
      socketTimeout: options.idleTimeoutMilliseconds,
      disableReverseLookup: true,
      hideENHANCEDSTATUSCODES: false,
      disabledCommands,
      logger: false,
      onMailFrom: (_address, session, callback) =>
        void run(session, 'envelope', (connection) => handlers.mail(connection)).then(callback),
      onRcptTo: (_address, session, callback) =>
        void run(session, 'envelope', (connection) => recipient(handlers, connection)).then(callback),
      onData: (stream, session, callback) => {
        const connection = server.connectionOf(session)
        handlers.data(connection, stream).then(
          (reply) => (reply.code === 250 ? callback(null, replyText(reply)) : callback(asError(reply))),
          (error: unknown) => callback(asError(dropped(options, connection, error))),
        )
      },
    },
  })
  return server
}

/** After too many refusals the session ends: whoever guesses addresses must come back for each handful. */
async function recipient(
  handlers: SessionHandlers,
  connection: GatewayConnection,
): Promise<SmtpReply | null> {
  if (connection.refusedRecipients >= maxRefusedRecipients) return tooManyRefusedRecipients
  const reply = await handlers.recipient(connection)
  if (reply !== null && !isTemporary(reply)) connection.refusedRecipients += 1
  return reply
}

/** The client went away in the middle of data, or reading it failed: nobody has the message. */
function dropped({ session }: ListenerOptions, connection: GatewayConnection, error: unknown): SmtpReply {
  const { id, remoteAddress: client } = connection
  session.log.info({ event: 'smtp.dropped', session: id, client, cause: String(error) })
  return temporaryFailure
}

const asError = (reply: SmtpReply): Error =>
  Object.assign(new Error(replyText(reply)), { responseCode: reply.code })

async function stopServer(server: GatewayServer, graceMilliseconds: number): Promise<void> {
  const closed = once(server.server, 'close')
  server.server.close()
  for (const socket of server._pendingSockets.values()) socket.destroy()
  const sockets = [...server.connections]
  for (const connection of sockets) if (connection instanceof GatewayConnection) connection.stop()
  const deadline = setTimeout(() => {
    for (const connection of sockets) connection._socket.destroy()
  }, graceMilliseconds)
  await closed
  clearTimeout(deadline)
}
