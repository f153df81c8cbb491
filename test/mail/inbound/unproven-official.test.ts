// The address that is listed for an elected official, in a message whose signature cannot be checked at the moment.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { judge } from '#test/support/gateway/judged-message.ts'
import { policyBook, policyOf } from '#test/support/gateway/policy-book.ts'
import { handSigned } from '#test/support/signing/hand-signed.ts'
import { keyRecord, rsa2048 } from '#test/support/signing/signing-keys.ts'

let run: GatewayUnderTest
beforeAll(async () => {
  run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'] })
  const protectedNames = [{ name: 'Claire Garnier', knownAddresses: ['claire@away.test'] }]
  run.book = policyBook([policyOf('c-1', { protectedNames })])
})
afterAll(() => run[Symbol.asyncDispose]())

const noKey = 's1._domainkey.away.test SERVFAIL'
const askedForNothing = '_dmarc.away.test TXT v=DMARC1; p=none'
const from = (author: string): string => `From: ${author}\r\nSubject: Conseil\r\n\r\nTexte\r\n`
const official = 'Claire Garnier <claire@away.test>'
const signed = (author: string, d = 'away.test'): string => handSigned(from(author), { tags: { d } })
const placed = async (message: string, zone: readonly string[]): Promise<string> => {
  const { reply, delivered } = await judge(run, { zone, message })
  return delivered.startsWith('X-Vaguemestre-Junk') ? 'junk' : reply.slice(0, 9)
}

test.each<[string, string, readonly string[], string]>([
  ['its key has no answer', signed(official), [noKey], '451 4.4.3'],
  ['its key has no answer, p=none', signed(official), [noKey, askedForNothing], '451 4.4.3'],
  ['its key is there', signed(official), [keyRecord(rsa2048)], '250 2.0.0'],
  ['the key is revoked', signed(official), ['s1._domainkey.away.test TXT v=DKIM1; p='], 'junk'],
  ['it bears no signature', from(official), [], 'junk'],
  [
    'only the key of another domain has no answer',
    signed(official, 'other.test'),
    ['s1._domainkey.other.test SERVFAIL'],
    'junk',
  ],
])('of a listed address, %s → the outcome that its proof allows', async (_what, message, zone, expected) => {
  expect(await placed(message, zone)).toBe(expected)
})

test('of an address that nobody lists, no answer → delivered', async () => {
  expect(await placed(signed('Paul <paul@away.test>'), [noKey, askedForNothing])).toBe('250 2.0.0')
})
