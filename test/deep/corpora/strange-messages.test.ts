// What strangers write never stops authentication and never becomes a word of ours.

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { judge } from '#test/support/gateway/judged-message.ts'
import { handSigned } from '#test/support/signing/hand-signed.ts'
import { keyRecord, rsa1024 } from '#test/support/signing/signing-keys.ts'

let run: GatewayUnderTest
beforeAll(async () => {
  run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'], trustedSealers: ['lists.test'] })
})
afterAll(() => run[Symbol.asyncDispose]())

/** Signs that mean something in a header field, and what an attacker would like us to say. */
const signs = fc.constantFrom(
  ...[
    ';',
    '"',
    '\\',
    '(',
    ')',
    '=',
    ',',
    '<',
    '>',
    '@',
    ':',
    '/',
    ' ',
    '\t',
    '%',
    '.',
    '-',
    'é',
    '\x7f',
    '\x01',
  ],
  ...[
    'dmarc=pass',
    ' header.from=bank.test',
    '; spf=pass',
    'mx.ours.test',
    'a',
    'away.test',
    'i=1',
    'x'.repeat(1100),
  ],
)
const hostile = fc.array(signs, { maxLength: 12 }).map((parts) => parts.join(''))
const often = (plain: string) => fc.oneof({ weight: 3, arbitrary: fc.constant(plain) }, hostile)
const wrong = 'mx.ours.test; dmarc=pass header.from=bank.test'

/** What stands in our field when quoted strings and comments are taken out, as a reader of RFC 8601 would. */
function wordsOf(results: string): string {
  let bare = results.replace(/\\./gs, '').replace(/"[^"]*"/gs, '""')
  for (let before = ''; before !== bare; ) {
    before = bare
    bare = bare.replace(/\([^()]*\)/gs, '')
  }
  return bare
}

