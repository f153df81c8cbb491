// An LMTP server that keeps what it is given and answers as the test says.

import type { Socket } from 'node:net'
import { type TcpListener, tcpListener } from '../world/tcp-listener.ts'

export interface Delivered {
  readonly from: string
  readonly recipient: string
  /** As transmitted, dots removed. */
  readonly message: string
  /** Its name in LHLO. */
  readonly client: string
  /** By the clock that nobody sets, before the reply. */
  readonly at: number
}

export type LmtpMoment = 'connect' | 'LHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'end'

export interface FakeLmtp extends AsyncDisposable {
  readonly listener: TcpListener
  readonly delivered: Delivered[]
  /** Body transmissions, whatever became of them. */
  bodies: number
  /** The reply for a moment, `hang`, `drop`, or null for the good one. */
  reply: (moment: LmtpMoment, recipient: string) => string | null
  /** Milliseconds before a reply at the end of data: each recipient after the one before. */
  delay: (moment: LmtpMoment) => number
}

const good: Record<LmtpMoment, string> = {
  connect: '220 fake ready',
  LHLO: '250-fake\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES',
  MAIL: '250 2.1.0 OK',
  RCPT: '250 2.1.5 OK',
  DATA: '354 OK',
  end: '250 2.0.0 Saved',
}

export async function fakeLmtp(): Promise<FakeLmtp> {
  const listener = await tcpListener((socket) => serve(socket, fake))
  const fake: FakeLmtp = {
    listener,
    delivered: [],
    bodies: 0,
    reply: () => null,
    delay: () => 0,
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  }
  return fake
}

function serve(socket: Socket, fake: FakeLmtp): void {
  let seen = ''
  let client = ''
  let from = ''
  let recipients: string[] = []
  let inData = false
  // As in Dovecot: a transaction that got no data stays open until RSET.
  let inTransaction = false
  const say = (moment: LmtpMoment, recipient = ''): boolean => {
    const text = fake.reply(moment, recipient) ?? good[moment]
    if (text === 'drop') socket.destroy()
    else if (text !== 'hang') socket.write(`${text}\r\n`)
    return /^[23]/.test(text)
  }
  const outOfOrder = (why: string): void => void socket.write(`503 5.5.0 ${why}\r\n`)
  const verbs: Readonly<Record<string, (path: string, line: string) => void>> = {
    LHLO: (_path, line) => {
      client = line.slice(5)
      say('LHLO')
    },
    MAIL: (path) => {
      if (inTransaction) return outOfOrder('MAIL already given')
      from = path
      recipients = []
      inTransaction = say('MAIL')
    },
    RCPT: (path) => {
      if (!inTransaction) return outOfOrder('MAIL first')
      if (say('RCPT', path)) recipients.push(path)
    },
    DATA: () => {
      if (recipients.length === 0) return outOfOrder('no recipients')
      inData = say('DATA')
    },
    RSET: () => {
      inTransaction = false
      recipients = []
      socket.write('250 2.0.0 OK\r\n')
    },
    QUIT: () => void socket.end('221 bye\r\n'),
  }
  const command = (line: string): void =>
    verbs[line.slice(0, 4).toUpperCase()]?.(/<(.*)>/.exec(line)?.[1] ?? '', line)
  const end = async (message: string): Promise<void> => {
    fake.bodies += 1
    for (const recipient of recipients) {
      const milliseconds = fake.delay('end')
      if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds))
      if (socket.destroyed) return
      const at = performance.now()
      if (say('end', recipient)) fake.delivered.push({ from, recipient, message, client, at })
    }
  }
  socket.setEncoding('latin1')
  say('connect')
  socket.on('data', (text: string) => {
    seen += text
    for (let piece = next(); piece !== null; piece = next()) {
      if (!inData) {
        command(piece)
        continue
      }
      inData = false
      inTransaction = false
      void end(piece.replace(/(^|\n)\./g, '$1'))
    }
  })
  const next = (): string | null => {
    const mark = inData ? dataEnd(seen) : seen.indexOf('\r\n')
    if (mark < 0) return null
    const piece = seen.slice(0, mark)
    seen = seen.slice(mark + (inData ? 3 : 2))
    return piece
  }
}

/** Where the line with the lone dot begins. */
function dataEnd(seen: string): number {
  if (seen.startsWith('.\r\n')) return 0
  const found = seen.indexOf('\r\n.\r\n')
  return found < 0 ? -1 : found + 2
}
