import fc from 'fast-check'
import { dkimVerify } from 'mailauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Domain } from '#core/address/email-address.ts'
import { dkimSignatures } from '#mail/signing/sign.ts'
import { tortureSet } from '#test/fixtures/torture/torture-set.ts'
import { opendkim, perlDkim } from '#test/support/signing/dkim-verifiers.ts'
import { keysOfSaulieu, saulieu, saulieuRecords } from '#test/support/signing/signing-keys-of.ts'
import { type FakeDns, fakeDns } from '#test/support/world/fake-dns.ts'

/** Of this test alone, because opendkim-testmsg asks on port 53 only. */
const nameServer = { address: '127.0.53.76', port: 53 }

let dns: FakeDns
let dnsOnPort53: FakeDns
beforeAll(async () => {
  dns = await fakeDns()
  dnsOnPort53 = await fakeDns(nameServer)
  for (const [question, answer] of saulieuRecords) {
    dns.records.set(question, answer)
    dnsOnPort53.records.set(question, answer)
  }
})
afterAll(async () => {
  await dns[Symbol.asyncDispose]()
  await dnsOnPort53[Symbol.asyncDispose]()
})

const clock = { now: () => Date.now() }
const sign = async (content: Buffer): Promise<Buffer> =>
  Buffer.concat([
    Buffer.from(await dkimSignatures(content, saulieu, { keys: keysOfSaulieu, clock })),
    content,
  ])

const letter = (body: string, ...more: readonly string[]): Buffer =>
  Buffer.from(
    [
      'From: Mairie de Saulieu <accueil@mairie-saulieu.test>',
      'To: =?utf-8?q?Pr=C3=A9fecture?= <courrier@cote-dor.test>,',
      '\t"Conseil   municipal" <conseil@mairie-saulieu.test>',
      'Subject:   Ordre   du jour \t du conseil  ',
      'Date: Wed, 25 Nov 2026 10:00:00 +0100',
      'Message-ID: <1@mairie-saulieu.test>',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      ...more,
      '',
      body,
    ].join('\r\n'),
  )

const both = ['rsa-sha256 mairie-saulieu.test pass', 'ed25519-sha256 mairie-saulieu.test pass']

const bodies: readonly (readonly [string, string])[] = [
  ['ordinary', 'Bonjour,\r\n\r\nvoici  l’ordre du jour. \r\n-- \r\nLa mairie\r\n'],
  ['empty', ''],
  ['of empty lines', '\r\n\r\n  \r\n\t\r\n'],
  ['without a last line end', 'une ligne'],
  ['with white space at its end', 'une ligne \t'],
  ['with lines of white space before its end', 'une ligne\r\n \t \r\n\r\n'],
  ['of one line longer than a block', `${'a b  c\t'.repeat(40_000)}\r\n`],
  // Cut at 64 kB, the first would end with a tab whose letter is in the second.
  ['of tabs, longer than two blocks', `${'a\t'.repeat(30)}\r\n`.repeat(3_000)],
  ['of base64 longer than two blocks', `${'QUJD'.repeat(19)}\r\n`.repeat(2_000)],
]

test.each(bodies)('a body %s → Mail::DKIM accepts both signatures', async (_what, body) => {
  expect(await perlDkim(await sign(letter(body)), dns)).toEqual(both)
})

test.each(bodies)('a body %s, sent by SMTP → opendkim-testmsg accepts it', async (_what, body) => {
  const signed = await sign(letter(body))
  // RFC 5321 §4.1.1.4: on the way, the last line has an end.
  const sent = body === '' || body.endsWith('\r\n') ? signed : Buffer.concat([signed, Buffer.from('\r\n')])
  const said = await opendkim(sent, nameServer.address)
  if (said !== null) expect(said).toBe('')
})

