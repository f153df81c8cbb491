import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HostPort } from '#core/address/host-port.ts'
import { systemClock } from '#core/clock.ts'
import type { Event } from '#core/event.ts'
import { Secret } from '#core/secret.ts'
import type { Question } from '#daemons/dns/dns-answer.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { type DkimKeyStore, dkimKeyStore, type WhichDomains } from '#db/stores/deliverability/dkim-keys.ts'
import { keyEncryption } from '#mail/signing/key-encryption.ts'
import { dkimRecordPublisher } from '#mail/signing/publish-dkim-records.ts'
import { rotationSchedule } from '#mail/signing/rotation.ts'
import { domainName, saulieu } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { type SignedZones, signedZones } from '#test/support/world/signed-zones.ts'
import { signingKeysWork } from '#worker/signing/signing-keys-work.ts'

const { owner, worker, made } = await saulieuDatabase()
const elsewhere = domainName('mairie-beaune.test')
await hostingStore(owner).putDomain(made.commune, elsewhere)

const opened = new AsyncDisposableStack()
afterAll(() => opened.disposeAsync())
let zones: SignedZones
beforeAll(async () => {
  zones = opened.use(await signedZones([{ name: saulieu, records: [], trust: 'secure' }]))
})

const encryption = keyEncryption(new Secret(randomBytes(32).toString('base64url')))

function asking(at: HostPort) {
  const server = { servers: [at], tries: 2, tryMilliseconds: 2_000, clock: systemClock }
  const resolver = opened.use(new StubResolver(server))
  return (question: Question) => resolver.ask(question)
}

/** A worker at a time of the test's own. */
function working() {
  const looks: WhichDomains[] = []
  const all = dkimKeyStore(worker)
  const byDomain: DkimKeyStore['byDomain'] = (which = 'all') => {
    looks.push(which)
    return all.byDomain(which)
  }
  const events: Event[] = []
  const keep = (event: Event) => void events.push(event)
  const log = { info: keep, warn: keep }
  const clock = { time: Date.now(), now: () => clock.time }
  const rotation = {
    store: { ...all, byDomain },
    ...{ encryption, ask: asking(zones.resolver), schedule: rotationSchedule, clock },
    zones: dkimRecordPublisher({
      server: { ...zones.knot, clock: systemClock },
      ask: asking(zones.knot.at),
      log,
    }),
  }
  return { work: signingKeysWork({ rotation, clock, log }), looks, events, clock }
}

const statesOf = async (name: string) =>
  ((await dkimKeyStore(worker).byDomain()).get(domainName(name)) ?? []).map(({ state }) => state)

test('a domain whose zone is ours and one whose zone is not → the first signs at once, the other waits for its operator', async () => {
  const { work, looks, events } = working()
  while (await work());
  expect(await statesOf(saulieu)).toEqual(['active', 'active'])
  expect(await statesOf(elsewhere)).toEqual(['published', 'published'])
  expect(looks.filter((which) => which === 'all')).toHaveLength(1)
  expect(
    events.map((event) => ('step' in event ? `${event.domain} ${event.step}` : event.event)).toSorted(),
  ).toEqual([
    ...['mairie-beaune.test publish', 'mairie-beaune.test publish'],
    ...[`${saulieu} activate`, `${saulieu} activate`, `${saulieu} publish`, `${saulieu} publish`],
  ])
})

test('all of them each minute, those that do not sign yet at each turn; a clock that goes back is no reason to wait', async () => {
  const { work, looks, clock } = working()
  while (await work());
  looks.length = 0
  clock.time += 59_000
  await work()
  expect(looks).toEqual(['beginning'])
  clock.time += 1_000
  await work()
  expect(looks).toEqual(['beginning', 'all', 'beginning'])
  clock.time -= 3_600_000
  await work()
  expect(looks.slice(3)).toEqual(['all', 'beginning'])
})

test('a record that nobody publishes for two days → said once; after ten minutes it is asked for each minute only', async () => {
  const { work, events, clock } = working()
  while (await work());
  await owner.pool.query(
    `update dkim_key set published_at = published_at - interval '3 days' where domain = $1`,
    [elsewhere],
  )
  expect([...(await dkimKeyStore(worker).byDomain('beginning')).keys()]).toEqual([])
  events.length = 0
  for (let minute = 0; minute < 3; minute += 1) {
    clock.time += 60_000
    await work()
  }
  expect(events.map((event) => event.event)).toEqual(['signing.record-not-seen', 'signing.record-not-seen'])
  expect(new Set(events.map((event) => 'domain' in event && event.domain))).toEqual(new Set([elsewhere]))
})

test('records that Knot lost → there again with the next look at all', async () => {
  const { work, clock } = working()
  while (await work());
  const [key] = (await dkimKeyStore(worker).byDomain()).get(domainName(saulieu)) ?? []
  if (key === undefined) throw new Error('no key')
  const lost = dkimRecordPublisher({
    server: { ...zones.knot, clock: systemClock },
    ask: asking(zones.knot.at),
    log: { warn: () => {} },
  })
  await lost.withdraw(key)
  const question: Question = { name: `${key.selector}._domainkey.${saulieu}`, type: 'TXT' }
  expect((await asking(zones.knot.at)(question)).kind).toBe('none')
  clock.time += 60_000
  await work()
  expect((await asking(zones.knot.at)(question)).kind).toBe('records')
  expect(await statesOf(saulieu)).toEqual(['active', 'active'])
})
