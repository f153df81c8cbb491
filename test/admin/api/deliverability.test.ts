import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DkimSelector } from '#core/deliverability/dkim-key.ts'
import { tlsResults } from '#core/deliverability/tls-session.ts'
import { findBouncePage } from '#db/stores/deliverability/bounces.ts'
import { findSendingDomainPage } from '#db/stores/deliverability/sending-domains.ts'
import type { Scope } from '#db/stores/query/scope.ts'
import { dkimRecord } from '#dns/dkim-record.ts'
import type { Browser } from '#test/support/admin/admin.ts'
import {
  answered,
  semurDomain,
  startTwoCommunes,
  type TwoCommunes,
} from '#test/support/admin/two-communes.ts'
import { saulieu } from '#test/support/database/commune.ts'

let two: TwoCommunes
let support: Browser
beforeAll(async () => {
  two = await startTwoCommunes()
  support = await two.admin.signIn({ role: 'support' })
})
afterAll(async () => {
  await two?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await two.owner.pool.query('truncate bounce_count, suppressed_address, dkim_key, tls_count')
  two.admin.dns.records.clear()
  two.admin.dns.trouble = 'none'
})

const publicKey = Buffer.alloc(32, 7).toString('base64')
const key = { algorithm: 'ed25519-sha256', publicKey, selector: 'e20261101' as DkimSelector } as const
const putKey = (state: 'published' | 'active' | 'retired' = 'active', selector: string = key.selector) =>
  two.owner.pool.query(
    `insert into dkim_key (domain, selector, commune_id, algorithm, state, public_key, private_key, encrypted_under,
       published_at, activated_at, retired_at)
     values ($1, $2, $3, 'ed25519-sha256', $4, $5, case when $4 <> 'retired' then '\\x00'::bytea end,
       case when $4 <> 'retired' then '00000000' end, now() - interval '9 days',
       case when $4 <> 'published' then now() - interval '8 days' end, case when $4 = 'retired' then now() end)`,
    [saulieu, selector, two.admin.saulieu.commune, state, publicKey],
  )
const putBounces = (
  commune: string,
  given: { domain: string; destination: string; kind: string; daysAgo: number; count: number },
) =>
  two.owner.pool.query(
    "insert into bounce_count values ($1, $2, $3, $4, (now() at time zone 'Europe/Paris')::date - $5::int, $6)",
    [commune, given.domain, given.destination, given.kind, given.daysAgo, given.count],
  )
const look = async (domain = saulieu) =>
  (await answered(two.auditor.ask(`GET /deliverability/${domain}`))).body
const statesOf = (body: { records: { purpose: string; state: string }[] }) =>
  Object.fromEntries(body.records.map(({ purpose, state }) => [purpose, state]))

test('a domain whose records are there, written by hand → all shown', async () => {
  await putKey()
  const { records } = two.admin.dns
  records.set(`MX ${saulieu}`, ['20 MAIL.cotedor.test'])
  records.set(`TXT ${saulieu}`, ['google-site-verification=x', 'V=spf1  mx -all'])
  records.set(`TXT _dmarc.${saulieu}`, ['v=DMARC1;p=reject; rua=mailto:dmarc@cotedor.test'])
  records.set(`TXT ${key.selector}._domainkey.${saulieu}`, [dkimRecord(key).replace('; k', ';k')])
  const body = await look()
  expect(statesOf(body)).toEqual({ mx: 'shown', spf: 'shown', dmarc: 'shown' })
  expect(body.records.find((each: { purpose: string }) => each.purpose === 'spf')).toMatchObject({
    ...{ name: saulieu, type: 'TXT', value: 'v=spf1 mx -all', found: ['V=spf1  mx -all'] },
  })
  expect(body.keys).toMatchObject([
    {
      ...{ selector: key.selector, algorithm: 'ed25519-sha256', state: 'active', retiredAt: null },
      record: {
        ...{ purpose: 'dkim', name: `${key.selector}._domainkey.${saulieu}`, state: 'shown' },
        value: `v=DKIM1; k=ed25519; p=${publicKey}`,
      },
    },
  ])
})

