import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'

let admin: TestAdmin
let administrator: Browser
let manager: Browser
let ours: string
beforeAll(async () => {
  admin = await startTestAdmin()
  administrator = await admin.signIn({ role: 'administrator' })
  manager = await admin.signIn({ role: 'manager' })
  ours = `/communes/${admin.saulieu.commune}/policy`
})
afterAll(() => admin[Symbol.asyncDispose]())

const nothing = {
  ...{ junkAt: null, refuseAt: null, attachments: {} },
  ...{ sending: {}, forbidsExternalForwards: false },
}
interface Policy {
  readonly version: string | null
}
const read = async (path: string, browser = administrator): Promise<Policy> =>
  (await (await browser.ask(`GET ${path}`)).json()) as Policy

test('the département chooses, then a commune → each beside what it inherits, and a row of the log for each', async () => {
  const { version } = await read('/policy')
  const above = await administrator.ask('PUT /policy', {
    body: { ...nothing, version, junkAt: 5, attachments: { macro: 'refuse' } },
  })
  expect(await above.json()).toMatchObject({
    commune: { kind: 'department' },
    own: { junkAt: 5, refuseAt: null, attachments: { macro: 'refuse' } },
    inherited: { junkAt: 6, refuseAt: 15, attachments: { macro: 'hold' } },
    effective: { junkAt: 5, refuseAt: 15, attachments: { macro: 'refuse', onenote: 'hold' } },
  })
  const own = await manager.ask(`PUT ${ours}`, {
    body: { ...nothing, version: null, refuseAt: 12, attachments: { onenote: 'deliver' } },
  })
  expect(await own.json()).toMatchObject({
    inherited: { junkAt: 5, refuseAt: 15 },
    effective: { junkAt: 5, refuseAt: 12, attachments: { macro: 'refuse', onenote: 'deliver' } },
  })
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    "select entity, commune_id, after from audit where action = 'change:policy' order by id",
  )
  expect(rows).toEqual([
    { entity: 'Côte-d’Or', commune_id: null, after: { junkAt: 5, attachments: { macro: 'refuse' } } },
    {
      entity: 'Saulieu',
      commune_id: admin.saulieu.commune,
      after: { refuseAt: 12, attachments: { onenote: 'deliver' } },
    },
  ])
})

test('two choose from the same state → the second one hears of the first', async () => {
  const { version } = await read(ours)
  expect((await manager.ask(`PUT ${ours}`, { body: { version, ...nothing, refuseAt: 13 } })).status).toBe(200)
  const second = await administrator.ask(`PUT ${ours}`, { body: { version, ...nothing } })
  expect(second.status).toBe(409)
  expect(await second.json()).toMatchObject({ current: { own: { refuseAt: 13 } } })
  expect((await manager.ask(`PUT ${ours}`, { body: { version: null, ...nothing } })).status).toBe(409)
})

test('junk from a score on that is refused already → 422 at the field, inherited values counted', async () => {
  const { version } = await read(ours)
  const answer = await manager.ask(`PUT ${ours}`, { body: { version, ...nothing, junkAt: 15 } })
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/body/junkAt' }] })
})

test('how much may be sent → the département’s for all, less by the commune itself, more by the département alone', async () => {
  const above = await read('/policy')
  const sending = { mailboxHour: 400, firstTimeDay: 150 }
  const set = await administrator.ask('PUT /policy', {
    body: { ...nothing, version: above.version, sending },
  })
  expect(await set.json()).toMatchObject({
    inherited: { sending: { mailboxHour: 300, mailboxDay: 1000, communeHour: 2000, firstTimeDay: 200 } },
    effective: { sending: { mailboxHour: 400, mailboxDay: 1000, communeHour: 2000, firstTimeDay: 150 } },
  })
  const put = async (browser: Browser, sending: object) =>
    await browser.ask(`PUT ${ours}`, { body: { ...nothing, version: (await read(ours)).version, sending } })
  const more = await put(manager, { mailboxHour: 401 })
  expect(more.status).toBe(422)
  expect(await more.json()).toMatchObject({
    errors: [{ pointer: '/body/sending/mailboxHour', code: 'above-department' }],
  })
  expect((await put(manager, { mailboxHour: 100 })).status).toBe(200)
  expect((await put(administrator, { mailboxHour: 2000 })).status).toBe(200)
  const kept = await put(manager, { mailboxHour: 2000, firstTimeDay: 50 })
  expect(await kept.json()).toMatchObject({
    effective: { sending: { mailboxHour: 2000, firstTimeDay: 50 } },
  })
  expect((await put(manager, { mailboxHour: 0 })).status).toBe(422)
})