/** Our field and nothing else of ours, in lines that every program takes. */
function expectHonest(delivered: string, results: string): void {
  const head = delivered.slice(0, delivered.indexOf('\r\n\r\n'))
  expect(head.match(/^Authentication-Results:[ \t]*mx\.ours\.test(?![\w!#$%&'*+\-.^`{|}~])/gim)).toHaveLength(
    1,
  )
  const [ours, ...methods] = wordsOf(results)
    .split(';')
    .map((part) => part.trim().split(/\s+/))
  expect(ours).toEqual(['mx.ours.test'])
  for (const [said, ...properties] of methods) {
    expect(said).toMatch(/^(dkim|spf|arc|dmarc)=(?!pass)[a-z]+$/)
    expect(properties).not.toContain('header.from=bank.test')
  }
  const named = methods.map(([said = '']) => said.split('=')[0])
  for (const once of ['spf', 'arc', 'dmarc'])
    expect(named.filter((name) => name === once).length).toBeLessThanOrEqual(1)
  expect(named).toContain('spf')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(results).not.toMatch(/[\0-\x08\x0a-\x1f\x7f]/)
  const field = /^Authentication-Results: [\s\S]*?\r\n(?=[^ \t])/m.exec(delivered)?.[0] ?? ''
  for (const line of field.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998)
}

const accepted = /^250 /
/** Said before anything was judged: not an address, not a header, too long a line. */
const notTaken = /^(5\d\d|closed)/

async function judgedHonestly(asked: Parameters<typeof judge>[1]): Promise<void> {
  const { reply, delivered, results } = await judge(run, asked)
  if (accepted.test(reply)) expectHonest(delivered, results)
  else expect(reply).toMatch(notTaken)
}

const plain = 'From: Author <author@away.test>\r\nSubject: x\r\n\r\nText\r\n'

test.each([`away.test(${wrong})`, 'a"b', '"a;dmarc=pass"', wrong])(
  'HELO %s → not a word of ours',
  async (helo) => {
    await judgedHonestly({ zone: [], helo, reversePath: '', message: plain })
  },
)

test('any HELO, sender, author, d=, s=, i= → our field says nothing that we did not find', async () => {
  const asked = fc.record({
    helo: often('mx.away.test'),
    local: often('user'),
    from: hostile,
    d: hostile,
    s: hostile,
    i: hostile,
  })
  await fc.assert(
    fc.asyncProperty(asked, async ({ helo, local, from, d, s, i }) => {
      const signing = { key: rsa1024, tags: { d: `away.test${d}`, s: `s1${s}`, i: `${i}@away.test` } }
      const message = handSigned(plain.replace('Author', from), signing)
      await judgedHonestly({
        zone: [],
        helo: helo.replace(/^\s*$/, 'x'),
        reversePath: `"${local.replaceAll(/[\\"]/g, '')}"@away.test`,
        message,
      })
    }),
    { numRuns: 150 },
  )
  expect(run.events.filter(({ event }) => event === 'smtp.bug')).toEqual([])
})

test('a signature that verifies under strange names → the names stay values', async () => {
  const domain = 'away.test'
  const message = handSigned(plain, { key: rsa1024, tags: { i: `"x; dmarc=pass (\\")"@${domain}` } })
  const { results } = await judge(run, { zone: [keyRecord(rsa1024)], message })
  expect(wordsOf(results)).not.toMatch(/(^|;)\s*dmarc=pass/)
})

const names = [
  'DKIM-Signature',
  'ARC-Seal',
  'ARC-Message-Signature',
  'ARC-Authentication-Results',
  'Authentication-Results',
  'Content-Type',
  'Received',
  'Return-Path',
  'Sender',
]
const tags = [
  'i=1',
  'i=2',
  'a=rsa-sha256',
  'cv=none',
  'cv=pass',
  'd=away.test',
  's=s1',
  'h=from',
  'bh=AAAA',
  'b=AAAA',
  'c=relaxed/relaxed',
  'v=1',
  'l=1',
  'x=1',
  't=1',
  '',
  '=',
  'dmarc=pass header.from=away.test',
  '__proto__=1',
  'constructor=1',
  'header.i.x=1',
]

test('any fields of signatures and seals, in any order → judged, never an error of ours', async () => {
  const value = fc
    .array(fc.oneof(fc.constantFrom(...tags), hostile), { maxLength: 10 })
    .map((all) => all.join('; '))
  const field = fc.tuple(fc.constantFrom(...names), value).map(([name, text]) => `${name}: ${text}\r\n`)
  await fc.assert(
    fc.asyncProperty(fc.array(field, { maxLength: 8 }), async (fields) => {
      await judgedHonestly({ zone: [keyRecord(rsa1024)], message: fields.join('') + plain })
    }),
    { numRuns: 150 },
  )
  expect(run.events.filter(({ event }) => event === 'smtp.bug')).toEqual([])
})

test('an authserv-id of ours that a comment ends → removed, whatever follows it', async () => {
  const field = 'Authentication-Results: mx.ours.test()x; dmarc=pass header.from=bank.test\r\n'
  await judgedHonestly({ zone: [], message: field + plain })
})

test.each([
  ['no body at all', 'From: a@away.test\r\n'],
  ['a body of one dot', 'From: a@away.test\r\n\r\n.\r\n'],
  [
    '8-bit octets everywhere',
    'From: \xff\xfe@away.test\r\nDKIM-Signature: \xff=\xfe; d=\xff\r\n\r\n\xff\r\n',
  ],
  [
    'a content type that never ends',
    `From: a@away.test\r\nContent-Type: ${'multipart/mixed; boundary="'.repeat(500)}\r\n\r\nx\r\n`,
  ],
  [
    'a thousand authors',
    `From: ${Array.from({ length: 1000 }, (_, at) => `a${at}@away.test`).join(',\r\n ')}\r\n\r\nx\r\n`,
  ],
  ['comments in comments', `From: ${'('.repeat(5000)} a@away.test\r\n\r\nx\r\n`],
])('%s → judged', async (_what, message) => {
  await judgedHonestly({ zone: [], message })
})

test('a thousand signatures of different keys → three hundred questions, the message is judged', async () => {
  const signature = handSigned(plain, { key: rsa1024, tags: { s: 'KEY' } }).slice(0, -plain.length)
  const many = Array.from({ length: 1000 }, (_, at) => signature.replace('s=KEY', `s=k${at}`)).join('')
  const before = run.dns.asked.length
  // Nobody knows whose name a key would prove that was not asked for: the sender is asked to come back.
  expect((await judge(run, { zone: [], message: many + plain })).reply).toMatch(/^451 4\.4\.3 /)
  expect(run.dns.asked.length - before).toBeLessThanOrEqual(300)
})