test.each([
  ['mail goes to another host', 'mx', `MX ${saulieu}`, ['10 smtp.google.test']],
  ['and to another one as well', 'mx', `MX ${saulieu}`, ['10 mail.cotedor.test', '20 smtp.google.test']],
  ['somebody else may send, and not we', 'spf', `TXT ${saulieu}`, ['v=spf1 include:_spf.google.test ~all']],
  ['everybody may send', 'spf', `TXT ${saulieu}`, ['v=spf1 mx +all']],
  ['two policies of who may send', 'spf', `TXT ${saulieu}`, ['v=spf1 mx -all', 'v=spf1 -all']],
  ['nothing is asked of what pretends', 'dmarc', `TXT _dmarc.${saulieu}`, ['v=DMARC1; p=none']],
  ['less is asked below', 'dmarc', `TXT _dmarc.${saulieu}`, ['v=DMARC1; p=reject; sp=none']],
])('%s → different, with what was found', async (_what, purpose, name, values) => {
  two.admin.dns.records.set(name, values)
  const body = await look()
  expect(body.records.find((each: { purpose: string }) => each.purpose === purpose)).toMatchObject({
    state: 'different',
    found: values,
  })
})

test('nothing there → missing; a resolver that fails → unknown, and the page is there', async () => {
  expect(statesOf(await look())).toEqual({ mx: 'missing', spf: 'missing', dmarc: 'missing' })
  two.admin.dns.trouble = 'servfail'
  expect(statesOf(await look())).toEqual({ mx: 'unknown', spf: 'unknown', dmarc: 'unknown' })
})

test('domains by name → keys that are in use, and what was not delivered in a week and a month', async () => {
  const { commune } = two.admin.saulieu
  await putKey('active')
  await putKey('retired', 'e20250101')
  const given = { domain: saulieu, destination: 'orange.test', kind: 'policy', count: 2 }
  for (const daysAgo of [0, 6, 7, 29, 30]) await putBounces(commune, { ...given, daysAgo })
  const { body } = await answered(two.auditor.ask('GET /deliverability?limit=1'))
  expect(body.rows).toEqual([
    {
      ...{ name: saulieu, commune: { id: commune, name: 'Saulieu' }, bouncesInWeek: 4, bouncesInMonth: 8 },
      keys: [{ algorithm: 'ed25519-sha256', state: 'active' }],
    },
  ])
  const rest = await answered(two.auditor.ask(`GET /deliverability?after=${body.next}`))
  expect(rest.body.rows).toMatchObject([{ name: semurDomain, keys: [], bouncesInWeek: 0 }])
})

test('what was not delivered → by destination and reason, the most first, with the domains; a page goes on', async () => {
  const { commune } = two.admin.saulieu
  const unknown = { destination: 'orange.test', kind: 'unknown-recipient', daysAgo: 1 }
  await putBounces(commune, { ...unknown, domain: saulieu, count: 3 })
  await putBounces(two.semur.commune, { ...unknown, domain: semurDomain, count: 5 })
  await putBounces(commune, { ...unknown, domain: saulieu, kind: 'policy', count: 1 })
  await putBounces(commune, { ...unknown, domain: saulieu, daysAgo: 20, count: 9 })
  const { body } = await answered(support.ask('GET /bounces?limit=1'))
  expect(body.rows).toMatchObject([
    {
      ...{ destination: 'orange.test', kind: 'unknown-recipient', count: 8, domainCount: 2 },
      domains: [
        { name: semurDomain, count: 5 },
        { name: saulieu, count: 3 },
      ],
      lastDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    },
  ])
  const rest = await answered(support.ask(`GET /bounces?limit=5&after=${body.next}`))
  expect(rest.body.rows).toMatchObject([{ kind: 'policy', count: 1 }])
  const narrowed = await answered(
    support.ask(`GET /bounces?days=30&domain=${saulieu}&kind=unknown-recipient`),
  )
  expect(narrowed.body.rows).toMatchObject([{ count: 12, domainCount: 1 }])
  expect((await answered(support.ask('GET /bounces?search=free'))).body.rows).toEqual([])
  expect((await support.ask('GET /bounces?domain=no%20domain')).status).toBe(422)
  const file = await (await support.ask('GET /bounces/export')).text()
  expect(file).toContain('orange.test;Cette adresse n’existe pas chez le destinataire.;unknown-recipient;8;')
})

test('a key of a commune → cannot have it; the stores name the commune all the same', async () => {
  const { commune } = two.admin.saulieu
  const body = { name: 'Suivi', commune, permissions: ['read:deliverability'], expiresInDays: 30 }
  expect((await two.administrator.ask('POST /api-keys', { body })).status).toBe(422)
  const given = { destination: 'orange.test', kind: 'policy', daysAgo: 0, count: 1 }
  await putBounces(two.semur.commune, { ...given, domain: semurDomain })
  await using admin = two.admin.postgresql.open('vm_admin')
  const scope: Scope = { kind: 'commune', commune }
  expect((await findBouncePage(admin, scope, { days: 7, limit: 5 })).rows).toEqual([])
  const domains = await findSendingDomainPage(admin, scope, { limit: 5 })
  expect(domains.rows.map(({ name }) => name)).toEqual([saulieu])
})

