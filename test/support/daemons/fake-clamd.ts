// A clamd whose answer the test chooses; takes sessions as clamd(8) does and remembers the streams it was given.

import type { Socket } from 'node:net'
import { eventually } from '../stack/eventually.ts'
import { type TcpListener, tcpListener } from '../world/tcp-listener.ts'
import { trickle } from '../world/trickle.ts'

export interface FakeClamd extends AsyncDisposable {
  readonly listener: TcpListener
  /**
   * The answer with its NUL, numbered where it begins as that to a stream; or `hang`, `drop`, `trickle`, or `early:<answer>` for one
   * before the stream ended. The connection stays when it is a whole answer to a stream.
   */
  answer: string
  /** Of the next streams, before `answer` holds again. */
  readonly upcoming: string[]
  readonly streams: Buffer[]
  /** Those there are now. */
  readonly sockets: ReadonlySet<Socket>
  /** Resolves when nobody is connected. */
  idle(): Promise<unknown>
}

const session = 'zIDSESSION\0'
const command = 'zINSTREAM\0'

export async function fakeClamd(): Promise<FakeClamd> {
  const streams: Buffer[] = []
  const upcoming: string[] = []
  const sockets = new Set<Socket>()
  const listener = await tcpListener((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    let seen = Buffer.alloc(0)
    let begun = session.length
    let scans = 0
    socket.on('data', (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk])
      const numbered = (answer: string) => answer.replace(/^(?=stream: )/, `${scans + 1}: `)
      if (fake.answer.startsWith('early:')) return void socket.end(numbered(fake.answer.slice(6)))
      const stream = wholeStream(seen.subarray(begun))
      if (stream === null) return
      streams.push(stream.octets)
      begun += stream.length
      const answer = upcoming.shift() ?? fake.answer
      giveAnswer(socket, answer, numbered)
      scans += 1
    })
  })
  const fake: FakeClamd = {
    listener,
    answer: 'stream: OK\0',
    upcoming,
    streams,
    sockets,
    idle: () => eventually('the end of all scans', () => (listener.open === 0 ? true : null)),
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  }
  return fake
}

function giveAnswer(socket: Socket, answer: string, numbered: (answer: string) => string): void {
  if (answer === 'drop') socket.destroy()
  else if (answer === 'trickle') trickle(socket, numbered('stream: '))
  else if (/^stream: .*\0$/.test(answer)) socket.write(numbered(answer))
  else if (answer !== 'hang') socket.end(numbered(answer))
}

/** Of one command; `length` counts its octets with the frames. */
function wholeStream(seen: Buffer): { readonly octets: Buffer; readonly length: number } | null {
  const frames: Buffer[] = []
  for (let at = command.length; at + 4 <= seen.length; ) {
    const length = seen.readUInt32BE(at)
    if (length === 0) return { octets: Buffer.concat(frames), length: at + 4 }
    frames.push(seen.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}
