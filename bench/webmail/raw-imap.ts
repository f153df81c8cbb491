// The same commands again, on a connection that does nothing else: what Dovecot itself takes for them.

import { connect, type Socket } from 'node:net'
import type { Noted } from './imap-tap.ts'

export interface RawLogin {
  readonly port: number
  readonly user: string
  /** RFC 7628. */
  readonly token: string
}

export class RawImap implements Disposable {
  readonly #socket: Socket
  #seen = ''
  #look: () => void = () => {}
  #number = 0
  readonly #closed = Promise.withResolvers<never>()

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.once('close', () => this.#closed.reject(new Error('Dovecot closed')))
    this.#closed.promise.catch(() => undefined)
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      this.#seen += text
      this.#look()
    })
  }

  static async open({ port, user, token }: RawLogin): Promise<RawImap> {
    const raw = new RawImap(connect({ host: '127.0.0.1', port }))
    const said = Buffer.from(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`).toString('base64')
    await raw.#say(`x AUTHENTICATE XOAUTH2 ${said}\r\n`)
    await raw.#say('x ENABLE CONDSTORE QRESYNC\r\n')
    return raw
  }

  async select({ select }: Noted): Promise<void> {
    if (select !== null) await this.#say(select)
  }

  /** Milliseconds until the last answer. */
  async again({ commands }: Noted): Promise<number> {
    const began = performance.now()
    // NO as well: the API asks about folders that a mailbox may not have, and heard the same.
    for (const command of commands) await this.#say(command, /^(OK|NO)/i)
    return performance.now() - began
  }

  async #say(command: string, expected = /^OK/i): Promise<void> {
    this.#number += 1
    const tag = `r${this.#number}`
    this.#seen = ''
    const answer = new Promise<string>((resolve) => {
      this.#look = () => {
        const end = this.#seen.lastIndexOf(`${tag} `)
        if (end === 0 || this.#seen[end - 1] === '\n') {
          const line = this.#seen.slice(end)
          if (line.endsWith('\n')) resolve(line.slice(tag.length + 1))
        }
      }
    })
    this.#socket.write(command.replace(/^\S+ /, `${tag} `), 'latin1')
    const said = await Promise.race([answer, this.#closed.promise])
    if (!expected.test(said)) throw new Error(`${command.slice(0, 60)}: ${said}`)
  }

  [Symbol.dispose](): void {
    this.#socket.destroy()
  }
}
