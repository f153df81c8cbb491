// Mail servers of others on the loopback, each at an address of its own and all at one port, that do what a test says at
// each moment: answer, hang, or drop the connection.

import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { createSecureContext, TLSSocket } from 'node:tls'
import type { ServerCertificate } from './authority.ts'

export type RemoteMoment =
  | 'connect'
  | 'EHLO'
  | 'HELO'
  | 'STARTTLS'
  | 'handshake'
  | 'AUTH'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  /** At the first octets of the content. */
  | 'content'
  | 'end'
  | 'RSET'

export interface Arrived {
  readonly from: string
  /** What stood behind the address in MAIL. */
  readonly parameters: string
  readonly recipients: readonly string[]
  /** As transmitted, dots removed. */
  readonly message: string
  /** The name asked for by SNI; null in the clear. */
  readonly servername: string | null
  /** Where it came from: the address, and the name in EHLO or HELO. */
  readonly client: string
  readonly helo: string
  /** By the clock that nobody sets, before the reply. */
  readonly at: number
}

export interface RemoteServer {
  readonly address: string
  readonly arrived: Arrived[]
  /** Commands of all connections, in order; `*` for a connection. */
  readonly said: string[]
  extensions: string[]
  /** Null: no STARTTLS is offered. */
  certificate: ServerCertificate | null
  /** A reply, `hang`, `drop`, or null for the good one. */
  reply: (moment: RemoteMoment, argument: string) => string | null
  /** Replies of its own go without the end of their last line. */
  cutsShort: boolean
  /** Before each reply. */
  slowMilliseconds: number
  /** What connections are open now. */
  readonly open: Set<Socket>
}

export interface RemoteServers extends AsyncDisposable {
  readonly port: number
  readonly servers: readonly RemoteServer[]
}

const good: Readonly<Record<RemoteMoment, string>> = {
  connect: '220 remote ESMTP',
  EHLO: '',
  HELO: '250 remote',
  STARTTLS: '220 2.0.0 go ahead',
  handshake: '',
  AUTH: '235 2.7.0 welcome',
  MAIL: '250 2.1.0 OK',
  RCPT: '250 2.1.5 OK',
  DATA: '354 go ahead',
  content: '',
  end: '250 2.0.0 queued',
  RSET: '250 2.0.0 OK',
}

/** One at each address. */
export async function remoteServers(...addresses: readonly string[]): Promise<RemoteServers> {
  for (;;) {
    const servers = await remoteServersAt(0, addresses)
    // Somebody else may have this port at another of the addresses.
    if (servers !== null) return servers
  }
}

/** Null when one of them is taken; the first that is free for port 0. */
export async function remoteServersAt(
  wanted: number,
  addresses: readonly string[],
): Promise<RemoteServers | null> {
  const listening: Server[] = []
  const servers: RemoteServer[] = []
  let port = wanted
  try {
    for (const address of addresses) {
      const remote = newRemote(address)
      const server = createServer({ noDelay: true }, (socket) => void new Conversation(remote, socket))
      server.listen(port, remote.address)
      await once(server, 'listening')
      port = (server.address() as AddressInfo).port
      listening.push(server)
      servers.push(remote)
    }
  } catch {
    for (const server of listening) server.close()
    return null
  }
  return {
    port,
    servers,
    async [Symbol.asyncDispose]() {
      for (const { open } of servers) for (const socket of open) socket.destroy()
      for (const server of listening) server.close()
      await Promise.all(listening.map((server) => once(server, 'close')))
    },
  }
}

const newRemote = (address: string): RemoteServer => ({
  address,
  arrived: [],
  said: [],
  extensions: ['PIPELINING', 'SIZE 50000000', '8BITMIME', 'ENHANCEDSTATUSCODES'],
  certificate: null,
  reply: () => null,
  cutsShort: false,
  slowMilliseconds: 0,
  open: new Set(),
})

class Conversation {
  readonly #remote: RemoteServer
  readonly #raw: Socket
  #socket: Socket
  #hung = false
  /** Of the content: what came before `#seen`. */
  readonly #pieces: string[] = []
  #seen = ''
  #from = ''
  #parameters = ''
  #recipients: string[] = []
  #inContent = false
  #contentBegun = false
  #servername: string | null = null
  #helo = ''
  /** The replies that a slow server has still to say. */
  #later: Promise<void> = Promise.resolve()

  constructor(remote: RemoteServer, socket: Socket) {
    this.#remote = remote
    this.#raw = socket
    this.#socket = socket
    remote.open.add(socket)
    remote.said.push('*')
    socket.on('close', () => remote.open.delete(socket))
    this.#listen(socket)
    this.#say('connect', '')
  }

  #listen(socket: Socket): void {
    socket.on('error', () => socket.destroy())
    socket.on('data', (octets) => this.#hear(octets.toString('latin1')))
  }

