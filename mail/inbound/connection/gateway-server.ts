// The library's server with our connections, behind the PROXY protocol.

import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { SMTPServerSession } from 'smtp-server'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import type { Clock } from '#core/clock.ts'
import { ProxiedServer, type ProxiedServerOptions } from '../../session/proxied-server.ts'
import { GatewayConnection } from './gateway-connection.ts'
import type { SessionGuard } from './session-guard.ts'
import type { SessionLimits } from './session-limits.ts'

export interface GatewayServerOptions extends ProxiedServerOptions {
  readonly limits: SessionLimits
  readonly guard: SessionGuard
  readonly clock: Clock
}

export class GatewayServer extends ProxiedServer {
  readonly limits: SessionLimits
  readonly guard: SessionGuard
  readonly clock: Clock
  readonly #bySession = new WeakMap<SMTPServerSession, GatewayConnection>()
  /** Those whose socket is open still: the library forgets a connection with its last reply. */
  readonly #unclosed = new Set<GatewayConnection>()
  stopping = false

  constructor(options: GatewayServerOptions) {
    super(options)
    this.limits = options.limits
    this.guard = options.guard
    this.clock = options.clock
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
