// A line to Dovecot that can break in the middle of a command: Dovecot has done it, and its answer never comes.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface ImapLine extends AsyncDisposable {
  readonly port: number
  /** Where Dovecot listens; set before anybody connects. */
  target: number
  /** Loses the next answer to a command that has these words; resolves when it did. */
  loseAnswerTo(words: string): Promise<void>
}

export async function imapLine(): Promise<ImapLine> {
  const sockets = new Set<Socket>()
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
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return line
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0
