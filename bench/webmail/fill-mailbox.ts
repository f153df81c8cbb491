// Puts old mail into a mailbox by IMAP, many messages at a time (RFC 3502).

import { connect, type TLSSocket } from 'node:tls'
import type { Secret } from '#core/secret.ts'
import type { OldMail } from './french-mail.ts'

export interface MailboxAccess {
  readonly host: string
  /** Of IMAP with TLS. */
  readonly port: number
  readonly user: string
  readonly password: Secret
}

const atOnce = 250
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** In their order within each folder; all but the newest are read. Gives how many each folder holds. */
export async function fillMailbox(
  access: MailboxAccess,
  mail: AsyncIterable<OldMail>,
): Promise<ReadonlyMap<string, number>> {
  const socket = connect({ host: access.host, port: access.port, rejectUnauthorized: false })
  socket.setEncoding('utf8')
  const talk = new Talk(socket)
  await talk.say(`LOGIN "${access.user}" "${access.password.reveal()}"`)
  const waiting = new Map<string, OldMail[]>()
  const filled = new Map<string, number>()
  const flush = async (folder: string, messages: readonly OldMail[]) => {
    if (messages.length === 0) return
    await talk.append(folder, messages)
    filled.set(folder, (filled.get(folder) ?? 0) + messages.length)
  }
  for await (const message of mail) {
    const messages = waiting.get(message.folder) ?? []
    messages.push(message)
    waiting.set(message.folder, messages)
    if (messages.length < atOnce) continue
    waiting.delete(message.folder)
    await flush(message.folder, messages)
  }
  for (const [folder, messages] of waiting) await flush(folder, messages)
  socket.destroy()
  return filled
}

class Talk {
  readonly #socket: TLSSocket
  #seen = ''
  #look: () => void = () => {}
  #number = 0
  readonly #closed = Promise.withResolvers<never>()

  constructor(socket: TLSSocket) {
    this.#socket = socket
    socket.once('close', () => this.#closed.reject(new Error(`closed: ${this.#seen.slice(-200)}`)))
    this.#closed.promise.catch(() => undefined)
    socket.on('data', (text: string) => {
      this.#seen += text
      this.#look()
    })
  }

  async say(command: string): Promise<void> {
    await this.#answered((tag) => void this.#socket.write(`${tag} ${command}\r\n`))
  }

  /** LITERAL+ (RFC 7888): nobody waits for a go-ahead. */
  async append(folder: string, messages: readonly OldMail[]): Promise<void> {
    await this.#answered((tag) => {
      this.#socket.write(`${tag} APPEND ${folder}`)
      for (const { at, content } of messages) {
        this.#socket.write(` (\\Seen) "${internalDate(at)}" {${content.length}+}\r\n`)
        this.#socket.write(content)
      }
      this.#socket.write('\r\n')
    })
  }

  async #answered(write: (tag: string) => void): Promise<void> {
    this.#number += 1
    const tag = `f${this.#number}`
    this.#seen = ''
    const answer = new Promise<string>((resolve) => {
      this.#look = () => {
        const line = new RegExp(`^${tag} (.*)$`, 'm').exec(this.#seen)
        if (line !== null) resolve(line[1] ?? '')
      }
    })
    write(tag)
    const said = await Promise.race([answer, this.#closed.promise])
    if (!said.startsWith('OK')) throw new Error(said)
  }
}

const two = (number: number): string => String(number).padStart(2, '0')

/** `date-time` of RFC 9051 §9. */
const internalDate = (at: Date): string =>
  `${two(at.getUTCDate())}-${months[at.getUTCMonth()]}-${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`