  /** True for 2yz and 3yz. */
  #say(moment: RemoteMoment, argument: string): boolean {
    const own = this.#remote.reply(moment, argument)
    const text = own ?? good[moment]
    if (text === 'drop') this.#raw.destroy()
    else if (text === 'hang') this.#hung = true
    else if (text !== '') this.#write(own !== null && this.#remote.cutsShort ? text : `${text}\r\n`)
    return /^[23]/.test(text)
  }

  #write(text: string): void {
    const { slowMilliseconds } = this.#remote
    if (slowMilliseconds === 0) this.#socket.write(text)
    else
      this.#later = this.#later
        .then(() => wait(slowMilliseconds))
        .then(() => void (this.#socket.destroyed || this.#socket.write(text)))
  }

  #hear(text: string): void {
    this.#seen += text
    while (!this.#raw.destroyed && !this.#hung)
      if (!(this.#inContent ? this.#readContent() : this.#readCommand())) return
  }

  /** False while there is no whole one. */
  #readCommand(): boolean {
    const end = this.#seen.indexOf('\r\n')
    if (end < 0) return false
    const line = this.#seen.slice(0, end)
    this.#seen = this.#seen.slice(end + 2)
    this.#remote.said.push(line)
    const command = this.#commands[line.slice(0, 4).toUpperCase()]
    if (command === undefined) this.#socket.write('500 5.5.1 what?\r\n')
    else command(line, /<(.*)>/.exec(line)?.[1] ?? '')
    return true
  }

  #readContent(): boolean {
    if (!this.#contentBegun && this.#seen !== '') {
      this.#contentBegun = true
      this.#say('content', '')
      if (this.#raw.destroyed || this.#hung) return false
    }
    const isEmpty = this.#pieces.length === 0 && this.#seen.startsWith('.\r\n')
    const end = isEmpty ? 0 : this.#seen.indexOf('\r\n.\r\n') + 2
    if (end === 1) {
      // The end may be cut in two.
      if (this.#seen.length > 4) this.#pieces.push(this.#seen.slice(0, -4))
      this.#seen = this.#seen.slice(-4)
      return false
    }
    const message = [...this.#pieces.splice(0), this.#seen.slice(0, end)].join('').replace(/(^|\n)\./g, '$1')
    this.#seen = this.#seen.slice(end + 3)
    this.#inContent = false
    this.#arrive(message)
    return true
  }

  #arrive(message: string): void {
    const [from, parameters, servername] = [this.#from, this.#parameters, this.#servername]
    const [recipients, client, helo] = [this.#recipients, this.#raw.remoteAddress ?? '', this.#helo]
    const at = performance.now()
    if (this.#say('end', message))
      this.#remote.arrived.push({ from, parameters, recipients, message, servername, client, helo, at })
    this.#recipients = []
  }

  readonly #commands: Readonly<Record<string, (line: string, path: string) => void>> = {
    EHLO: (line) => {
      this.#helo = line.slice('EHLO '.length)
      this.#greet()
    },
    HELO: (line) => {
      this.#helo = line.slice('HELO '.length)
      this.#say('HELO', line)
    },
    STAR: () => {
      if (this.#say('STARTTLS', '')) this.#secure()
    },
    AUTH: (line) => void this.#say('AUTH', line),
    MAIL: (line, path) => {
      if (!this.#say('MAIL', line)) return
      this.#from = path
      this.#parameters = line.slice(line.indexOf('>') + 1).trim()
    },
    RCPT: (_line, path) => {
      if (this.#say('RCPT', path)) this.#recipients.push(path)
    },
    DATA: () => {
      const nobody = this.#recipients.length === 0 && this.#remote.reply('DATA', '') === null
      if (nobody) this.#socket.write('554 5.5.1 no valid recipients\r\n')
      else this.#inContent = this.#say('DATA', '')
      this.#contentBegun = false
    },
    RSET: () => {
      this.#recipients = []
      this.#say('RSET', '')
    },
    QUIT: () => void this.#socket.end('221 bye\r\n'),
  }

  #greet(): void {
    const { extensions, certificate, reply } = this.#remote
    const own = reply('EHLO', '')
    if (own !== null) return void this.#say('EHLO', '')
    const offered = [
      ...extensions,
      ...(certificate !== null && this.#servername === null ? ['STARTTLS'] : []),
    ]
    const lines = ['remote', ...offered]
    this.#write(lines.map((each, at) => `250${at === lines.length - 1 ? ' ' : '-'}${each}\r\n`).join(''))
  }

  #secure(): void {
    const { certificate } = this.#remote
    this.#raw.removeAllListeners('data')
    if (this.#remote.reply('handshake', '') === 'drop') return void this.#raw.destroy()
    if (this.#remote.reply('handshake', '') === 'hang' || certificate === null) return
    const secured = new TLSSocket(this.#raw, {
      isServer: true,
      secureContext: createSecureContext({ cert: certificate.cert, key: certificate.key }),
      SNICallback: (servername, done) => {
        this.#servername = servername
        done(null)
      },
    })
    this.#socket = secured
    this.#servername = ''
    this.#seen = ''
    this.#listen(secured)
  }
}
