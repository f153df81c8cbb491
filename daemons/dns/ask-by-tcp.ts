// One question over TCP (RFC 7766), for an answer that is too long for a UDP packet.

import { randomInt } from 'node:crypto'
import { connect } from 'node:net'
import type { HostPort } from '#core/host-port.ts'
import type { DnsAnswer, Question } from './dns-answer.ts'
import { encodeQuestion, idOf, readAnswer } from './dns-message.ts'

const lengthOctets = 2

/** `silent`: no answer to this question within the time. */
export function askByTcp(
  { host, port }: HostPort,
  question: Question,
  timeoutMilliseconds: number,
): Promise<DnsAnswer | 'silent'> {
  const id = randomInt(0x10000)
  const query = encodeQuestion(id, question)
  const length = Buffer.alloc(lengthOctets)
  length.writeUInt16BE(query.length)
  return new Promise((resolve) => {
    let received = Buffer.alloc(0)
    const socket = connect({ host, port })
    const settle = (answer: DnsAnswer | 'silent'): void => {
      clearTimeout(deadline)
      socket.destroy()
      resolve(answer)
    }
    const deadline = setTimeout(settle, timeoutMilliseconds, 'silent')
    socket.on('error', () => settle('silent'))
    socket.on('close', () => settle('silent'))
    socket.on('data', (octets) => {
      received = Buffer.concat([received, octets])
      const packet = wholeMessage(received)
      if (packet === null) return
      const answer = idOf(packet) === id ? readAnswer(packet, question) : null
      settle(answer === null || answer === 'truncated' ? 'silent' : answer)
    })
    // In one piece (RFC 7766 §8).
    socket.write(Buffer.concat([length, query]))
  })
}

/** Null until it is there. */
function wholeMessage(received: Buffer): Buffer | null {
  if (received.length < lengthOctets) return null
  const end = lengthOctets + received.readUInt16BE(0)
  return received.length < end ? null : received.subarray(lengthOctets, end)
}
