import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import type { TlsaRecord } from '#daemons/dns/dns-answer.ts'
import { daneMismatch } from '#mail/outbound/mx-delivery/tls/dane-match.ts'
import { usableRecords } from '#mail/outbound/mx-delivery/tls/usable-tlsa.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import { makeAuthority, tlsa } from '#test/support/world/authority.ts'

function record(text: string): TlsaRecord {
  const [usage, selector, matchingType, hex = ''] = text.split(' ')
  return {
    usage: Number(usage),
    selector: Number(selector),
    matchingType: Number(matchingType),
    association: Buffer.from(hex, 'hex'),
  }
}

async function certificates() {
  await using folder = await temporaryFolder()
  const [ours, theirs] = [makeAuthority(folder.path, 'ours'), makeAuthority(folder.path, 'theirs')]
  const [leaf, foreign] = [ours.issue('mx.away.test'), theirs.issue('mx.away.test')]
  return { ours: ours.pem, leaf: leaf.cert, foreign: foreign.cert }
}

const day = 86_400_000
const presented = (chain: readonly string[], now = Date.now()) => ({
  chain: chain.map((pem) => new X509Certificate(pem)),
  names: ['mx.away.test'],
  now,
})

const unissued = { cause: expect.stringContaining('not issued'), tls: 'tlsa-invalid' }

test('the right issuer behind a certificate that it never signed → not right', async () => {
  const { ours, leaf, foreign } = await certificates()
  const records = [record(tlsa(ours, 2))]
  expect(daneMismatch(records, presented([leaf, ours]))).toBeNull()
  expect(daneMismatch(records, presented([foreign, ours]))).toEqual(unissued)
  expect(daneMismatch(records, presented([leaf]))).toEqual(unissued)
})

test('a server certificate that a record calls an issuer → not right', async () => {
  const { leaf } = await certificates()
  expect(daneMismatch([record(tlsa(leaf, 2))], presented([leaf]))).toEqual(unissued)
})

test('signed by a certificate that is no authority, with that one named → not right', async () => {
  await using folder = await temporaryFolder()
  const { cert } = makeAuthority(folder.path, 'ours').issueByServer('mx.away.test')
  const [leaf = '', signer = ''] = cert.split(/(?<=-----END CERTIFICATE-----\n)/)
  const records = [record(tlsa(signer, 2))]
  const [signed, by] = [new X509Certificate(leaf), new X509Certificate(signer)]
  expect([signed.checkIssued(by), signed.verify(by.publicKey)]).toEqual([true, true])
  expect(daneMismatch(records, presented([leaf, signer]))).toEqual(unissued)
})

test('an authority with the key of the issuer and another name → not right', async () => {
  await using folder = await temporaryFolder()
  const authority = makeAuthority(folder.path, 'ours')
  const [{ cert: leaf }, renamed] = [authority.issue('mx.away.test'), authority.renamed('theirs')]
  expect(daneMismatch([record(tlsa(renamed, 2))], presented([leaf, renamed]))).toEqual(unissued)
})

test('run out → not right where its issuer is named, right where it is named itself', async () => {
  const { ours, leaf } = await certificates()
  const later = presented([leaf, ours], Date.now() + 10 * day)
  expect(daneMismatch([record(tlsa(ours, 2))], later)).toEqual(unissued)
  expect(daneMismatch([record(tlsa(leaf, 3))], later)).toBeNull()
})

test('no certificate → not right', () => {
  expect(daneMismatch([record(`3 1 1 ${'00'.repeat(32)}`)], presented([]))).toEqual({
    ...{ cause: 'it shows no certificate', tls: 'validation-failure' },
  })
})

const [sha256, sha512] = ['11'.repeat(32), '22'.repeat(64)]

test.each([
  ['usages of public authorities', [`0 0 1 ${sha256}`, `1 1 1 ${sha256}`], []],
  ['an unknown selector, an unknown digest', [`3 2 1 ${sha256}`, `3 1 3 ${sha256}`], []],
  ['digests of the wrong length', [`3 1 1 ${sha512}`, `3 1 2 ${sha256}`, '2 0 0 '], []],
  ['a weaker digest beside a stronger one', [`3 1 1 ${sha256}`, `3 1 2 ${sha512}`], [`3 1 2 ${sha512}`]],
  [
    'the same of something else, or the thing itself',
    [`3 0 1 ${sha256}`, `3 1 2 ${sha512}`, '3 1 0 aa'],
    [`3 0 1 ${sha256}`, `3 1 2 ${sha512}`, '3 1 0 aa'],
  ],
])('%s → only what is usable', (_what, given, left) => {
  expect(usableRecords(given.map(record))).toEqual(left.map(record))
})
