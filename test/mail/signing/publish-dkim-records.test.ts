import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HostPort } from '#core/address/host-port.ts'
import { systemClock as clock } from '#core/clock.ts'
import type { DkimKey, DkimSelector } from '#core/deliverability/dkim-key.ts'
import type { Event } from '#core/event.ts'
import { Secret } from '#core/secret.ts'
import type { DnsAnswer, Question } from '#daemons/dns/dns-answer.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { updateZone } from '#daemons/dns/update-zone.ts'
import { dkimRecord } from '#dns/dkim-record.ts'
import { type DkimRecordPublisher, dkimRecordPublisher } from '#mail/signing/publish-dkim-records.ts'
import { domainName } from '#test/support/database/commune.ts'
import { ed25519, rsa2048 } from '#test/support/signing/signing-keys.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import {
  type KnotUnderTest,
  type SignedZone,
  type SignedZones,
  signedZones,
} from '#test/support/world/signed-zones.ts'

const zone = 'mairie-saulieu.test'
const spf = 'v=spf1 mx -all'
const signed = (mailHost = 'mail'): SignedZone => ({
  name: zone,
  records: [`@ MX 10 ${mailHost}`, `@ TXT "${spf}"`],
  trust: 'secure',
})

let zones: SignedZones
let knot: KnotUnderTest
const opened = new AsyncDisposableStack()
beforeAll(async () => {
  zones = opened.use(await signedZones([signed()]))
  knot = zones.knot
})
afterAll(() => opened.disposeAsync())

const asking = (at: HostPort, tryMilliseconds = 2_000) => {
  const resolver = opened.use(new StubResolver({ servers: [at], tries: 2, tryMilliseconds, clock }))
  return (question: Question) => resolver.ask(question)
}

function ours(given: Partial<KnotUnderTest> = {}): DkimRecordPublisher & { readonly events: Event[] } {
  const server = { ...knot, ...given, clock }
  const events: Event[] = []
  const log = { warn: (event: Event) => void events.push(event) }
  return { ...dkimRecordPublisher({ server, ask: asking(server.at), log }), events }
}

const key = (selector: string, domain = zone, made = rsa2048): DkimKey => ({
  ...{ domain: domainName(domain), selector: selector as DkimSelector, state: 'published' },
  ...{ algorithm: made.algorithm, publicKey: made.published },
  ...{ publishedAt: new Date(), activatedAt: null, retiredAt: null },
})

const place = ({ selector, domain }: DkimKey): Question => ({
  name: `${selector}._domainkey.${domain}`,
  type: 'TXT',
})

/** One line for each record; null without any. */
const texts = (answer: DnsAnswer): readonly string[] | null =>
  answer.kind === 'records' ? answer.records.map((record) => [record].flat().join('')) : null

test('records of two keys, one too long for one string → both there at once, beside what the file says', async () => {
  const ask = asking(knot.at)
  const [rsa, ed] = [key('r1'), key('e1', zone, ed25519)]
  expect(await ours().show(rsa.domain, [rsa, ed])).toEqual(new Set())
  expect(texts(await ask(place(rsa)))).toEqual([dkimRecord(rsa)])
  expect(texts(await ask(place(ed)))).toEqual([dkimRecord(ed)])
  expect(texts(await ask({ name: zone, type: 'TXT' }))).toEqual([spf])
})

test('a record of something else in its place → replaced; withdrawn → gone, and a second time as well', async () => {
  const ask = asking(knot.at)
  const old = key('r2')
  const { show, withdraw } = ours()
  await show(old.domain, [old])
  const next = { ...key('r2', zone, ed25519) }
  await show(next.domain, [next])
  expect(texts(await ask(place(next)))).toEqual([dkimRecord(next)])
  expect(await withdraw(next)).toBe(true)
  expect((await ask(place(next))).kind).toBe('none')
  expect(await withdraw(next)).toBe(true)
})

