import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { dnsResolver } from '#mail/inbound/authentication/resolver.ts'
import { fakeDns } from '#test/support/world/fake-dns.ts'
import { zoneLines } from '#test/support/world/zone-lines.ts'

const zone = [
  'a@b.test A 127.0.0.2',
  'a@b.test A 127.0.0.3',
  'a@b.test TXT "one" "two"',
  'a+b.test MX 10 mx.b.test',
  'a=b.test SERVFAIL',
]

async function resolverKnowing() {
  const dns = await fakeDns()
  for (const [question, values] of zoneLines(zone)) dns.records.set(question, values)
  const { resolve } = dnsResolver({ servers: [dns], timeoutMilliseconds: 2_500, clock: systemClock })
  return { dns, resolve }
}

test.each([
  ['a@b.test', 'A', ['127.0.0.2', '127.0.0.3']],
  ['A@B.test', 'TXT', [['one', 'two']]],
  ['a+b.test', 'MX', [{ priority: 10, exchange: 'mx.b.test' }]],
])('%s %s → as Node answers for other names', async (name, type, expected) => {
  const { dns, resolve } = await resolverKnowing()
  await using _ = dns
  expect(await resolve(name, type)).toEqual(expected)
})

test.each([
  ['no such name', 'no@b.test', 'A', 'ENOTFOUND'],
  ['no such record', 'a@b.test', 'MX', 'ENODATA'],
  ['a server that cannot say', 'a=b.test', 'A', 'ESERVFAIL'],
  ['a label of 64 octets', `${'@'.repeat(64)}.test`, 'A', 'EBADNAME'],
  ['a name of 254 octets', `${'@.'.repeat(125)}test`, 'A', 'EBADNAME'],
  ['an empty label', 'a@b..test', 'A', 'EBADNAME'],
  ['a letter beyond ASCII', 'é.test', 'A', 'EBADNAME'],
])('%s → rejects as Node does', async (_what, name, type, code) => {
  const { dns, resolve } = await resolverKnowing()
  await using _ = dns
  await expect(resolve(name, type)).rejects.toMatchObject({ code })
})

test.each([
  ['silent', 'ETIMEOUT'],
  ['garbage', 'ETIMEOUT'],
  ['servfail', 'ESERVFAIL'],
] as const)('a server that is %s → no answer for now', async (trouble, code) => {
  const { dns, resolve } = await resolverKnowing()
  await using _ = dns
  dns.trouble = trouble
  await expect(resolve('a@b.test', 'A')).rejects.toMatchObject({ code })
})

test('no server listens → no answer for now', async () => {
  const { dns, resolve } = await resolverKnowing()
  await dns[Symbol.asyncDispose]()
  await expect(resolve('a@b.test', 'A')).rejects.toMatchObject({ code: 'ETIMEOUT' })
})
