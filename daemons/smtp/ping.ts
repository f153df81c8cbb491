// Asks an SMTP listener whether it serves: greeting, EHLO, QUIT (RFC 5321 §3.1, §3.2, §3.8).

import { showHostPort } from '#core/address/host-port.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { type OwnListener, openSmtpSocket } from './open-socket.ts'

const timeoutMilliseconds = 3_000
/** One whole reply, of one line or several. */
const whole = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/

/** The text of the greeting after `220`, or one line that says what came instead. Never rejects. */
export function pingSmtp(listener: OwnListener): Promise<Result<string, string>> {
  return new Promise((resolve) => {
    const socket = openSmtpSocket(listener)
    const end = (result: Result<string, string>): void => {
      clearTimeout(deadline)
      socket.destroy()
      resolve(result)
    }
    const fail = (cause: string): void => end(failed(`${showHostPort(listener)}: ${cause}`))
    // A timeout of the socket would begin anew with each octet.
    const deadline = setTimeout(
      () => fail(`no answer within ${timeoutMilliseconds / 1000} s`),
      timeoutMilliseconds,
    )
    socket.on('error', (error) => fail(error.message))
    socket.on('close', () => fail('closed without an answer'))
    socket.setEncoding('latin1')
    const understand = replies(
      (text) => socket.write(text),
      (greeting) => end(ok(greeting)),
      fail,
    )
    let seen = ''
    socket.on('data', (chunk: string) => {
      seen = `${seen}${chunk}`.slice(-4096)
      const reply = whole.exec(seen)?.[0]
      if (reply === undefined) return
      seen = seen.slice(reply.length)
      understand(reply)
    })
  })
}

/** The first reply must greet, the second must answer EHLO. */
function replies(
  say: (text: string) => void,
  served: (greeting: string) => void,
  fail: (cause: string) => void,
): (reply: string) => void {
  let greeting: string | null = null
  return (reply) => {
    const first = reply.split('\r\n')[0] ?? ''
    if (greeting === null) {
      if (!first.startsWith('220')) return fail(first)
      greeting = first.slice(4)
      return say('EHLO localhost\r\n')
    }
    if (!first.startsWith('250')) return fail(`EHLO got ${first}`)
    say('QUIT\r\n')
    served(greeting)
  }
}
