// The library's server with our connections, and the PROXY protocol in front of them for listed networks only.

import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import type { Log } from '#core/log.ts'
import { networkTest } from '#core/network-test.ts'
import { GatewayConnection, type SessionLimits, type SessionServer } from './gateway-connection.ts'
import { readProxyHeader } from './read-proxy-header.ts'

export interface GatewayServerOptions {
  readonly smtp: SMTPServerOptions
  readonly proxyNetworks: readonly string[]
  readonly limits: SessionLimits
  readonly log: Log
  /** Called for what is refused before it reaches a handler. */
  readonly onRefused: SessionServer['onRefused']
}

type ProxyCallback = Parameters<SMTPServer['_handleProxy']>[1]

export class GatewayServer extends SMTPServer {
  readonly limits: SessionLimits
  readonly onRefused: SessionServer['onRefused']
  readonly #isProxy: (address: string | undefined) => boolean
  readonly #log: Log
  readonly #bySession = new WeakMap<SMTPServerSession, GatewayConnection>()

  constructor(options: GatewayServerOptions) {
    super(options.smtp)
    this.limits = options.limits
    this.onRefused = options.onRefused
    this.#isProxy = networkTest(options.proxyNetworks)
    this.#log = options.log
    this.on('error', (error: Error) => this.#dropped('-', '-', error.message))
  }

  override connect(socket: Socket, options?: SMTPConnectionOptions | null): void {
    const connection = new GatewayConnection(this, socket, options)
    this.connections.add(connection)
    this.#bySession.set(connection.session, connection)
    connection.on('error', (error: Error) =>
      this.#dropped(connection.id, connection.remoteAddress, error.message),
    )
    connection.init()
  }

  /** The connection that a handler of the library is called for. */
  connectionOf(session: SMTPServerSession): GatewayConnection {
    const connection = this.#bySession.get(session)
    if (connection === undefined) throw new Error('the session has no connection')
    return connection
  }

  override _expectsProxyHeader(socket: Socket): boolean {
    return this.#isProxy(socket.remoteAddress)
  }

  /** In a listed network the header is mandatory: without it anybody there could choose the address SPF is asked for. */
  override _handleProxy(socket: Socket, callback: ProxyCallback): void {
    if (!this.#isProxy(socket.remoteAddress)) {
      setImmediate(callback, null)
      return
    }
    const peer = socket.remoteAddress ?? '-'
    const id = randomUUID()
    const refuse = (cause: string) => {
      this.#dropped('-', peer, cause)
      socket.destroy()
      callback(new Error(cause))
    }
    readProxyHeader(socket).then(
      (source) => {
        if (!source.ok) return refuse(source.error)
        const given = source.value
        callback(null, given === null ? { id } : { id, remoteAddress: given.address, remotePort: given.port })
      },
      (error: unknown) => refuse(String(error)),
    )
  }

  #dropped(session: string, client: string, cause: string): void {
    this.#log.info({ event: 'smtp.dropped', session, client, cause })
  }
}
