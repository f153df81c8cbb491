// A name server over UDP on the loopback: answers from a table, counts what it was asked. Its records live for 0 seconds,
// for tests change them at any time.

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type Answer, decode, encode } from 'dns-packet'

export interface FakeDns extends AsyncDisposable {
  readonly host: string
  readonly port: number
  /**
   * `TXT name` → records, the strings of one separated by NUL; `A name`, `AAAA name`, `CNAME name`, `PTR name` → addresses
   * or names; `MX name` → preference and name. A name without any record does not exist; one with a `SERVFAIL name`
   * entry cannot be answered for, and to a question about one with a `SILENT name` entry there is no answer at all.
   */
  readonly records: Map<string, readonly string[]>
  readonly asked: string[]
  /** Instead of an answer: nothing, nonsense, or SERVFAIL. */
  trouble: 'none' | 'silent' | 'garbage' | 'servfail'
}

/** `at` for programs that know only port 53. */
export async function fakeDns(at = { address: '127.0.0.1', port: 0 }): Promise<FakeDns> {
  const socket = createSocket('udp4')
  socket.bind(at.port, at.address)
  await once(socket, 'listening')
  socket.on('message', (packet, peer) => {
    const answer = answerTo(fake, packet)
    if (answer !== null) socket.send(answer, peer.port, peer.address)
  })
  let closed = false
  const fake: FakeDns = {
    host: at.address,
    port: socket.address().port,
    records: new Map(),
    asked: [],
    trouble: 'none',
    async [Symbol.asyncDispose]() {
      if (closed) return
      closed = true
      socket.close()
      await once(socket, 'close')
    },
  }
  return fake
}

function answerTo(fake: FakeDns, packet: Buffer): Buffer | null {
  const query = decode(packet)
  const [question] = query.questions ?? []
  if (question === undefined || fake.trouble === 'silent') return null
  const name = question.name.toLowerCase()
  fake.asked.push(`${question.type} ${name}`)
  if (fake.records.has(`SILENT ${name}`)) return null
  if (fake.trouble === 'garbage') return Buffer.concat([packet.subarray(0, 2), Buffer.from('nonsense')])
  const exists = [...fake.records.keys()].some((key) => key.endsWith(` ${name}`))
  const broken = fake.trouble === 'servfail' || fake.records.has(`SERVFAIL ${name}`)
  const code = broken ? 2 : exists ? 0 : 3
  const answers = code === 0 ? recordsOf(fake, question.type, name) : []
  return encode({
    type: 'response',
    id: query.id ?? 0,
    flags: 0x0180 | code,
    questions: [question],
    answers,
    // RFC 6891 §6.1.1: an OPT record is answered by one. rspamd throws an answer away that is shorter than its question.
    additionals: query.additionals ?? [],
  })
}

/** RFC 1034 §3.6.2: what an alias leads to comes with it. */
function recordsOf(fake: FakeDns, type: string, name: string): Answer[] {
  const values = fake.records.get(`${type} ${name}`)
  const [alias] = fake.records.get(`CNAME ${name}`) ?? []
  if (values !== undefined || alias === undefined)
    return (values ?? []).map((value) => record(type, name, value))
  return [record('CNAME', name, alias), ...recordsOf(fake, type, alias)]
}

function record(type: string, name: string, value: string): Answer {
  const common = { name, ttl: 0 }
  switch (type) {
    case 'TXT':
      return { ...common, type, data: value.split('\0').flatMap((part) => part.match(/.{1,250}/gs) ?? ['']) }
    case 'MX': {
      const [preference, exchange = ''] = value.split(' ')
      return { ...common, type, data: { preference: Number(preference), exchange } }
    }
    case 'A':
    case 'AAAA':
    case 'CNAME':
    case 'PTR':
      return { ...common, type, data: value }
    default:
      throw new Error(`the fake name server knows no ${type}`)
  }
}
