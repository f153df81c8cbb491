import { expect, test } from 'vitest'
import type { DkimSelector } from '#core/deliverability/dkim-key.ts'
import { dkimRecord, dkimRecordName, publishes } from '#dns/dkim-record.ts'

const rsa = { selector: 'r1' as DkimSelector, algorithm: 'rsa-sha256', publicKey: 'MIIBIjAN+/==' } as const
const ed25519 = { selector: 'e1' as DkimSelector, algorithm: 'ed25519-sha256', publicKey: 'AAAA' } as const

test('a key → its record', () => {
  expect(dkimRecordName(rsa)).toBe('r1._domainkey')
  expect(dkimRecord(rsa)).toBe('v=DKIM1; k=rsa; p=MIIBIjAN+/==')
  expect(dkimRecord(ed25519)).toBe('v=DKIM1; k=ed25519; p=AAAA')
})

test.each([
  ['as we write it', [dkimRecord(rsa)]],
  ['without v= and k=, which have these defaults', ['p=MIIBIjAN+/==']],
  ['in another order, with white space', ['v=DKIM1;p=MIIBIjAN +/== ; t=s;\tk = rsa;']],
  ['for this hash and service among others', ['v=DKIM1; h=sha1:sha256; s=email; p=MIIBIjAN+/==']],
  ['beside a record of something else', ['v=spf1 -all', dkimRecord(rsa)]],
])('%s → published', (_what, found) => {
  expect(publishes(found, rsa)).toBe(true)
})

test.each([
  ['nothing', []],
  ['another key', [dkimRecord({ ...rsa, publicKey: 'MIIBIjAN+/AA' })]],
  ['a key that was revoked', ['v=DKIM1; k=rsa; p=']],
  ['two records, of which verifiers take any', [dkimRecord(rsa), dkimRecord({ ...rsa, publicKey: 'x' })]],
  ['another type of key', ['v=DKIM1; k=ed25519; p=MIIBIjAN+/==']],
  ['only for another hash', ['v=DKIM1; h=sha1; p=MIIBIjAN+/==']],
  ['only for another service', ['v=DKIM1; s=tlsrpt; p=MIIBIjAN+/==']],
  ['another version', ['v=DKIM2; p=MIIBIjAN+/==']],
])('%s → not published', (_what, found) => {
  expect(publishes(found, rsa)).toBe(false)
})