const putSuppressed = (address: string, days: number) =>
  two.owner.pool.query(
    `insert into suppressed_address (address, since, until, kind, reply)
     values ($1, now() - interval '20 days', now() + $2 * interval '1 day', 'unknown-recipient', '550 5.1.1 unknown')`,
    [address, days],
  )

test('an address that does not exist → listed until its time is over, taken away by an administrator alone, in the log', async () => {
  await putSuppressed('gone@away.test', 10)
  await putSuppressed('back@away.test', -1)
  const list = async (query = '') =>
    (await answered(support.ask(`GET /suppressed-addresses${query}`))).body.rows
  expect(await list()).toMatchObject([{ address: 'gone@away.test', reply: '550 5.1.1 unknown' }])
  expect(await list('?search=GONE')).toHaveLength(1)
  expect(await list('?search=back')).toEqual([])
  const file = await (await support.ask('GET /suppressed-addresses/export')).text()
  expect(file).toContain('gone@away.test;20')
  const path = 'DELETE /suppressed-addresses/Gone%40away.test'
  for (const browser of [support, two.auditor, two.manager])
    expect((await browser.ask(path)).status).toBe(403)
  expect((await two.administrator.ask(path)).status).toBe(204)
  expect((await two.administrator.ask(path)).status).toBe(404)
  expect((await two.administrator.ask('DELETE /suppressed-addresses/back%40away.test')).status).toBe(404)
  expect(await list()).toEqual([])
  expect(await two.logged(1)).toMatchObject([
    {
      ...{ action: 'remove:suppressed-address', entity: 'gone@away.test' },
      before: { reply: '550 5.1.1 unknown' },
    },
  ])
})

const host = 'mail.cotedor.test'
const sendingAddresses = async () => (await answered(two.auditor.ask('GET /sending-addresses'))).body

test('an address whose name leads back to it, listed by one → both said, with where to ask', async () => {
  const { records } = two.admin.dns
  records.set(`A ${host}`, ['5.39.1.2'])
  records.set('PTR 2.1.39.5.in-addr.arpa', [host])
  records.set('A 2.1.39.5.bl.spamcop.net', ['127.0.0.2'])
  records.set('A 2.1.39.5.zen.spamhaus.org', ['127.255.255.254'])
  records.set('SERVFAIL 2.1.39.5.psbl.surriel.com', [])
  expect(await sendingAddresses()).toMatchObject({
    ...{ host, asksLists: true },
    addresses: [
      {
        ...{ address: '5.39.1.2', reverse: 'correct', names: [host] },
        lists: [
          { name: 'Spamhaus ZEN', state: 'unknown' },
          { name: 'SpamCop', state: 'listed', page: expect.stringMatching(/^https:/) },
          { name: 'Mailspike', state: 'not-listed' },
          { name: 'PSBL', state: 'unknown' },
        ],
      },
    ],
  })
})

test.each([
  ['no name', {}, 'missing', []],
  [
    'a name that leads elsewhere',
    { 'PTR 2.1.39.5.in-addr.arpa': ['x.test'], 'A x.test': ['5.39.1.3'] },
    'unconfirmed',
    ['x.test'],
  ],
  ['a name that leads nowhere', { 'PTR 2.1.39.5.in-addr.arpa': ['x.test'] }, 'unconfirmed', ['x.test']],
  ['a reverse zone that does not answer', { 'SERVFAIL 2.1.39.5.in-addr.arpa': [] }, 'unknown', []],
] as const)('an address with %s → %s', async (_, given, reverse, names) => {
  two.admin.dns.records.set(`A ${host}`, ['5.39.1.2'])
  for (const [name, records] of Object.entries(given)) two.admin.dns.records.set(name, records)
  expect((await sendingAddresses()).addresses).toMatchObject([{ reverse, names }])
})

test('an address of a private network → nobody is asked about it', async () => {
  two.admin.dns.records.set(`A ${host}`, ['10.0.0.4'])
  two.admin.dns.asked.length = 0
  expect((await sendingAddresses()).addresses).toEqual([
    { address: '10.0.0.4', reverse: 'private', names: [], lists: [] },
  ])
  expect(two.admin.dns.asked).toEqual([`A ${host}`, `AAAA ${host}`])
})

