// One connection to a server of others: what is said to it, what it answers and by when, and TLS over it. It is broken
// once and for all by silence, by what is no SMTP, by its end and by the end of the attempt.

import type { X509Certificate } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { RemoteReply } from '../remote-reply.ts'
import { type ReadReplies, replyReader } from './reply-reader.ts'

/** Of no use any more. */
export class RemoteBroken extends Error {}

const quitMilliseconds = 5_000

interface Waiting {
  /** Null: not counted yet. */
  readonly milliseconds: number | null
  readonly what: string
  readonly resolve: (reply: RemoteReply) => void
  readonly reject: (error: RemoteBroken) => void
}

export interface TlsChoice {
  readonly servername: string
  /** PEM; null for those that come with Node. */
  readonly authorities: readonly string[] | null
  readonly milliseconds: number
}

export interface Secured {
  readonly protocol: string
  /** The server's own first. */
  readonly chain: readonly X509Certificate[]
  /** Why no public authority vouches for this server by its name; null when one does. */
  readonly unauthorized: string | null
}

export class RemoteConnection {
  #socket: Socket
  #read: ReadReplies = replyReader()
  #broken: RemoteBroken | null = null
  #deadline: NodeJS.Timeout | undefined
  readonly #waiting: Waiting[] = []
  readonly #said = (octets: Buffer): void => this.#hear(octets)

  private constructor(socket: Socket) {
    this.#socket = socket
    this.#listen()
  }

  /** Rejects with `RemoteBroken`. */
  static async open(
    at: { readonly address: string; readonly port: number },
    milliseconds: number,
  ): Promise<RemoteConnection> {
    const socket = connect({ host: at.address, port: at.port, noDelay: true })
    const connection = new RemoteConnection(socket)
    await connection.#within(milliseconds, 'no connection', (done) =>
      socket.once('connect', () => done(null)),
    )
    return connection
  }

  get broken(): RemoteBroken | null {
    return this.#broken
  }

  /** Nothing is under way: the next transaction may begin. */
  get idle(): boolean {
    return this.#broken === null && this.#waiting.length === 0
  }

  get socket(): Socket {
    return this.#socket
  }

  send(text: string): void {
    if (this.#broken === null) this.#socket.write(text)
  }

  /**
   * The next reply in the order asked; the time runs from when the reply before it has come. Null: from when `hurry` is
   * called.
   */
  reply(what: string, milliseconds: number | null): Promise<RemoteReply> {
    const reply = new Promise<RemoteReply>((resolve, reject) => {
      if (this.#broken !== null) return reject(this.#broken)
      this.#waiting.push({ what, milliseconds, resolve, reject })
      if (this.#waiting.length === 1) this.#arm()
    })
    // Several are asked for at once, and the first that fails ends the matter.
    reply.catch(() => {})
    return reply
  }

  /** From now on the oldest question has this time. */
  hurry(milliseconds: number): void {
    clearTimeout(this.#deadline)
    const [next] = this.#waiting
    if (next === undefined) return
    const silent = (): void => void this.break(`no answer to ${next.what} within ${milliseconds / 1000} s`)
    this.#deadline = setTimeout(silent, milliseconds)
  }

  /** After the 220 to STARTTLS (RFC 3207 §4). Whatever the certificate: the caller judges it. Rejects with `RemoteBroken`. */
  async startTls({ servername, authorities, milliseconds }: TlsChoice): Promise<Secured> {
    if (this.#broken !== null) throw this.#broken
    const plain = this.#socket
    plain.removeAllListeners('data').removeAllListeners('close').removeAllListeners('end')
    const secured: TLSSocket = connectTls({
      socket: plain,
      servername,
      rejectUnauthorized: false,
      ...(authorities === null ? {} : { ca: [...authorities] }),
    })
    this.#socket = secured
    // What came in the clear behind the 220 would else be taken for the server's word under TLS (CVE-2011-0411).
    this.#read = replyReader()
    this.#listen()
    await this.#within(milliseconds, 'no TLS', (done) => secured.once('secureConnect', () => done(null)))
    return {
      protocol: secured.getProtocol() ?? '',
      chain: chainOf(secured),
      unauthorized: secured.authorized ? null : String(secured.authorizationError),
    }
  }

  /** Until disposed: broken when `signal` aborts. */
  breakOn(signal: AbortSignal): Disposable {
    const late = (): void => void this.break('the attempt took too long')
    if (signal.aborted) late()
    signal.addEventListener('abort', late, { once: true })
    return { [Symbol.dispose]: () => signal.removeEventListener('abort', late) }
  }

  /** The first cause is the one that counts. */
  break(cause: string): RemoteBroken {
    this.#broken ??= new RemoteBroken(cause)
    clearTimeout(this.#deadline)
    this.#socket.destroy()
    for (const { reject } of this.#waiting.splice(0)) reject(this.#broken)
    return this.#broken
  }

  /** Politely; nobody waits for the answer. */
  quit(): void {
    if (this.#broken !== null) return
    this.#broken = new RemoteBroken('closed by us')
    clearTimeout(this.#deadline)
    this.#socket.end('QUIT\r\n')
    this.#socket.destroySoon()
    // Nor for ever that it takes the word.
    this.#socket.setTimeout(quitMilliseconds, () => this.#socket.destroy())
  }

  #listen(): void {
    this.#socket.on('data', this.#said)
    this.#socket.on('error', (error) => this.break(error.message))
    this.#socket.on('close', () => this.break('it closed the connection'))
  }

  #hear(octets: Buffer): void {
    const replies = this.#read(octets)
    if (replies === 'garbage') this.break('it does not speak SMTP')
    else for (const reply of replies) this.#take(reply)
  }

  #take(reply: RemoteReply): void {
    const next = this.#waiting.shift()
    // Also the 421 of a server that closes an idle connection.
    if (next === undefined) return void this.break(`it said ${reply.code} unasked`)
    this.#arm()
    next.resolve(reply)
  }

  /** Only the oldest question has a time: a server answers one after the other. */
  #arm(): void {
    clearTimeout(this.#deadline)
    const milliseconds = this.#waiting[0]?.milliseconds ?? null
    if (milliseconds !== null) this.hurry(milliseconds)
  }

  async #within(
    milliseconds: number,
    late: string,
    begin: (done: (error: RemoteBroken | null) => void) => void,
  ): Promise<void> {
    let settle: () => void = () => {}
    const closed = (): void => settle()
    const timer = setTimeout(() => this.break(`${late} within ${milliseconds / 1000} s`), milliseconds)
    try {
      await new Promise<void>((resolve) => {
        settle = resolve
        this.#socket.once('close', closed)
        begin(() => resolve())
      })
    } finally {
      clearTimeout(timer)
      this.#socket.removeListener('close', closed)
    }
    if (this.#broken !== null) throw this.#broken
  }
}

function chainOf(socket: TLSSocket): readonly X509Certificate[] {
  const chain: X509Certificate[] = []
  // The last one of a chain may name itself.
  for (
    let next = socket.getPeerX509Certificate();
    next !== undefined && !chain.some(({ fingerprint256 }) => fingerprint256 === next?.fingerprint256);
    next = next.issuerCertificate
  )
    chain.push(next)
  return chain
}