test('one octet of the body changed → neither program accepts it, so both have looked', async () => {
  const changed = Buffer.from(
    String(await sign(letter('Montant : 100 €\r\n'))).replace('Montant : 100', 'Montant : 900'),
  )
  expect(await perlDkim(changed, dns)).toEqual(both.map((line) => line.replace('pass', 'fail')))
  const said = await opendkim(changed, nameServer.address)
  if (said !== null) expect(said).not.toBe('')
})

test.each([
  'From: x@evil.test',
  'To: x@evil.test',
  'Cc: x@evil.test',
  'Subject: autre',
  'Content-Type: text/html',
])('one more field added (%s) → no longer accepted', async (field) => {
  const signed = await sign(letter('Bonjour\r\n'))
  const replayed = Buffer.concat([Buffer.from(`${field}\r\n`), signed])
  expect(await perlDkim(replayed, dns)).toEqual(both.map((line) => line.replace('pass', 'fail')))
})

test('fields that relays and lists add → still accepted', async () => {
  const added =
    'Received: from x by y; Wed, 25 Nov 2026 10:00:01 +0100\r\nList-Id: <liste.test>\r\nSender: liste@liste.test\r\n'
  expect(await perlDkim(Buffer.concat([Buffer.from(added), await sign(letter('Bonjour\r\n'))]), dns)).toEqual(
    both,
  )
})

test('a domain that is not ours → nothing to put in front', async () => {
  const signing = { keys: keysOfSaulieu, clock }
  expect(await dkimSignatures(letter('x'), 'ailleurs.test' as Domain, signing)).toBe('')
})

test('keys that cannot be asked for → rejects, so that nothing leaves unsigned', async () => {
  const keys = { activeOf: () => Promise.reject(new Error('no database')) }
  await expect(dkimSignatures(letter('x'), saulieu, { keys, clock })).rejects.toThrow('no database')
})

test('the fields → lines of ASCII that end in CRLF and are no longer than RFC 5322 asks for', async () => {
  const lines = (await dkimSignatures(letter('x'), saulieu, { keys: keysOfSaulieu, clock })).split('\r\n')
  expect(lines.filter((line) => !/^[\x20-\x7e\t]{0,78}$/.test(line))).toEqual([])
})

/** A third opinion, quick enough for many messages. */
async function mailauthSays(message: Buffer): Promise<readonly string[]> {
  const records = new Map(saulieuRecords.map(([question, answer]) => [question.slice('TXT '.length), answer]))
  const { results } = await dkimVerify(message, {
    resolver: async (name: string) => [records.get(name) ?? []],
  })
  return results.filter(({ signingDomain }) => signingDomain === saulieu).map(({ status }) => status.result)
}

test('any body of CRLF lines → both signatures verify', async () => {
  const pieces = fc.constantFrom('a', 'é', ' ', '  ', '\t', '\r\n', '.', '=', '\r', 'mot ')
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 60 }), async (body) => {
      expect(await mailauthSays(await sign(letter(body.join(''))))).toEqual(['pass', 'pass'])
    }),
    { numRuns: 300 },
  )
})

test('header fields folded and spaced in any way → both signatures verify', async () => {
  const pieces = fc.constantFrom('a', 'é', ' ', '  ', '\t', '\r\n ', '\r\n\t', ':', ';', '"')
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 40 }), async (value) => {
      const field = `References: <1@a.test>${value.join('')}x`
      expect(await mailauthSays(await sign(letter('x', field)))).toEqual(['pass', 'pass'])
    }),
    { numRuns: 300 },
  )
})

const odd = tortureSet
  // What is refused because programs read its header in different ways is not signed either.
  .filter(({ becomes }) => !becomes.startsWith('55'))
  .map(({ what, octets }) => ({ what, octets: octets() }))
  // mailauth takes half a minute for the largest, not we.
  .filter(({ octets }) => octets.length < 500_000)

test.each(odd)('$what → both signatures verify', async ({ octets }) => {
  expect(await mailauthSays(await sign(octets))).toEqual(['pass', 'pass'])
})
