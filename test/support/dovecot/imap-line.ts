// A line to Dovecot that can break in the middle of a command: Dovecot has done it, and its answer never comes. Or that answers
// itself, as Dovecot does once in a while.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface ImapLine extends AsyncDisposable {
  readonly port: number
  /** Where Dovecot listens; set before anybody connects. */
  target: number
  /** Loses the next answer to a command that has these words; resolves when it did. */
  loseAnswerTo(words: string): Promise<void>
  /** Dovecot never sees the next commands that have these words, one unless told. `text` is without a tag. */
  answerItself(words: string, text: string, often?: { readonly times: number }): void
}

export async function imapLine(): Promise<ImapLine> {
  const sockets = new Set<Socket>()
  let answered: { readonly words: string; readonly text: string; left: number } | null = null
  let waited: { readonly words: string; readonly lost: () => void } | null = null
  const server = createServer((outside) => {
    const inside = connect({ host: '127.0.0.1', port: line.target })
    for (const [socket, other] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    let doomed: typeof waited = null
    outside.on('data', (octets) => {
      if (answered !== null && octets.includes(answered.words)) {
        const [tag] = octets.toString('latin1').split(' ', 1)
        outside.write(`${tag} ${answered.text}\r\n`)
        answered.left -= 1
        if (answered.left === 0) answered = null
        return
      }
      if (waited !== null && octets.includes(waited.words)) [doomed, waited] = [waited, null]
      inside.write(octets)
    })
    inside.on('data', (octets) => {
      if (doomed === null) return void outside.write(octets)
      doomed.lost()
      outside.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const line: ImapLine = {
    port: portOf(server.address()),
    target: 0,
    loseAnswerTo: (words) =>
      new Promise((lost) => {
        waited = { words, lost }
      }),
    answerItself: (words, text, { times } = { times: 1 }) => {
      answered = { words, text, left: times }
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return line
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0
