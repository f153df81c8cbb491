import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { signInsStore } from '#db/stores/security/sign-ins.ts'
import { openIntrusion } from '#identity/intrusion/intrusion.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { claire } from '#test/support/database/commune.ts'

interface Shown {
  readonly id: string
}
interface Listed {
  readonly rows: readonly Shown[]
  readonly next: string | null
}

const beaune = () =>
  hostingStore(owner).putCommune({
    ...{ departmentId: admin.saulieu.departmentId, name: 'Beaune', inseeCode: '21054' },
    ...{ siren: '212100549', population: 20_000 },
  })

let admin: TestAdmin
let owner: Database
let support: Browser
let administrator: Browser
let manager: Browser
let stranger: Browser
beforeAll(async () => {
  admin = await startTestAdmin()
  owner = admin.postgresql.open('vm_owner')
  support = await admin.signIn({ role: 'support' })
  administrator = await admin.signIn({ role: 'administrator' })
  manager = await admin.signIn({ role: 'manager' })
  stranger = await admin.signIn({ role: 'manager', commune: await beaune() })
})
afterAll(async () => {
  await owner?.[Symbol.asyncDispose]()
  await admin?.[Symbol.asyncDispose]()
})
beforeEach(() =>
  owner.pool.query(
    'truncate sign_in, sign_in_failures, blocked_network, trusted_network, alert, security_event',
  ),
)

const intrusion = () => openIntrusion(signInsStore(owner), systemClock)
const guess = async (times: number, client = '192.0.2.7', login: string = claire) => {
  for (let at = 0; at < times; at++)
    await intrusion().refused({ login, client, protocol: 'imap', device: '' }, `wrong-${at}`)
}
const list = async (browser: Browser, name: string) => (await (await browser.ask(name)).json()) as Listed
const rows = async (browser: Browser, name: string) => (await list(browser, name)).rows

test('tries against a commune’s mailbox → its manager sees them, another’s does not; filters narrow', async () => {
  await guess(3)
  await guess(1, '198.51.100.1', 'nobody@nowhere.test')
  expect(await rows(manager, 'GET /sign-ins')).toHaveLength(3)
  expect(await rows(stranger, 'GET /sign-ins')).toEqual([])
  expect(await rows(support, 'GET /sign-ins')).toHaveLength(4)
  expect(await rows(support, 'GET /sign-ins?network=198.51.100.0/24&outcome=refused')).toMatchObject([
    { login: 'nobody@nowhere.test', person: null, commune: null, client: '198.51.100.1' },
  ])
  expect(await rows(support, `GET /sign-ins?login=${claire.slice(0, 6)}&protocol=imap`)).toHaveLength(3)
  expect(await rows(support, 'GET /sign-ins?protocol=web')).toEqual([])
  const page = await list(support, 'GET /sign-ins?limit=3')
  expect(await rows(support, `GET /sign-ins?limit=3&after=${page.next}`)).toHaveLength(1)
})

test('what is no network → 422, never an error of the database', async () => {
  for (const wrong of ['10', '1.2.3', '1.2.3.4/33', ':::', '::1/129', '1.2.3.4/1/2'])
    expect((await support.ask(`GET /sign-ins?network=${wrong}`)).status).toBe(422)
})

test('the owner of a mailbox sees who tried it', async () => {
  await owner.pool.query('update mailbox set owner_person_id = $1 where address = $2', [
    manager.person,
    claire,
  ])
  await guess(1)
  expect(await rows(manager, 'GET /self/sign-ins')).toMatchObject([{ login: claire, outcome: 'refused' }])
  expect(await rows(stranger, 'GET /self/sign-ins')).toEqual([])
})

