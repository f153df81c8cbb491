// ManageSieve (RFC 5804) with Dovecot: one session for what has to be done, signed in by the same token of a minute as IMAP
// (XOAUTH2). What the server says is bounded in size, and the session in time; what goes wrong is a value.

import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions as TlsOptions } from 'node:tls'
import type { EmailAddress } from '#core/address/email-address.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Secret } from '#core/secret.ts'
import { busy, gone, type MailFault, refused } from '../imap/mail-fault.ts'

export interface SieveServer {
  readonly host: string
  readonly port: number
  /** For STARTTLS, where the server takes no token before it. */
  readonly tls: TlsOptions
  /** From the first octet to the last. */
  readonly deadlineMilliseconds: number
}

export interface SieveLogin {
  readonly mailbox: EmailAddress
  readonly token: Secret
}

export interface ListedScript {
  readonly name: string
  readonly active: boolean
}

export interface SieveSession {
  list(): Promise<readonly ListedScript[]>
  /** The line ends as they were kept. */
  read(name: string): Promise<string>
  /** Compiles it first: one that is no Sieve is refused, and what was there stays. */
  put(name: string, script: string): Promise<void>
  activate(name: string): Promise<void>
}

/** Dovecot takes scripts of up to a megabyte. */
const mostOctets = 2 << 20
const mostCodeCharacters = 200

/** What `work` does rejects with what the server refused; that comes out as the fault it is. */
export async function inManageSieve<Value>(
  server: SieveServer,
  login: SieveLogin,
  work: (session: SieveSession) => Promise<Value>,
): Promise<Result<Value, MailFault>> {
  await using line = new Line(server)
  try {
    await signIn(line, server, login)
    return ok(await work(sessionOn(line)))
  } catch (error) {
    if (error instanceof Faulty) return failed(error.fault)
    throw error
  }
}

/** Rejected with by what is asked within a session: the server said no, or is gone. */
export class Faulty extends Error {
  readonly fault: MailFault
  constructor(fault: MailFault) {
    super(fault.kind)
    this.fault = fault
  }
}

/** Atoms and texts; a list is flat here, for no answer that is read has one. */
type Token = string

/** One connection: answers are read line by line, a literal being part of its line. */
class Line implements AsyncDisposable {
  #socket: Socket
  #chunks: AsyncIterator<Buffer>
  #unread: Buffer = Buffer.alloc(0)
  readonly #timer: NodeJS.Timeout

  constructor({ host, port, deadlineMilliseconds }: SieveServer) {
    this.#socket = connectTcp({ host, port })
    this.#chunks = chunksOf(this.#socket)
    this.#timer = setTimeout(() => this.#socket.destroy(), deadlineMilliseconds)
  }

  /** The lines before the one that ends the answer, which is OK. `challenged` is what a lone text is answered with. */
  async ask(
    command: string | null,
    challenged: string | null = null,
  ): Promise<readonly (readonly Token[])[]> {
    if (command !== null) this.#socket.write(`${command}\r\n`)
    const lines: (readonly Token[])[] = []
    let octets = 0
    for (;;) {
      const { tokens, end } = await this.#line(mostOctets - octets)
      octets += end
      const [first = '', ...rest] = tokens
      // A text may well be OK: what ends an answer is no text.
      if (first === '=OK') return lines
      if (first === '=BYE') throw new Faulty(gone)
      if (first === '=NO') throw new Faulty(refusalOf(rest))
      if (challenged !== null && tokens.length === 1) this.#socket.write(`${challenged}\r\n`)
      lines.push(tokens.map((token) => token.slice(1)))
    }
  }

