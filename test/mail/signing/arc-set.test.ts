import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ArcSealing, arcSet } from '#mail/signing/arc-set.ts'
import { tortureSet } from '#test/fixtures/torture/torture-set.ts'
import { arcSealed } from '#test/support/signing/arc-sealed.ts'
import { perlArc } from '#test/support/signing/dkim-verifiers.ts'
import { rsa1024 } from '#test/support/signing/signing-keys.ts'
import { saulieuKeys, saulieuRecords } from '#test/support/signing/signing-keys-of.ts'
import { cpuMilliseconds } from '#test/support/stack/cpu-time.ts'
import { type FakeDns, fakeDns } from '#test/support/world/fake-dns.ts'

let dns: FakeDns
beforeAll(async () => {
  dns = await fakeDns()
  for (const [question, answer] of saulieuRecords) dns.records.set(question, answer)
  dns.records.set('TXT s1._domainkey.lists.test', [`v=DKIM1; k=rsa; p=${rsa1024.published}`])
})
afterAll(() => dns[Symbol.asyncDispose]())

const [rsaKey] = saulieuKeys
if (rsaKey === undefined) throw new Error('no key')
const results = [
  'mail.cotedor.test;',
  ' dkim=pass header.d=away.test;',
  ' dmarc=pass header.from=away.test',
].join('\r\n\t')

const set = (content: Buffer, chain: ArcSealing['chain'] = 'none') =>
  arcSet(content, { key: rsaKey, results, chain, at: new Date() })

const sealed = async (content: Buffer, chain?: ArcSealing['chain']): Promise<Buffer> =>
  Buffer.concat([Buffer.from(await set(content, chain)), content])

const plain =
  'From: Ann <ann@away.test>\r\nSubject:  Réunion  du conseil\r\nDate: Wed, 25 Nov 2026 10:00:00 +0100\r\n\r\nBonjour  à tous \r\n'

test('the first set → Mail::DKIM accepts the chain', async () => {
  expect(await perlArc(await sealed(Buffer.from(plain)), dns)).toBe('pass')
})

test('a set on top of another’s → Mail::DKIM accepts the chain of two, and three', async () => {
  const two = await sealed(Buffer.from(arcSealed(plain)), 'pass')
  expect(String(two)).toMatch(/^ARC-Seal: i=2; /)
  expect(await perlArc(two, dns)).toBe('pass')
  expect(await perlArc(await sealed(two, 'pass'), dns)).toBe('pass')
})

test('the body changed after the seal → Mail::DKIM does not accept it', async () => {
  const changed = Buffer.from(String(await sealed(Buffer.from(plain))).replace('Bonjour', 'Bonsoir'))
  expect(await perlArc(changed, dns)).toBe('fail')
})

test('a chain that failed on its way here → a set that says so', async () => {
  const changed = Buffer.from(arcSealed(plain).replace('Bonjour', 'Bonsoir'))
  expect(await set(changed, 'fail')).toMatch(/^ARC-Seal: i=2; .*cv=fail/s)
})

test('a chain whose newest set says that it failed → no further set (RFC 8617 §5.1)', async () => {
  const ended = Buffer.from(arcSealed(arcSealed(plain), { cv: 'fail' }))
  expect(await set(ended, 'fail')).toBe('')
})

test('a chain is said to pass where there is none, or none that is whole → no set', async () => {
  expect(await set(Buffer.from(plain), 'pass')).toBe('')
  const holed = arcSealed(plain).replace(/^ARC-Message-Signature: .*\r\n/m, '')
  expect(await set(Buffer.from(holed), 'pass')).toBe('')
})

test('fifty sets → none more', async () => {
  const fifty = `ARC-Seal: i=50; a=rsa-sha256; cv=pass; d=lists.test; s=s1; b=x\r\n${plain}`
  expect(await set(Buffer.from(fifty), 'fail')).toBe('')
})

const odd = tortureSet.filter(({ becomes }) => !becomes.startsWith('55'))

test.each(odd)('$what → a set, within a second', async ({ octets }) => {
  const content = octets()
  let fields = ''
  const took = await cpuMilliseconds(async () => {
    fields = await set(content)
  })
  expect(took).toBeLessThan(1_000)
  expect(fields).toMatch(/^ARC-Seal: i=1; /)
})
