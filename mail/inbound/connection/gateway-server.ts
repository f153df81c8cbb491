// The library's server with our connections, and the PROXY protocol in front of them for listed networks only.

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import type { Clock } from '#core/clock.ts'
import { networkTest } from '#core/network-test.ts'
import { InputDeadline } from '../../session/input-deadline.ts'
import { readProxyHeader } from '../../session/read-proxy-header.ts'
import type { SessionLog } from '../../session/session-log.ts'
import { GatewayConnection } from './gateway-connection.ts'
import type { SessionGuard } from './session-guard.ts'
import type { SessionLimits } from './session-limits.ts'

export interface GatewayServerOptions {
  readonly smtp: SMTPServerOptions
  readonly proxyNetworks: readonly string[]
  readonly limits: SessionLimits
  readonly guard: SessionGuard
  readonly sessionLog: SessionLog
  readonly clock: Clock
}

/** A proxy sends its header with the first segment, however slow its client is. */
const proxyHeaderMilliseconds = 5000

type ProxyCallback = Parameters<SMTPServer['_handleProxy']>[1]

export class GatewayServer extends SMTPServer {
  readonly limits: SessionLimits
  readonly guard: SessionGuard
  readonly sessionLog: SessionLog
  readonly clock: Clock
  readonly #isProxy: (address: string | undefined) => boolean
  readonly #bySession = new WeakMap<SMTPServerSession, GatewayConnection>()
  /** Those whose socket is open still: the library forgets a connection with its last reply. */
  readonly #unclosed = new Set<GatewayConnection>()
  stopping = false

  constructor(options: GatewayServerOptions) {
    super(options.smtp)
    this.limits = options.limits
    this.guard = options.guard
    this.clock = options.clock
    this.server.maxConnections = mostSockets(options.limits)
    this.sessionLog = options.sessionLog
    this.#isProxy = networkTest(options.proxyNetworks)
    this.on('error', (error: Error) =>
      this.sessionLog.dropped({ id: '-', remoteAddress: '-' }, error.message),
    )
  }

  override connect(socket: Socket, options?: SMTPConnectionOptions | null): void {
    const connection = new GatewayConnection(this, socket, options)
    this.connections.add(connection)
    this.#unclosed.add(connection)
    this.#bySession.set(connection.session, connection)
    connection.on('error', (error: Error) => this.sessionLog.dropped(connection, error.message))
    connection.init()
  }

  /** At once: without a greeting delay the greeting is out before the first octet is read. */
  override onConnect(_session: SMTPServerSession, callback: (error?: Error | null) => void): void {
    callback()
  }

  override onClose(session: SMTPServerSession): void {
    this.#unclosed.delete(this.connectionOf(session))
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
    const peer = { id: '-', remoteAddress: socket.remoteAddress ?? '-' }
    const deadline = new InputDeadline(() => socket.destroy())
    deadline.restart(Math.min(proxyHeaderMilliseconds, this.limits.idleTimeoutMilliseconds))
    const id = randomUUID()
    const refuse = (cause: string) => {
      this.sessionLog.dropped(peer, cause)
      socket.destroy()
      callback(new Error(cause))
    }
    readProxyHeader(socket).then(
      (source) => {
        deadline[Symbol.dispose]()
        if (!source.ok) return refuse(source.error)
        const given = source.value
        callback(null, given === null ? { id } : { id, remoteAddress: given.address, remotePort: given.port })
      },
      (error: unknown) => refuse(String(error)),
    )
  }

  /** Takes nothing new, lets messages under way end within the time given, then closes what is left. */
  async stop(graceMilliseconds: number): Promise<void> {
    const closed = once(this.server, 'close')
    // A socket that was taken in this very turn of the event loop gets to `connect` in the next.
    this.stopping = true
    this.server.close()
    for (const socket of this._pendingSockets.values()) socket.destroy()
    for (const connection of this.#unclosed) connection.stop()
    const deadline = setTimeout(() => {
      for (const connection of this.#unclosed) connection._socket.destroy()
    }, graceMilliseconds)
    await closed
    clearTimeout(deadline)
  }
}

/**
 * Beyond what may be open come those that hear why they are refused and those that were refused and do not close. What comes
 * on top of them is dropped by the listener without a word.
 */
const mostSockets = ({ maxConnections }: SessionLimits): number => 2 * maxConnections + 50
