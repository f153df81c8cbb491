// Asks an SMTP listener whether it serves: greeting, EHLO, QUIT (RFC 5321 §3.1, §3.2, §3.8).

import { createConnection } from 'node:net'
import { type HostPort, showHostPort } from '#core/host-port.ts'
import { failed, ok, type Result } from '#core/result.ts'

const timeoutMilliseconds = 3_000

/** The text of the greeting after `220`, or one line that says what came instead. Never rejects. */
export function greetSmtp(listener: HostPort): Promise<Result<string, string>> {
  return new Promise((resolve) => {
    const socket = createConnection({ ...listener, timeout: timeoutMilliseconds })
    let seen = ''
    let greeting: string | null = null
    const end = (result: Result<string, string>): void => {
      socket.destroy()
      resolve(result)
    }
    socket.on('error', (error) => end(failed(`${showHostPort(listener)}: ${error.message}`)))
    socket.on('timeout', () => end(failed(`${showHostPort(listener)}: no answer within ${timeoutMilliseconds / 1000} s`)))
    socket.on('close', () => end(failed(`${showHostPort(listener)}: closed without an answer`)))
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      seen = `${seen}${chunk}`.slice(-4096)
      if (greeting === null) {
        if (!seen.includes('\r\n')) return
        if (!seen.startsWith('220 ')) return end(failed(`${showHostPort(listener)}: ${seen.split('\r\n')[0] ?? ''}`))
        greeting = seen.slice(4, seen.indexOf('\r\n'))
        seen = ''
        socket.write('EHLO localhost\r\n')
        return
      }
      if (!/(^|\r\n)\d{3} [^\r]*\r\n$/.test(seen)) return
      socket.write('QUIT\r\n')
      end(/^250[ -]/.test(seen) ? ok(greeting) : failed(`${showHostPort(listener)}: EHLO got ${seen.split('\r\n')[0] ?? ''}`))
    })
  })
}