test('the département forbids forwards to the outside → no commune allows them, and a commune may forbid its own', async () => {
  const forbid = async (path: string, browser: Browser, forbidsExternalForwards: boolean) =>
    await browser.ask(`PUT ${path}`, {
      body: { ...nothing, version: (await read(path)).version, forbidsExternalForwards },
    })
  expect(await (await forbid(ours, manager, true)).json()).toMatchObject({
    inherited: { forbidsExternalForwards: false },
    effective: { forbidsExternalForwards: true },
  })
  await forbid('/policy', administrator, true)
  expect(await (await forbid(ours, manager, false)).json()).toMatchObject({
    own: { forbidsExternalForwards: false },
    effective: { forbidsExternalForwards: true },
  })
  await forbid('/policy', administrator, false)
})

test('a manager changes the département’s policy, rules or names → 403, and reads them', async () => {
  const { version } = await read('/policy', manager)
  expect((await manager.ask('PUT /policy', { body: { version, ...nothing } })).status).toBe(403)
  const rule = { commune: null, kind: 'domain', value: 'example.net', effect: 'deny' }
  expect((await manager.ask('POST /sender-rules', { body: rule })).status).toBe(403)
  expect(
    (await manager.ask('POST /protected-names', { body: { commune: null, name: 'Le préfet' } })).status,
  ).toBe(403)
})

test.each([
  ['address', 'Marie@EXAMPLE.net', 'marie@example.net'],
  ['domain', 'Mairie-Été.test', 'xn--mairie-t-h1ab.test'],
  ['network', '192.0.2.77/24', '192.0.2.0/24'],
])('a rule about the %s %s → kept as %s', async (kind, value, written) => {
  const body = { commune: admin.saulieu.commune, kind, value, effect: 'deny', note: 'vu en mars' }
  const made = await manager.ask('POST /sender-rules', { body })
  expect(await made.json()).toMatchObject({ kind, value: written, commune: { name: 'Saulieu' } })
  expect((await manager.ask('POST /sender-rules', { body })).status).toBe(409)
})

test.each([
  ['address', 'nobody'],
  ['domain', 'localhost'],
  ['network', '0.0.0.0/0'],
  ['network', 'example.net'],
])('a rule about the %s %s → 422 at the value', async (kind, value) => {
  const body = { commune: null, kind, value, effect: 'allow' }
  const answer = await administrator.ask('POST /sender-rules', { body })
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/body/value' }] })
})

interface Listed {
  readonly rows: readonly {
    readonly id: string
    readonly value: string
    readonly commune: { kind: string }
  }[]
  readonly next: string | null
}

test('rules in pages → newest first, the département’s among a commune’s own, which it cannot remove', async () => {
  const body = { commune: null, kind: 'domain', value: 'spam.test', effect: 'deny' }
  const above = (await (await administrator.ask('POST /sender-rules', { body })).json()) as { id: string }
  const list = async (query: string): Promise<Listed> =>
    (await (await manager.ask(`GET /sender-rules${query}`)).json()) as Listed
  const first = await list('?limit=2')
  const rest = await list(`?limit=50&after=${first.next}`)
  const rows = [...first.rows, ...rest.rows]
  expect(rows.map(({ value }) => value)).toEqual([
    'spam.test',
    '192.0.2.0/24',
    'xn--mairie-t-h1ab.test',
    'marie@example.net',
  ])
  expect((await list('?search=SPAM')).rows).toHaveLength(1)
  expect((await manager.ask(`DELETE /sender-rules/${above.id}`)).status).toBe(404)
  expect((await administrator.ask(`DELETE /sender-rules/${above.id}`)).status).toBe(204)
  expect((await manager.ask(`DELETE /sender-rules/${rows[1]?.id}`)).status).toBe(204)
})

test('a protected name made, changed by two, removed → the second change hears of the first', async () => {
  const made = await manager.ask('POST /protected-names', {
    body: { commune: admin.saulieu.commune, name: 'Jeanne Dupont', knownAddresses: ['J.Dupont@Free.test'] },
  })
  const { id, version } = (await made.json()) as { id: string; version: string }
  const path = `/protected-names/${id}`
  const change = { version, knownAddresses: ['a@b.test', 'A@B.test'] }
  const first = await manager.ask(`PATCH ${path}`, { body: change })
  expect(await first.json()).toMatchObject({ name: 'Jeanne Dupont', knownAddresses: ['a@b.test'] })
  expect((await administrator.ask(`PATCH ${path}`, { body: { version, name: 'Jeanne D' } })).status).toBe(409)
  const wrong = await manager.ask(`PATCH ${path}`, { body: { version, knownAddresses: ['a@b.test', 'no'] } })
  expect(await wrong.json()).toMatchObject({ errors: [{ pointer: '/body/knownAddresses/1' }] })
  expect(await (await manager.ask('GET /protected-names?search=dupont')).json()).toMatchObject({
    rows: [{ id, commune: { name: 'Saulieu' } }],
  })
  expect((await manager.ask(`DELETE ${path}`)).status).toBe(204)
  expect((await manager.ask(`DELETE ${path}`)).status).toBe(404)
})
