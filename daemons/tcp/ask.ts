// One question and one answer over TCP, for readiness probes: bounded in time and size.

import { createConnection } from 'node:net'
import { type HostPort, showHostPort } from '#core/address/host-port.ts'
import { failed, ok, type Result } from '#core/result.ts'

const timeoutMilliseconds = 3_000
const maxAnswerBytes = 4096

/** The answer up to where `isWhole` says that it is complete, or one line that says what was wrong. Never rejects. */
export function ask(
  listener: HostPort,
  question: string,
  isWhole: (answer: string) => boolean,
): Promise<Result<string, string>> {
  return new Promise((resolve) => {
    const socket = createConnection({ ...listener })
    const finish = (result: Result<string, string>): void => {
      clearTimeout(deadline)
      socket.destroy()
      resolve(result)
    }
    const fail = (cause: string): void => finish(failed(`${showHostPort(listener)}: ${cause}`))
    const deadline = setTimeout(
      () => fail(`no answer within ${timeoutMilliseconds / 1000} s`),
      timeoutMilliseconds,
    )
    let answer = ''
    socket.setEncoding('latin1')
    socket.on('error', (error) => fail(error.message))
    socket.on('close', () => fail('closed without a whole answer'))
    socket.on('data', (chunk: string) => {
      answer += chunk
      if (isWhole(answer)) finish(ok(answer))
      else if (answer.length > maxAnswerBytes) fail('answered too much')
    })
    socket.write(question)
  })
}