test('the DNS does not answer for the host → said; a host without addresses → none', async () => {
  two.admin.dns.trouble = 'servfail'
  expect(await sendingAddresses()).toMatchObject({ addresses: null })
  two.admin.dns.trouble = 'none'
  expect(await sendingAddresses()).toMatchObject({ addresses: [] })
})

const putSessions = (
  destination: string,
  policy: 'tlsa' | 'sts' | 'no-policy-found',
  result: string,
  { sessions = 1, daysAgo = 0, host = `mx.${destination}` } = {},
) =>
  two.owner.pool.query(
    "insert into tls_count values ((now() at time zone 'UTC')::date - $1::int, $2, $3, $4, $5, $6)",
    [daysAgo, destination, host, policy, result, sessions],
  )
const tlsSessions = async (query = '', browser = support) =>
  (await answered(browser.ask(`GET /tls-sessions${query}`))).body

test('sessions → by destination, the most failures first, with their kinds, hosts and last days; a page goes on', async () => {
  await putSessions('well.test', 'no-policy-found', 'success', { sessions: 900 })
  await putSessions('away.test', 'sts', 'success', { sessions: 5, daysAgo: 29 })
  await putSessions('away.test', 'tlsa', 'success', { sessions: 2 })
  await putSessions('away.test', 'sts', 'certificate-expired', {
    sessions: 3,
    daysAgo: 1,
    host: 'mx2.away.test',
  })
  await putSessions('away.test', 'sts', 'certificate-expired', { sessions: 1, daysAgo: 5 })
  await putSessions('away.test', 'tlsa', 'tlsa-invalid', { sessions: 7, daysAgo: 2 })
  await putSessions('clear.test', 'no-policy-found', 'starttls-not-supported', { sessions: 4 })
  const day = expect.stringMatching(/^\d{4}-\d\d-\d\d$/)
  const { rows, next } = await tlsSessions('?limit=1', two.auditor)
  expect(rows).toEqual([
    {
      ...{ destination: 'away.test', policies: ['sts', 'tlsa'], succeeded: 7, failed: 11 },
      failures: [
        { result: 'tlsa-invalid', sessions: 7, lastDay: day, hosts: ['mx.away.test'] },
        {
          ...{ result: 'certificate-expired', sessions: 4, lastDay: day },
          hosts: ['mx2.away.test', 'mx.away.test'],
        },
      ],
    },
  ])
  expect(rows[0].failures[0].lastDay < rows[0].failures[1].lastDay).toBe(true)
  expect((await tlsSessions(`?after=${next}`)).rows).toMatchObject([
    { destination: 'clear.test', succeeded: 0, failed: 4 },
    { destination: 'well.test', policies: ['no-policy-found'], succeeded: 900, failed: 0, failures: [] },
  ])
  const named = await tlsSessions('?search=CLEAR')
  expect(named.rows.map(({ destination }: { destination: string }) => destination)).toEqual(['clear.test'])
})

test('sessions of a month ago, or none → an empty list; nothing that is asked for makes it longer than a page may be', async () => {
  await putSessions('old.test', 'sts', 'success', { daysAgo: 30 })
  expect(await tlsSessions()).toEqual({ rows: [], next: null })
  expect((await support.ask('GET /tls-sessions?limit=100000')).status).toBe(422)
})

test('one failure at five hosts → the three with the most are named', async () => {
  for (const at of [1, 2, 3, 4, 5])
    await putSessions('away.test', 'sts', 'certificate-expired', { sessions: at, host: `mx${at}.away.test` })
  expect((await tlsSessions()).rows).toMatchObject([
    { failed: 15, failures: [{ sessions: 15, hosts: ['mx5.away.test', 'mx4.away.test', 'mx3.away.test'] }] },
  ])
})

test.each(tlsResults.filter((result) => result !== 'success'))(
  '%s → an answer of the contract',
  async (result) => {
    await putSessions('away.test', 'sts', result)
    expect((await tlsSessions()).rows).toMatchObject([{ failures: [{ result }] }])
  },
)

test('a manager → none of it', async () => {
  for (const path of [
    '/deliverability',
    `/deliverability/${saulieu}`,
    '/bounces',
    '/sending-addresses',
    '/tls-sessions',
    '/suppressed-addresses',
  ])
    expect([path, (await two.manager.ask(`GET ${path}`)).status]).toEqual([path, 403])
})

test('nothing here was a bug of the server', () => {
  expect(two.admin.complaints).toEqual([])
})
