// One message over one connection, as another server sends it. A bare client: a library would cost more than what it
// measures.

import { createConnection } from 'node:net'
import type { Prepared } from './signed-messages.ts'

interface Listener {
  readonly host: string
  readonly port: number
}

const timeoutMilliseconds = 120_000

/** The reply after the data, or the first negative one; a broken connection is its own text. */
export function sendOne(to: Listener, { reversePath, recipient, content }: Prepared): Promise<string> {
  const steps = [
    'EHLO mail.fournisseur.test\r\n',
    `MAIL FROM:<${reversePath}>\r\n`,
    `RCPT TO:<${recipient}>\r\n`,
    'DATA\r\n',
    Buffer.concat([content, Buffer.from('.\r\n')]),
  ]
  return new Promise((resolve) => {
    const socket = createConnection({ ...to, localAddress: '127.0.0.2', noDelay: true })
    let seen = ''
    let step = 0
    const end = (reply: string): void => {
      socket.end('QUIT\r\n')
      resolve(reply)
    }
    socket.setTimeout(timeoutMilliseconds, () => socket.destroy(new Error('timeout')))
    socket.on('error', (error) => resolve(error.message))
    socket.on('close', () => resolve('closed'))
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      seen += chunk
      const reply = /(?:^|\r\n)(\d{3}) [^\r\n]*\r\n$/.exec(seen)
      if (reply === null) return
      const line = reply[0].trim()
      seen = ''
      const following = steps[step]
      step += 1
      if (!/^[23]/.test(line) || following === undefined) return end(line)
      socket.write(following)
    })
  })
}