test('a block → listed, an alert and an event beside it; released by support → the login is open again', async () => {
  await guess(10)
  expect(await rows(support, 'GET /blocks')).toMatchObject([
    { kind: 'login', login: claire, network: '192.0.2.7', failures: 10 },
  ])
  expect(await rows(support, 'GET /security-events?network=192.0.2.0/24')).toMatchObject([
    {
      ...{ kind: 'password-guessing', network: '192.0.2.7' },
      facts: { login: claire, failures: 10, closedMinutes: 15 },
    },
  ])
  const release = `DELETE /blocks?network=192.0.2.7&login=${claire}`
  expect((await manager.ask(release)).status).toBe(403)
  expect((await support.ask(release)).status).toBe(204)
  expect((await support.ask(release)).status).toBe(404)
  expect(await rows(support, 'GET /blocks')).toEqual([])
  expect(await intrusion().ask({ login: claire, client: '192.0.2.7', protocol: 'imap', device: '' })).toEqual(
    {
      kind: 'allow',
    },
  )
})

test('a network blocked for all → listed and released by the network alone, an IPv6 client by its /64', async () => {
  for (let at = 0; at < 10; at++) await guess(1, '2001:db8::7', `user${at}@mairie-saulieu.test`)
  expect(await rows(support, 'GET /blocks')).toMatchObject([
    { kind: 'network', login: null, network: '2001:db8::/64', failures: 10 },
  ])
  expect((await support.ask('DELETE /blocks?network=2001:db8::ffff')).status).toBe(204)
})

test('IPv4 inside IPv6 → finds and releases what is blocked as IPv4, in blocks, events and sign-ins', async () => {
  await guess(10)
  for (const network of ['::ffff:192.0.2.7', '::ffff:192.0.2.0/120'])
    for (const list of ['blocks', 'security-events', 'sign-ins'])
      expect([list, await rows(support, `GET /${list}?network=${network}`)]).not.toEqual([list, []])
  const release = `DELETE /blocks?network=::ffff:192.0.2.7/128&login=${claire}`
  expect((await support.ask(release)).status).toBe(204)
  expect(await rows(support, 'GET /blocks')).toEqual([])
})

test('an alert that was seen → no longer open, and raised anew the next time', async () => {
  await guess(10)
  const [alert] = await rows(support, 'GET /alerts?seen=false')
  expect(alert).toMatchObject({ kind: 'password-guessing', subject: claire, commune: { name: 'Saulieu' } })
  expect((await support.ask(`PUT /alerts/${alert?.id}/seen`)).status).toBe(204)
  expect((await support.ask(`PUT /alerts/${alert?.id}/seen`)).status).toBe(404)
  expect(await rows(support, 'GET /alerts?seen=false')).toEqual([])
  await guess(10, '192.0.2.8')
  expect(await rows(support, 'GET /alerts?seen=false')).toHaveLength(1)
})

test('a trusted network → kept without host bits, once; support may not, too wide may not; removed again', async () => {
  const add = (browser: Browser, network: string) =>
    browser.ask('POST /trusted-networks', { body: { network, note: 'Mairie de Saulieu' } })
  expect((await add(support, '203.0.113.0/24')).status).toBe(403)
  const made = await add(administrator, '203.0.113.7/24')
  expect(made.status).toBe(201)
  const { id, ...shown } = (await made.json()) as Shown
  expect(shown).toMatchObject({ network: '203.0.113.0/24' })
  expect((await add(administrator, '203.0.113.0/24')).status).toBe(409)
  expect((await add(administrator, '0.0.0.0/0')).status).toBe(422)
  expect((await add(administrator, 'saulieu')).status).toBe(422)
  expect(await rows(support, 'GET /trusted-networks')).toMatchObject([{ id, note: 'Mairie de Saulieu' }])
  expect((await administrator.ask(`DELETE /trusted-networks/${id}`)).status).toBe(204)
  expect((await administrator.ask(`DELETE /trusted-networks/${id}`)).status).toBe(404)
})

test('one’s own sessions → listed with the one at hand; ended, it opens nothing; another’s is not found', async () => {
  const me = await admin.signIn({ role: 'member' })
  const [session] = await rows(me, 'GET /self/sessions')
  expect(session).toMatchObject({ current: true, factor: 'two-factor', client: '127.0.0.1' })
  expect((await stranger.ask(`DELETE /self/sessions/${session?.id}`)).status).toBe(404)
  expect((await me.ask(`DELETE /self/sessions/${session?.id}`)).status).toBe(204)
  expect((await me.ask('GET /self/sessions')).status).toBe(401)
})
