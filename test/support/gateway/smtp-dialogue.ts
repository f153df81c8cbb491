// Speaks SMTP by script on a real socket: `C:` lines are sent with CRLF, `S:` lines must begin what the server says next.

import { connect, type Socket } from 'node:net'

export interface SmtpDialogue extends AsyncDisposable {
  readonly socket: Socket
  /** Octets as they are, no line end added. */
  send(octets: string | Buffer): void
  /** The next whole reply, lines joined by a line break; `closed` once the server closed. */
  reply(): Promise<string>
  /** Runs a script; fails on the first reply that is not as expected. */
  run(script: string): Promise<void>
}

export function smtpDialogue(port: number, socket: Socket = connect(port, '127.0.0.1')): SmtpDialogue {
  let seen = ''
  let closed = false
  const replies: string[] = []
  const waiting: ((reply: string) => void)[] = []
  const offer = (): void => {
    for (;;) {
      const next = replies[0]
      if (waiting.length === 0 || (next === undefined && !closed)) return
      replies.shift()
      waiting.shift()?.(next ?? 'closed')
    }
  }
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    seen += text
    for (let match = whole.exec(seen); match !== null; match = whole.exec(seen)) {
      replies.push(match[0].trimEnd().replaceAll('\r\n', '\n'))
      seen = seen.slice(match[0].length)
    }
    offer()
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    closed = true
    offer()
  })
  socket.on('end', () => {
    closed = true
    offer()
  })
  const dialogue: SmtpDialogue = {
    socket,
    send: (octets) => void socket.write(octets),
    reply: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        offer()
      }),
    async run(script) {
      for (const line of script
        .split('\n')
        .map((each) => each.trim())
        .filter(Boolean)) {
        const said = line.slice(3)
        if (line.startsWith('C:')) socket.write(`${said}\r\n`)
        else {
          const reply = await dialogue.reply()
          if (!reply.startsWith(said)) throw new Error(`expected "${said}", got "${reply}"`)
        }
      }
    },
    async [Symbol.asyncDispose]() {
      socket.destroy()
    },
  }
  return dialogue
}

const whole = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3} [^\r\n]*\r\n/
