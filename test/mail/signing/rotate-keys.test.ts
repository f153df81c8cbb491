import { randomBytes } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import type { DkimKey } from '#core/deliverability/dkim-key.ts'
import { Secret } from '#core/secret.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { dkimKeyStore } from '#db/stores/deliverability/dkim-keys.ts'
import { dkimRecord, dkimRecordName } from '#dns/dkim-record.ts'
import { keyEncryption } from '#mail/signing/key-encryption.ts'
import type { DkimRecordPublisher } from '#mail/signing/publish-dkim-records.ts'
import { rotateKeys } from '#mail/signing/rotate-keys.ts'
import { rotationSchedule } from '#mail/signing/rotation.ts'
import { domainName, saulieu } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { fakeDns } from '#test/support/world/fake-dns.ts'

const { owner, worker } = await saulieuDatabase()
const dns = await fakeDns()
afterAll(() => dns[Symbol.asyncDispose]())

const domain = domainName(saulieu)
const clock = { now: () => Date.now() }
const resolver = new StubResolver({ servers: [dns], tries: 2, tryMilliseconds: 2_000, clock })
afterAll(() => resolver[Symbol.dispose]())
const store = dkimKeyStore(worker)
const encryption = keyEncryption(new Secret(randomBytes(32).toString('base64url')))

/** The zone is somebody else's. */
const zones: DkimRecordPublisher = { show: async () => new Set(), withdraw: async () => true }

const look = async () =>
  (
    await rotateKeys({
      store,
      encryption,
      ask: (question) => resolver.ask(question),
      zones,
      clock,
      schedule: rotationSchedule,
    })
  )
    .map((step) => `${step.kind} ${'key' in step ? step.key.algorithm : step.algorithm}`)
    .toSorted()

const keysNow = async () => (await store.byDomain()).get(domain) ?? []
const statesNow = async () => (await keysNow()).map(({ state }) => state).toSorted()

const record = (key: DkimKey): string => `TXT ${dkimRecordName(key)}.${domain}`
const show = (key: DkimKey) => dns.records.set(record(key), [dkimRecord(key)])

/** All keys, and when each became what it is. */
const age = (days: number) =>
  owner.pool.query(
    `update dkim_key set selector = selector || 'o', published_at = published_at - $1 * interval '1 day',
       activated_at = activated_at - $1 * interval '1 day', retired_at = retired_at - $1 * interval '1 day'`,
    [days],
  )

const showAll = async () => {
  for (const key of await keysNow()) show(key)
}

test('a domain from its first key to the first that is forgotten, with a real database and real questions to the DNS', async () => {
  expect(await look()).toEqual(['publish ed25519-sha256', 'publish rsa-sha256'])
  expect(await look()).toEqual([])
  dns.trouble = 'servfail'
  await showAll()
  expect(await look()).toEqual([])
  dns.trouble = 'none'
  expect(await look()).toEqual(['activate ed25519-sha256', 'activate rsa-sha256'])
  expect(await look()).toEqual([])
  await age(180)
  expect(await look()).toEqual([
    ...['complain ed25519-sha256', 'complain rsa-sha256'],
    ...['publish ed25519-sha256', 'publish rsa-sha256'],
  ])
  await age(1)
  await showAll()
  expect(await look()).toEqual(['activate ed25519-sha256', 'activate rsa-sha256'])
  expect(await statesNow()).toEqual(['active', 'active', 'retired', 'retired'])
  await age(30)
  await showAll()
  expect(await look()).toEqual(['forget ed25519-sha256', 'forget rsa-sha256'])
  expect(await statesNow()).toEqual(['active', 'active'])
})

test('a record of somebody else in its place → not activated', async () => {
  await owner.pool.query('delete from dkim_key')
  await look()
  for (const key of await keysNow()) dns.records.set(record(key), ['v=DKIM1; k=rsa; p=MIIB'])
  expect(await look()).toEqual([])
  expect(await statesNow()).toEqual(['published', 'published'])
})

test('four workers look at once → one key of each algorithm', async () => {
  await owner.pool.query('delete from dkim_key')
  await Promise.all([look(), look(), look(), look()])
  await showAll()
  await Promise.all([look(), look(), look(), look()])
  expect(await statesNow()).toEqual(['active', 'active'])
})
