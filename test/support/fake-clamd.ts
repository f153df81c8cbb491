// A clamd whose answer the test chooses; remembers the streams it was given.

import { eventually } from './eventually.ts'
import { type TcpListener, tcpListener } from './tcp-listener.ts'

export interface FakeClamd extends AsyncDisposable {
  readonly listener: TcpListener
  /** The answer with its NUL, or `hang`, `drop`, or `early:<answer>` for one before the stream ended. */
  answer: string
  readonly streams: Buffer[]
  /** Resolves when nobody is connected. */
  idle(): Promise<unknown>
}

export async function fakeClamd(): Promise<FakeClamd> {
  const streams: Buffer[] = []
  const listener = await tcpListener((socket) => {
    let seen = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk])
      if (fake.answer.startsWith('early:')) return void socket.end(fake.answer.slice(6))
      const stream = wholeStream(seen)
      if (stream === null) return
      streams.push(stream)
      if (fake.answer === 'drop') socket.destroy()
      else if (fake.answer !== 'hang') socket.end(fake.answer)
    })
  })
  const fake: FakeClamd = {
    listener,
    answer: 'stream: OK\0',
    streams,
    idle: () => eventually('the end of all scans', () => (listener.open === 0 ? true : null)),
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  }
  return fake
}

function wholeStream(seen: Buffer): Buffer | null {
  const frames: Buffer[] = []
  for (let at = 'zINSTREAM\0'.length; at + 4 <= seen.length; ) {
    const length = seen.readUInt32BE(at)
    if (length === 0) return Buffer.concat(frames)
    frames.push(seen.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}
