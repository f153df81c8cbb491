// DNS messages (RFC 1035 §4): a question to our resolver, and what its answer says and for how long.

import {
  type Answer,
  AUTHENTIC_DATA,
  type DecodedPacket,
  decode,
  encode,
  RECURSION_DESIRED,
  type StringAnswer,
} from 'dns-packet'
import type { DnsAnswer, DnsRecord, FailureCode, Question } from './dns-answer.ts'

/** RFC 6891 §6.2.3, of what comes by UDP: no packet of this size is ever fragmented. */
const udpOctets = 1232
const responseCode = 0x0f
const noSuchName = 3
/** RFC 2181 §8: a time to live beyond this is none. */
const longestTimeToLive = 0x7fffffff
const headerOctets = 12

export function encodeQuestion(id: number, question: Question): Buffer {
  return encode({
    type: 'query',
    id,
    // RFC 6840 §5.7: whether the answer is secure is said to those who ask, signatures are not sent along.
    flags: RECURSION_DESIRED | AUTHENTIC_DATA,
    questions: [question],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: udpOctets,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  })
}

/** Null for what does not begin like a message. */
export const idOf = (packet: Buffer): number | null =>
  packet.length < headerOctets ? null : packet.readUInt16BE(0)

/** `truncated` (RFC 2181 §9): to be asked again by TCP. Null for what is no answer to this question. */
export function readAnswer(packet: Buffer, question: Question): DnsAnswer | 'truncated' | null {
  const message = decoded(packet)
  const [asked, ...others] = message?.questions ?? []
  if (message?.type !== 'response' || asked === undefined || others.length > 0) return null
  if (asked.type !== question.type || asked.class !== 'IN' || asked.name.toLowerCase() !== question.name)
    return null
  return message.flag_tc ? 'truncated' : answerOf(message, question, packet.length)
}

/** Null for what cannot be read. */
export function decoded(packet: Buffer): DecodedPacket | null {
  if (packet.length < headerOctets) return null
  try {
    const message = decode(isTruncated(packet) ? questionsAlone(packet) : packet)
    // A record that says to be longer than what came is read beyond the end.
    return decode.bytes > packet.length ? null : message
  } catch {
    return null
  }
}

const isTruncated = (packet: Buffer): boolean => (packet.readUInt16BE(2) & 0x0200) !== 0

/** What follows the question may end anywhere. */
const questionsAlone = (packet: Buffer): Buffer => Buffer.from(packet).fill(0, 6, headerOctets)

function answerOf(message: DecodedPacket, question: Question, octets: number): DnsAnswer {
  const code = (message.flags ?? 0) & responseCode
  if (code !== 0 && code !== noSuchName) return { kind: 'failure', code: failures[code] ?? 'ESERVFAIL' }
  const answers = message.answers ?? []
  const way = canonicalName(answers, question)
  const found = answers.filter(
    (answer) => answer.type === question.type && answer.name.toLowerCase() === way.name,
  )
  const seconds = Math.min(way.seconds, ...found.map(timeToLive))
  const secure = message.flag_ad
  const at = way.name
  if (code === 0 && found.length > 0)
    return { kind: 'records', records: found.map(asNodeSays), at, secure, known: { seconds, octets } }
  const known = { seconds: Math.min(seconds, absence(message.authorities ?? [])), octets }
  // An alias of a name that has no such record: an answer, which SPF does not count as void (RFC 7208 §4.6.4).
  if (code === 0 && way.name !== question.name) return { kind: 'records', records: [], at, secure, known }
  return { kind: 'none', code: code === 0 ? 'ENODATA' : 'ENOTFOUND', secure, known }
}

const failures: Readonly<Record<number, FailureCode>> = {
  1: 'EFORMERR',
  2: 'ESERVFAIL',
  4: 'ENOTIMP',
  5: 'EREFUSED',
}

/** RFC 1034 §3.6.2: the resolver puts the aliases on the way into its answer. With the shortest of their lives. */
function canonicalName(
  answers: readonly Answer[],
  { name, type }: Question,
): { name: string; seconds: number } {
  const way = { name, seconds: longestTimeToLive }
  // No way is longer than the answer: aliases in a circle end it.
  for (const _ of type === 'CNAME' ? [] : answers) {
    const alias = aliasOf(way.name, answers)
    if (alias === null) break
    way.name = alias.data.toLowerCase()
    way.seconds = Math.min(way.seconds, timeToLive(alias))
  }
  return way
}

function aliasOf(name: string, answers: readonly Answer[]): StringAnswer | null {
  for (const answer of answers)
    if (answer.type === 'CNAME' && answer.name.toLowerCase() === name) return answer
  return null
}

function timeToLive(answer: Answer): number {
  const seconds = 'ttl' in answer ? (answer.ttl ?? 0) : 0
  return seconds > longestTimeToLive ? 0 : seconds
}

/** RFC 2308 §5: an absence is known for as long as the SOA record beside it says; without one it is not kept. */
function absence(authorities: readonly Answer[]): number {
  const soa = authorities.find((answer) => answer.type === 'SOA')
  return soa === undefined ? 0 : Math.min(timeToLive(soa), soa.data.minimum ?? 0)
}

function asNodeSays(answer: Answer): DnsRecord {
  switch (answer.type) {
    case 'TXT':
      return [answer.data].flat().map((text) => (typeof text === 'string' ? text : text.toString('latin1')))
    case 'MX':
      return { priority: answer.data.preference ?? 0, exchange: nameOf(answer.data.exchange) }
    case 'TLSA': {
      const { usage, selector, matchingType, certificate } = answer.data
      return { usage, selector, matchingType, association: certificate }
    }
    case 'CNAME':
    case 'PTR':
      return nameOf(answer.data)
    default:
      return 'data' in answer ? String(answer.data) : ''
  }
}

/** The root has no label. */
const nameOf = (name: string): string => (name === '.' ? '' : name)
