// The library's server with the PROXY protocol in front of its sessions, for listed networks only: before the greeting, and
// before TLS where that comes first.

import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { type ClientNetwork, clientNetwork } from '#core/address/client-network.ts'
import { networkTest } from '#core/address/network-test.ts'
import { InputDeadline } from './input-deadline.ts'
import { PendingSockets } from './pending-sockets.ts'
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
/** TLS takes some round trips; whoever has not ended it by then is silent, and in the way of others. */
const beginningMilliseconds = 15_000

type ProxyCallback = Parameters<SMTPServer['_handleProxy']>[1]

export class ProxiedServer extends SMTPServer {
  readonly sessionLog: SessionLog
  readonly #isProxy: (address: string | undefined) => boolean
  readonly #longestSilence: number
  readonly #maxBeginning: number
  readonly #beginning = new PendingSockets()

  constructor({ smtp, proxyNetworks, sessionLog }: ProxiedServerOptions) {
    super(smtp)
    this.sessionLog = sessionLog
    this.#isProxy = networkTest(proxyNetworks)
    this.#longestSilence = smtp.socketTimeout
    this.#maxBeginning = smtp.maxClients
    // Beyond what may be open come those that hear why they are refused and those that were refused and do not close. What
    // comes on top of them is dropped by the listener without a word.
    this.server.maxConnections = 2 * smtp.maxClients + 50
    this.on('error', (error: Error) => sessionLog.dropped({ id: '-', remoteAddress: '-' }, error.message))
  }

  override _expectsProxyHeader(socket: Socket): boolean {
    return this.#isProxy(socket.remoteAddress)
  }

  /** Where all places before the session are taken, whoever has the most of them makes room for others. */
  override _acceptSocket(socket: Socket, handshake: boolean): (() => void) | false {
    const peer = networkOf(socket.remoteAddress)
    const full = this._pendingSockets.size >= this.#maxBeginning
    const inTheWay =
      full && (handshake || this._expectsProxyHeader(socket)) ? this.#beginning.inTheWayOf(peer) : null
    if (inTheWay !== null) this.#close(inTheWay)
    const release = super._acceptSocket(socket, handshake)
    if (release === false || !this._pendingSockets.has(socket)) return release
    this.#beginning.count(socket, peer)
    const deadline = new InputDeadline(() => this.#close(socket))
    deadline.restart(Math.min(beginningMilliseconds, this.#longestSilence))
    const began = () => {
      deadline[Symbol.dispose]()
      this.#beginning.forget(socket)
    }
    socket.once('close', began)
    return () => {
      began()
      release()
    }
  }

  /** Its place is free at once, not when the socket has closed. */
  #close(socket: Socket): void {
    const top = this._pendingSockets.get(socket) ?? socket
    this._pendingSockets.delete(socket)
    this.#beginning.forget(socket)
    top.destroy()
    socket.destroy()
  }

  /** In a listed network the header is mandatory: without it anybody there could choose the address we judge by. */
  override _handleProxy(socket: Socket, callback: ProxyCallback): void {
    if (!this.#isProxy(socket.remoteAddress)) {
      setImmediate(callback, null)
      return
    }
    const peer = { id: '-', remoteAddress: socket.remoteAddress ?? '-' }
    const deadline = new InputDeadline(() => socket.destroy())
    deadline.restart(Math.min(proxyHeaderMilliseconds, this.#longestSilence))
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
        // A TLS handshake that follows is the client's, and not the proxy's.
        if (given !== null && this.#beginning.isCounted(socket))
          this.#beginning.count(socket, networkOf(given.address))
        callback(null, given === null ? { id } : { id, remoteAddress: given.address, remotePort: given.port })
      },
      (error: unknown) => refuse(String(error)),
    )
  }
}

const networkOf = (address: string | undefined): ClientNetwork => clientNetwork(address ?? '')
