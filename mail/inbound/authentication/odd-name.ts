// Questions for names that Node's resolver refuses to ask because no host is called so: `user@away.test.x.test`, which the
// macros of SPF make of an address (RFC 7208 §7), is a name like any other to the DNS (RFC 2181 §11). Over UDP to our own
// resolver; an answer too long for that counts as none for now.

import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { type Answer, decode, encode, RECURSION_DESIRED, type RecordType } from 'dns-packet'
import type { HostPort } from '#core/host-port.ts'

interface Question {
  readonly name: string
  readonly type: RecordType
}

const responseCode = 0x0f
const truncated = 0x0200
const answerOctets = 1232

/** What Node asks itself: letters, digits, hyphen, underscore, slash and star. */
export const isOddName = (name: string): boolean => /[^\w\-./*]/.test(name)

/** As `dns.resolve`: rejects with a `code`. Asks one server after the other. */
export async function askOddName(
  servers: readonly HostPort[],
  question: Question,
  timeoutMilliseconds: number,
): Promise<unknown[]> {
  if (!isName(question.name)) throw failure('EBADNAME', question)
  for (const server of servers) {
    const packet = await ask(server, question, timeoutMilliseconds)
    const answered = packet === null ? null : read(packet, question)
    if (answered !== null) return answered
  }
  throw failure('ETIMEOUT', question)
}

/** RFC 1035 §2.3.4. */
const isName = (name: string): boolean =>
  name.length <= 253 && name.split('.').every((label) => /^[\x20-\x7e]{1,63}$/.test(label))

function ask(server: HostPort, question: Question, timeoutMilliseconds: number): Promise<Buffer | null> {
  const id = randomInt(0x10000)
  const query = encode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED,
    questions: [question],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: answerOctets,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  })
  const socket = createSocket(isIPv6(server.host) ? 'udp6' : 'udp4')
  return new Promise((settle) => {
    const finish = (packet: Buffer | null): void => {
      clearTimeout(deadline)
      socket.close()
      settle(packet)
    }
    const deadline = setTimeout(() => finish(null), timeoutMilliseconds)
    socket.once('error', () => finish(null))
    socket.on('message', (packet) => {
      if (packet.length >= 12 && packet.readUInt16BE(0) === id) finish(packet)
    })
    // Connected: only this server's packets come in.
    socket.connect(server.port, server.host, () => socket.send(query))
  })
}

/** Null when the server cannot say. */
function read(packet: Buffer, question: Question): unknown[] | null {
  const flags = packet.readUInt16BE(2)
  if ((flags & responseCode) === 3) throw failure('ENOTFOUND', question)
  if ((flags & (responseCode | truncated)) !== 0) return null
  try {
    const answers = (decode(packet).answers ?? []).filter(({ type }) => type === question.type)
    if (answers.length > 0) return answers.map(asNodeSays)
  } catch {
    return null
  }
  throw failure('ENODATA', question)
}

function asNodeSays(answer: Answer): unknown {
  switch (answer.type) {
    case 'TXT':
      return [answer.data].flat().map(String)
    case 'MX':
      return { priority: answer.data.preference ?? 0, exchange: answer.data.exchange }
    default:
      return 'data' in answer ? answer.data : ''
  }
}

const failure = (code: string, { name, type }: Question): Error =>
  Object.assign(new Error(`${type} ${code} ${name}`), { code })
