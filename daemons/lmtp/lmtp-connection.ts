// One LMTP connection (RFC 2033) that carries transactions one after another. Commands of an envelope leave in one
// piece (RFC 2920), the body only after 354. No SIZE parameter: Dovecot refuses it.

import { connect, type Socket } from 'node:net'
import type { HostPort } from '#core/address/host-port.ts'
import type { SmtpReply } from '#core/smtp/smtp-reply.ts'
import { lmtpReplyReader } from './lmtp-reply.ts'

export interface LmtpAccess extends HostPort {
  /** Longest silence of the server while we wait for it. */
  readonly timeoutMilliseconds: number
  /** Our name in LHLO. */
  readonly hostname: string
  /** Connections to this server at once. */
  readonly maxConnections: number
}

/** The connection is of no use any more: closed, silent for too long, or not LMTP. */
export class LmtpBroken extends Error {}

/** The peer closed it, as a Dovecot that restarts does; one that is merely slow is not helped by a second try. */
export class LmtpClosed extends LmtpBroken {}

interface Waiting {
  readonly resolve: (reply: SmtpReply) => void
  readonly reject: (error: LmtpBroken) => void
}

export class LmtpConnection implements AsyncDisposable {
  readonly #socket: Socket
  readonly #waiting: Waiting[] = []
  #broken: LmtpBroken | null = null
  /** Transactions that went well on this connection: a first failure on a used one may only mean that it went stale. */
  transactions = 0

  private constructor(socket: Socket, timeoutMilliseconds: number) {
    this.#socket = socket
    const read = lmtpReplyReader()
    socket.setEncoding('utf8')
    socket.setTimeout(timeoutMilliseconds)
    socket.on('timeout', () => this.#waiting.length > 0 && this.#break(new LmtpBroken('no answer in time')))
    socket.on('error', (error) => this.#break(new LmtpClosed(error.message)))
    socket.on('close', () => this.#break(new LmtpClosed('connection closed')))
    socket.on('data', (text: string) => {
      const replies = read(text)
      if (replies === 'garbage') this.#break(new LmtpBroken('answer is not LMTP'))
      else for (const reply of replies) this.#take(reply)
    })
  }

  /** Connects and says LHLO; rejects with `LmtpBroken`, also when `signal` aborts. */
  static async open(access: LmtpAccess, signal: AbortSignal): Promise<LmtpConnection> {
    const socket = connect({ host: access.host, port: access.port, noDelay: true })
    const connection = new LmtpConnection(socket, access.timeoutMilliseconds)
    using _bounded = connection.breakOn(signal)
    try {
      const greeting = await connection.reply()
      if (greeting.code !== 220) throw new LmtpBroken(`greeted with ${greeting.code}`)
      socket.write(`LHLO ${access.hostname}\r\n`)
      const hello = await connection.reply()
      if (hello.code !== 250) throw new LmtpBroken(`LHLO answered with ${hello.code}`)
      return connection
    } catch (error) {
      socket.destroy()
      throw error
    }
  }

  get usable(): boolean {
    return this.#broken === null && this.#waiting.length === 0
  }

  get socket(): Socket {
    return this.#socket
  }

  /** The next reply, in the order asked. */
  reply(): Promise<SmtpReply> {
    if (this.#broken !== null) return Promise.reject(this.#broken)
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  /** Until disposed: breaks the connection when `signal` aborts, so that nobody waits for its answers any longer. */
  breakOn(signal: AbortSignal): Disposable {
    const late = (): void => this.#break(new LmtpBroken('the delivery took too long'))
    signal.addEventListener('abort', late, { once: true })
    return { [Symbol.dispose]: () => signal.removeEventListener('abort', late) }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#socket.destroyed) this.#socket.end('QUIT\r\n')
    this.#socket.destroySoon()
  }

  #take(reply: SmtpReply): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#break(new LmtpBroken(`unasked reply ${reply.code}`))
    else next.resolve(reply)
  }

  #break(error: LmtpBroken): void {
    this.#broken ??= error
    this.#socket.destroy()
    for (const { reject } of this.#waiting.splice(0)) reject(this.#broken)
  }
}
