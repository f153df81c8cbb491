// One message over one connection, as another server sends it. A bare client: a library would cost more than what it
// measures.

import { createConnection } from 'node:net'
import type { HostPort } from '#core/address/host-port.ts'
import type { Prepared } from './signed-messages.ts'

const timeoutMilliseconds = 120_000

export interface Reply {
  /** The reply after the data, or the first negative one; a broken connection is its own text. */
  readonly line: string
  /** Milliseconds from MAIL FROM to it. */
  readonly transaction: number
  /** Milliseconds from the connection to it. */
  readonly whole: number
  /** When the connection was asked for, in milliseconds since 1970. */
  readonly connectedAt: number
}

export function sendOne(to: HostPort, { reversePath, recipients, content }: Prepared): Promise<Reply> {
  const steps = [
    'EHLO mail.fournisseur.test\r\n',
    `MAIL FROM:<${reversePath}> SIZE=${content.length}\r\n`,
    ...recipients.map((recipient) => `RCPT TO:<${recipient}>\r\n`),
    'DATA\r\n',
    Buffer.concat([content, Buffer.from('.\r\n')]),
  ]
  const connected = performance.now()
  let began = connected
  return new Promise((resolve) => {
    const socket = createConnection({ ...to, localAddress: '127.0.0.2', noDelay: true })
    let seen = ''
    let step = 0
    const report = (line: string): void => {
      const now = performance.now()
      const connectedAt = performance.timeOrigin + connected
      resolve({ line, connectedAt, transaction: now - began, whole: now - connected })
    }
    socket.setTimeout(timeoutMilliseconds, () => socket.destroy(new Error('timeout')))
    socket.on('error', (error) => report(error.message))
    socket.on('close', () => report('closed'))
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      seen += chunk
      const reply = /(?:^|\r\n)(\d{3}) [^\r\n]*\r\n$/.exec(seen)
      if (reply === null) return
      const line = reply[0].trim()
      seen = ''
      const following = steps[step]
      if (!/^[23]/.test(line) || following === undefined) {
        report(line)
        socket.end('QUIT\r\n')
        return
      }
      if (step === 1) began = performance.now()
      step += 1
      socket.write(following)
    })
  })
}
