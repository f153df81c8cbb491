// One question over TCP, for an answer that is too long for a UDP packet.

import { randomInt } from 'node:crypto'
import type { HostPort } from '#core/address/host-port.ts'
import type { DnsAnswer, Question } from './dns-answer.ts'
import { encodeQuestion, idOf, readAnswer } from './dns-message.ts'
import { exchangeByTcp } from './exchange-by-tcp.ts'

/** `silent`: no answer to this question within the time. */
export async function askByTcp(
  server: HostPort,
  question: Question,
  timeoutMilliseconds: number,
): Promise<DnsAnswer | 'silent'> {
  const id = randomInt(0x10000)
  const packet = await exchangeByTcp(server, encodeQuestion(id, question), timeoutMilliseconds)
  const answer = packet !== null && idOf(packet) === id ? readAnswer(packet, question) : null
  return answer === null || answer === 'truncated' ? 'silent' : answer
}