  async startTls(options: TlsOptions): Promise<void> {
    await this.ask('STARTTLS')
    // What came with it in clear is nobody's word (RFC 5804 §2.2).
    if (this.#unread.length > 0) throw new Faulty(gone)
    await this.#chunks.return?.()
    const secure = connectTls({ ...options, socket: this.#socket })
    this.#socket = secure
    this.#chunks = chunksOf(secure)
  }

  async #line(most: number): Promise<{ readonly tokens: readonly Token[]; readonly end: number }> {
    for (;;) {
      const read = readLine(this.#unread)
      if (read !== null) {
        this.#unread = this.#unread.subarray(read.end)
        return read
      }
      if (this.#unread.length > most) throw new Faulty(gone)
      const chunk = await this.#chunks.next().catch(() => null)
      if (chunk === null || chunk.done === true) throw new Faulty(gone)
      this.#unread = Buffer.concat([this.#unread, chunk.value])
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer)
    this.#socket.destroy()
  }
}

function chunksOf(socket: Socket): AsyncIterator<Buffer> {
  // Also told where it is read; unheard, it would end the process.
  socket.on('error', () => undefined)
  return socket.iterator({ destroyOnReturn: false })
}

/**
 * Null until the whole line is there. A token begins with `=` for an atom and with `"` for a text, so that one is never taken for
 * the other.
 */
function readLine(octets: Buffer): { readonly tokens: readonly Token[]; readonly end: number } | null {
  const tokens: Token[] = []
  for (let at = 0; at < octets.length; ) {
    if (octets[at] === lineFeed) return { tokens, end: at + 1 }
    const read = blank.has(octets[at] ?? 0) ? { token: null, end: at + 1 } : tokenAt(octets, at)
    if (read === null) return null
    if (read.token !== null) tokens.push(read.token)
    at = read.end
  }
  return null
}

const lineFeed = 0x0a
const [quote, backslash, brace, bracket] = [0x22, 0x5c, 0x7b, 0x28]
/** Space, and what stands before the end of a line. */
const blank: ReadonlySet<number> = new Set([0x20, 0x0d])

interface ReadToken {
  readonly token: Token
  readonly end: number
}

function tokenAt(octets: Buffer, at: number): ReadToken | null {
  if (octets[at] === quote) return quotedAt(octets, at)
  if (octets[at] === brace) return literalAt(octets, at)
  return octets[at] === bracket ? codeAt(octets, at) : atomAt(octets, at)
}

function quotedAt(octets: Buffer, begin: number): ReadToken | null {
  const text: number[] = []
  for (let at = begin + 1; at < octets.length; at += 1) {
    const octet = octets[at] ?? 0
    if (octet === quote) return { token: `"${Buffer.from(text)}`, end: at + 1 }
    if (octet === backslash) at += 1
    text.push(octets[at] ?? 0)
  }
  return null
}

function literalAt(octets: Buffer, begin: number): ReadToken | null {
  const lineEnd = octets.indexOf('\r\n', begin)
  if (lineEnd < 0) return null
  const [, digits] = /^\{(\d{1,8})\+?\}$/.exec(octets.toString('latin1', begin, lineEnd)) ?? []
  // No literal: the rest of a line that nobody understands.
  if (digits === undefined) return { token: `=${octets.toString('latin1', begin, lineEnd)}`, end: lineEnd }
  const end = lineEnd + 2 + Number(digits)
  if (Number(digits) > mostOctets) throw new Faulty(gone)
  return octets.length < end ? null : { token: `"${octets.toString('utf8', lineEnd + 2, end)}`, end }
}

/** A response code, `(QUOTA/MAXSIZE "…")`. */
function codeAt(octets: Buffer, begin: number): ReadToken | null {
  const end = octets.indexOf(')', begin)
  return end < 0 ? null : { token: `=${octets.toString('utf8', begin, end + 1)}`, end: end + 1 }
}

/** Up to a space or the end of the line. */
function atomAt(octets: Buffer, begin: number): ReadToken | null {
  let end = begin + 1
  while (end < octets.length && octets[end] !== lineFeed && !blank.has(octets[end] ?? 0)) end += 1
  return end === octets.length
    ? null
    : { token: `=${octets.toString('utf8', begin, end).toUpperCase()}`, end }
}

/** `NO (QUOTA/MAXSIZE) "too large"`: RFC 5804 §1.3. */
function refusalOf(rest: readonly Token[]): MailFault {
  const [first = '', second = ''] = rest
  const code = /^=\(([\w/-]+)/.exec(first)?.[1]?.toUpperCase() ?? null
  const text = (code === null ? first : second).slice(1, mostCodeCharacters)
  if (code === 'TRYLATER') return busy
  if (code?.startsWith('QUOTA') === true) return { kind: 'overQuota' }
  return refused(code, text)
}

async function signIn(line: Line, { tls }: SieveServer, { mailbox, token }: SieveLogin): Promise<void> {
  let offered = await line.ask(null)
  if (!takesToken(offered)) {
    if (!offered.some(([name]) => name === 'STARTTLS')) throw new Faulty(refused(null, 'no way to sign in'))
    await line.startTls(tls)
    offered = await line.ask(null)
    if (!takesToken(offered)) throw new Faulty(refused(null, 'it takes no token'))
  }
  const response = Buffer.from(`user=${mailbox}\u0001auth=Bearer ${token.reveal()}\u0001\u0001`).toString(
    'base64',
  )
  // Before it says no, the server tells why in a challenge that wants its empty answer.
  await line.ask(`AUTHENTICATE "XOAUTH2" "${response}"`, '""')
}

const takesToken = (offered: readonly (readonly string[])[]): boolean =>
  offered.some(([name, value = '']) => name === 'SASL' && value.split(' ').includes('XOAUTH2'))

const sessionOn = (line: Line): SieveSession => ({
  list: async () =>
    (await line.ask('LISTSCRIPTS')).map(([name = '', active]) => ({ name, active: active === 'ACTIVE' })),
  read: async (name) => (await line.ask(`GETSCRIPT ${quoted(name)}`))[0]?.[0] ?? '',
  put: async (name, script) =>
    void (await line.ask(`PUTSCRIPT ${quoted(name)} {${Buffer.byteLength(script)}+}\r\n${script}`)),
  activate: async (name) => void (await line.ask(`SETACTIVE ${quoted(name)}`)),
})

/** Names of scripts have no line ends (RFC 5804 §1.6). */
const quoted = (name: string): string =>
  `"${name.replace(/\p{Cc}/gu, '').replace(/["\\]/g, (each) => `\\${each}`)}"`
