// One session of a mail program: TLS from the first octet, AUTH where it is asked for, and then one message after the other. A
// bare client: a library would cost more than what it measures.

import { connect, type TLSSocket } from 'node:tls'
import type { HostPort } from '#core/address/host-port.ts'
import type { Share } from './letters.ts'

export interface Door extends HostPort {
  readonly asksForPassword: boolean
}

export interface Answered {
  /** The reply after the data, or the first negative one; a broken connection is its own text. */
  readonly line: string
  /** Milliseconds from MAIL FROM to it. */
  readonly milliseconds: number
}

const timeoutMilliseconds = 120_000

/** Never rejects: a session that breaks has an answer for each letter it had left. */
export async function submitShare(door: Door, { account, letters }: Share): Promise<readonly Answered[]> {
  const answers: Answered[] = []
  const socket = connect({ host: door.host, port: door.port, rejectUnauthorized: false })
  socket.setNoDelay(true)
  socket.setTimeout(timeoutMilliseconds, () => socket.destroy(new Error('timeout')))
  const ask = dialogue(socket)
  try {
    await ask('')
    await ask('EHLO poste.mairie.test\r\n')
    if (door.asksForPassword) {
      const login = Buffer.from(`\0${account.address}\0${account.password}`).toString('base64')
      await ask(`AUTH PLAIN ${login}\r\n`)
    }
    for (const { recipient, content } of letters) {
      const begun = performance.now()
      await ask(`MAIL FROM:<${account.address}>\r\n`)
      await ask(`RCPT TO:<${recipient}>\r\n`)
      await ask('DATA\r\n')
      const line = await ask(content)
      answers.push({ line, milliseconds: performance.now() - begun })
    }
    socket.end('QUIT\r\n')
  } catch (error) {
    socket.destroy()
    const line = error instanceof Error ? error.message : 'broken'
    while (answers.length < letters.length) answers.push({ line, milliseconds: Number.NaN })
  }
  return answers
}

/** Rejects with the reply when it is negative. */
function dialogue(socket: TLSSocket): (words: string | Buffer) => Promise<string> {
  let seen = ''
  let waiting = Promise.withResolvers<string>()
  const fail = (cause: string): void => waiting.reject(new Error(cause))
  socket.on('error', (error) => fail(error.message))
  socket.on('close', () => fail('closed'))
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => {
    seen += text
    const reply = /(?:^|\r\n)(\d{3}) [^\r\n]*\r\n$/.exec(seen)
    if (reply === null) return
    const line = reply[0].trim()
    seen = ''
    if (/^[23]/.test(line)) waiting.resolve(line)
    else fail(line)
  })
  return (words) => {
    waiting = Promise.withResolvers()
    if (words !== '') socket.write(words)
    return waiting.promise
  }
}