test('a domain that is a name in a zone → its record in that zone', async () => {
  const host = key('r3', `mail.${zone}`)
  expect(await ours().show(host.domain, [host])).toEqual(new Set())
  expect(texts(await asking(knot.at)(place(host)))).toEqual([dkimRecord(host)])
})

test('a domain whose zone is somewhere else → left alone, and nothing to complain about', async () => {
  const away = key('r4', 'mairie-beaune.test')
  const { show, withdraw, events } = ours()
  expect(await show(away.domain, [away])).toEqual(new Set())
  expect(await withdraw(away)).toBe(true)
  expect(events).toEqual([])
})

test('another key than the one of the server → not shown, said once', async () => {
  const mine = key('r5')
  const { show, withdraw, events } = ours({ key: { name: knot.key.name, secret: new Secret('AAAA') } })
  expect(await show(mine.domain, [mine])).toEqual(new Set([mine]))
  expect(await show(mine.domain, [mine])).toEqual(new Set([mine]))
  expect(await withdraw(mine)).toBe(false)
  expect(events).toEqual([{ event: 'zone.not-changed', zone, cause: 'refused' }])
})

test('a server that is away → nothing is known of what it shows, and nothing withdrawn', async () => {
  const { show, withdraw } = ours({ at: { host: '127.0.0.1', port: 1 } })
  expect(await show(key('r6').domain, [key('r6')])).toEqual(new Set())
  expect(await withdraw(key('r6'))).toBe(false)
})

test.each([zone, `_dmarc.${zone}`, `_domainkey.${zone}`])('a change of %s → refused', async (name) => {
  const changes = [{ name, text: 'v=spf1 +all' }]
  expect(await updateZone({ ...knot, clock }, zone, changes)).toEqual({ ok: false, error: 'refused' })
})

/** Asks until stopped; how often the answer was something else than `wanted`, without those that did not come. */
function watching(question: Question, wanted: string) {
  const ask = asking(knot.at, 50)
  const stopping = new AbortController()
  const counted = { asked: 0, otherwise: 0 }
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const answer = await ask(question)
      if (answer.kind !== 'failure') counted.asked += 1
      if (answer.kind !== 'failure' && texts(answer)?.join() !== wanted) counted.otherwise += 1
      await wait(1)
    }
    return counted
  }
  const ended = loop()
  return {
    stop: () => {
      stopping.abort()
      return ended
    },
  }
}

const mailHostNow = async () => {
  const answer = await asking(knot.at)({ name: zone, type: 'MX' })
  const [record] = answer.kind === 'records' ? answer.records : []
  return typeof record === 'object' && 'exchange' in record ? record.exchange : null
}

test('killed and started again, zone files changed and changed back, many keys later → a record is there in every answer, and what the file says holds', async () => {
  const kept = key('r7')
  const { show, withdraw } = ours()
  await show(kept.domain, [kept])
  const watch = watching(place(kept), dkimRecord(kept))
  for (const mailHost of ['mx2', 'mail', 'mx2']) {
    await knot.reload([signed(mailHost)])
    const wanted = `${mailHost}.${zone}`
    await eventually(wanted, async () => ((await mailHostNow()) === wanted ? true : null))
    await knot.restart()
    expect(await mailHostNow()).toBe(wanted)
    // More than the changes that a journal remembers one by one.
    for (let count = 0; count < 25; count += 1) {
      const other = key(`s${count}`, zone, ed25519)
      if (count % 2 === 0) await show(other.domain, [other])
      else await withdraw(other)
    }
  }
  await knot.restart()
  const { asked, otherwise } = await watch.stop()
  expect({ otherwise, watched: asked > 100 }).toEqual({ otherwise: 0, watched: true })
  const validated = asking(zones.resolver)
  expect(await validated(place(kept))).toMatchObject({ kind: 'records', secure: true })
  expect(await validated({ name: zone, type: 'MX' })).toMatchObject({ kind: 'records', secure: true })
  expect(await validated(place(key('nobody')))).toMatchObject({ kind: 'none', secure: true })
})
