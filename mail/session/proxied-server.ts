// The library's server with the PROXY protocol in front of its sessions, for listed networks only: before the greeting, and
// before TLS where that comes first.

import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { networkTest } from '#core/network-test.ts'
import { InputDeadline } from './input-deadline.ts'
import { readProxyHeader } from './read-proxy-header.ts'
import type { SessionLog } from './session-log.ts'

export interface ProxiedServerOptions {
  /** `maxClients` bounds the sockets that did not send their header yet. */
  readonly smtp: SMTPServerOptions & { readonly maxClients: number; readonly socketTimeout: number }
  /** CIDR. */
  readonly proxyNetworks: readonly string[]
  readonly sessionLog: SessionLog
}

/** A proxy sends its header with the first segment, however slow its client is. */
const proxyHeaderMilliseconds = 5000

type ProxyCallback = Parameters<SMTPServer['_handleProxy']>[1]

export class ProxiedServer extends SMTPServer {
  readonly sessionLog: SessionLog
  readonly #isProxy: (address: string | undefined) => boolean
  readonly #headerMilliseconds: number

  constructor({ smtp, proxyNetworks, sessionLog }: ProxiedServerOptions) {
    super(smtp)
    this.sessionLog = sessionLog
    this.#isProxy = networkTest(proxyNetworks)
    this.#headerMilliseconds = Math.min(proxyHeaderMilliseconds, smtp.socketTimeout)
    // Beyond what may be open come those that hear why they are refused and those that were refused and do not close. What
    // comes on top of them is dropped by the listener without a word.
    this.server.maxConnections = 2 * smtp.maxClients + 50
    this.on('error', (error: Error) => sessionLog.dropped({ id: '-', remoteAddress: '-' }, error.message))
  }

  override _expectsProxyHeader(socket: Socket): boolean {
    return this.#isProxy(socket.remoteAddress)
  }

  /** In a listed network the header is mandatory: without it anybody there could choose the address we judge by. */
  override _handleProxy(socket: Socket, callback: ProxyCallback): void {
    if (!this.#isProxy(socket.remoteAddress)) {
      setImmediate(callback, null)
      return
    }
    const peer = { id: '-', remoteAddress: socket.remoteAddress ?? '-' }
    const deadline = new InputDeadline(() => socket.destroy())
    deadline.restart(this.#headerMilliseconds)
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
}
