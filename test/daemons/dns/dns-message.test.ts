import { type Answer, encode, type Packet } from 'dns-packet'
import { expect, test } from 'vitest'
import { type Question, questionOf } from '#daemons/dns/dns-answer.ts'
import { readAnswer } from '#daemons/dns/dns-message.ts'
import { addressRecord, soaRecord } from '#test/support/world/name-server.ts'

const question: Question = { name: 'a.test', type: 'A' }

const packet = (said: Partial<Packet>, asked: Question = question): Buffer =>
  encode({ type: 'response', id: 1, flags: 0x0180, questions: [asked], ...said })

const alias = (name: string, data: string, ttl = 60): Answer => ({ type: 'CNAME', name, ttl, data })
const noSuchName = 0x0183

const read = (said: Partial<Packet>, asked: Question = question) => readAnswer(packet(said, asked), asked)

test('records → as Node says them, for the shortest of their lives', () => {
  const answers = [addressRecord('a.test', '192.0.2.1', 60), addressRecord('A.TEST', '192.0.2.2', 30)]
  expect(read({ answers })).toMatchObject({
    kind: 'records',
    records: ['192.0.2.1', '192.0.2.2'],
    known: { seconds: 30, octets: packet({ answers }).length },
  })
})

test.each<[string, Question['type'], Answer, unknown]>([
  ['AAAA', 'AAAA', { type: 'AAAA', name: 'a.test', data: '2001:db8::1' }, '2001:db8::1'],
  [
    'MX',
    'MX',
    { type: 'MX', name: 'a.test', data: { preference: 5, exchange: 'b.test' } },
    { priority: 5, exchange: 'b.test' },
  ],
  [
    'the null MX of RFC 7505',
    'MX',
    { type: 'MX', name: 'a.test', data: { preference: 0, exchange: '.' } },
    { priority: 0, exchange: '' },
  ],
  ['PTR', 'PTR', { type: 'PTR', name: 'a.test', data: 'b.test' }, 'b.test'],
  ['a CNAME that was asked for', 'CNAME', alias('a.test', 'b.test'), 'b.test'],
  [
    'TLSA',
    'TLSA',
    {
      type: 'TLSA',
      name: 'a.test',
      data: { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.from('seal') },
    },
    { usage: 3, selector: 1, matchingType: 1, association: Buffer.from('seal') },
  ],
  [
    'TXT in pieces, of any octets',
    'TXT',
    { type: 'TXT', name: 'a.test', data: ['one', Buffer.from([0xc3, 0xa9, 0xff])] },
    ['one', 'Ã©ÿ'],
  ],
])('%s → as Node says it', (_what, type, answer, expected) => {
  expect(read({ answers: [answer] }, { name: 'a.test', type })).toMatchObject({ records: [expected] })
})

test.each([
  ['with the AD bit', 0x01a0, true],
  ['without the AD bit', 0x0180, false],
])('an answer %s → says whether it is secure', (_what, flags, secure) => {
  const answers = [alias('a.test', 'b.test'), addressRecord('b.test', '192.0.2.1')]
  expect(read({ flags, answers })).toMatchObject({ kind: 'records', at: 'b.test', secure })
  expect(read({ flags })).toMatchObject({ kind: 'none', secure })
})

test('aliases, in any order → followed, for the shortest life on the way', () => {
  const answers = [
    addressRecord('c.test', '192.0.2.1', 50),
    alias('B.test', 'C.test', 20),
    alias('a.test', 'b.test', 40),
  ]
  expect(read({ answers })).toMatchObject({ records: ['192.0.2.1'], known: { seconds: 20 } })
})

test('a record of a name that nobody asked for → none of the answer', () => {
  expect(read({ answers: [addressRecord('other.test', '192.0.2.1')] })).toMatchObject({ code: 'ENODATA' })
})

test('aliases in a circle → an answer without records, kept for no longer than they live', () => {
  const answers = [alias('a.test', 'b.test'), alias('b.test', 'a.test'), alias('b.test', 'a.test')]
  expect(read({ answers })).toMatchObject({ records: [], known: { seconds: 0 } })
})

test('an alias of a name without such a record → an answer without records', () => {
  const authorities = [soaRecord('test', { ttl: 600, minimum: 120 })]
  const answers = [alias('a.test', 'b.test', 40)]
  expect(read({ answers, authorities })).toMatchObject({
    kind: 'records',
    records: [],
    known: { seconds: 40 },
  })
})

test('an alias of a name that does not exist → no such name', () => {
  const authorities = [soaRecord('test', { ttl: 600, minimum: 120 })]
  const said = { flags: noSuchName, answers: [alias('a.test', 'b.test', 40)], authorities }
  expect(read(said)).toMatchObject({ kind: 'none', code: 'ENOTFOUND', known: { seconds: 40 } })
})

test.each([
  ['no such name, MINIMUM 120', noSuchName, { ttl: 600, minimum: 120 }, 'ENOTFOUND', 120],
  ['no such record, SOA for 30 s', 0x0180, { ttl: 30, minimum: 120 }, 'ENODATA', 30],
  ['no such name, without SOA', noSuchName, null, 'ENOTFOUND', 0],
])('%s → known for so long', (_what, flags, soa, code, seconds) => {
  const authorities = soa === null ? [] : [soaRecord('test', soa)]
  expect(read({ flags, authorities })).toMatchObject({ kind: 'none', code, known: { seconds } })
})

test('a life beyond RFC 2181 §8 → none', () => {
  expect(read({ answers: [addressRecord('a.test', '192.0.2.1', 0x80000000)] })).toMatchObject({
    known: { seconds: 0 },
  })
})

test.each([
  [1, 'EFORMERR'],
  [2, 'ESERVFAIL'],
  [4, 'ENOTIMP'],
  [5, 'EREFUSED'],
  [9, 'ESERVFAIL'],
])('response code %i → %s', (responseCode, code) => {
  expect(read({ flags: 0x0180 | responseCode })).toEqual({ kind: 'failure', code })
})

test('a truncated answer that ends within a record → asked again', () => {
  const whole = packet({ flags: 0x0380, answers: [addressRecord('a.test', '192.0.2.1')] })
  expect(readAnswer(whole.subarray(0, -3), question)).toBe('truncated')
})

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['nonsense', Buffer.from('nonsense of some length, whatever it may say')],
  [
    'an answer that ends within a record',
    packet({ answers: [addressRecord('a.test', '192.0.2.1')] }).subarray(0, -3),
  ],
  ['a question', packet({ type: 'query' })],
  ['an answer about another name', packet({}, { name: 'b.test', type: 'A' })],
  ['an answer about another type', packet({}, { name: 'a.test', type: 'TXT' })],
  ['an answer of another class', packet({ questions: [{ ...question, class: 'CH' }] })],
  ['an answer about two questions', packet({ questions: [question, question] })],
  ['an answer about no question', packet({ questions: [] })],
])('%s → no answer', (_what, octets) => {
  expect(readAnswer(octets, question)).toBeNull()
})

test('a name with capitals and a dot at the end → the same question', () => {
  expect(questionOf('A.Test.', 'A')).toEqual({ ok: true, value: question })
})
