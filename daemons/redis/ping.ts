// AUTH and PING in Redis' protocol (RESP). A server that still loads its file answers -LOADING and is not ready.

import type { HostPort } from '#core/address/host-port.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Secret } from '#core/secret.ts'
import { ask } from '#daemons/tcp/ask.ts'

/** Ok once it answers a client that knows the password. Never rejects; the password is in no error. */
export async function pingRedis(listener: HostPort, password: Secret): Promise<Result<'PONG', string>> {
  const question = encode(['AUTH', password.reveal()]) + encode(['PING'])
  const answer = await ask(listener, question, (text) => /^-[^\r]*\r\n|^(?:[+-][^\r]*\r\n){2}/.test(text))
  if (!answer.ok) return answer
  if (answer.value === '+OK\r\n+PONG\r\n') return ok('PONG')
  const refusal = /^-([^\r]*)/m.exec(answer.value)?.[1]
  return failed(refusal === undefined ? 'not the answer of a Redis server' : refusal.slice(0, 100))
}

const encode = (words: readonly string[]): string =>
  [`*${words.length}`, ...words.flatMap((word) => [`$${Buffer.byteLength(word)}`, word]), ''].join('\r\n')
