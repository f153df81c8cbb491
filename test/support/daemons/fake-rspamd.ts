// A scan worker whose answer the test chooses; remembers what it was asked.

import { nothingObserved, type Observation } from '#daemons/rspamd/observation.ts'
import { redisSymbol } from '#daemons/rspamd/scan-answer.ts'
import { type TcpListener, tcpListener } from '../world/tcp-listener.ts'
import { trickle } from '../world/trickle.ts'

export interface FakeRspamd extends AsyncDisposable {
  readonly listener: TcpListener
  /** The whole HTTP answer, or `hang`, `drop` or `trickle`; perhaps by what is asked. */
  answer: string | ((request: string) => string)
  /** Requests as received, headers and body. */
  readonly requests: string[]
}

/** The answer of a scan that found and saw this. */
export const scored = (
  score: number,
  symbols: readonly string[] = [],
  saw: Partial<Observation> & { readonly action?: string } = {},
): string => {
  const { action = 'no action', ...observed } = saw
  return answered({
    is_skipped: false,
    score,
    required_score: 15,
    action,
    symbols: Object.fromEntries([redisSymbol, ...symbols].map((name) => [name, { name, score: 0 }])),
    milter: { observed: { ...nothingObserved, ...observed } },
  })
}

/** An HTTP answer with any body. */
export const answered = (json: unknown, status = '200 OK'): string => {
  const body = typeof json === 'string' ? json : JSON.stringify(json)
  return `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

export async function fakeRspamd(): Promise<FakeRspamd> {
  const requests: string[] = []
  const listener = await tcpListener((socket) => {
    let seen = ''
    let done = false
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      seen += text
      const headers = seen.indexOf('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(seen)?.[1] ?? 0)
      if (done || headers < 0 || seen.length < headers + 4 + length) return
      done = true
      requests.push(seen)
      const answer = typeof fake.answer === 'string' ? fake.answer : fake.answer(seen)
      if (answer === 'drop') socket.destroy()
      else if (answer === 'trickle') trickle(socket, answered('').replace('Length: 0', 'Length: 100000'))
      else if (answer !== 'hang') socket.end(answer)
    })
  })
  const fake: FakeRspamd = {
    listener,
    answer: scored(0),
    requests,
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  }
  return fake
}
