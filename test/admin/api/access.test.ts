import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  answered,
  semurDomain,
  startTwoCommunes,
  type TwoCommunes,
} from '#test/support/admin/two-communes.ts'
import { claire, mairie } from '#test/support/database/commune.ts'

let two: TwoCommunes
beforeAll(async () => {
  two = await startTwoCommunes()
})
afterAll(() => two[Symbol.asyncDispose]())

const paul = `paul.estienne@${semurDomain}`
const path = () => `/mailboxes/${two.admin.saulieu.mairie}/access`
const open = (body: unknown, browser = two.manager) => answered(browser.ask(`POST ${path()}`, { body }))
const put = (person: string, body: unknown, browser = two.manager) =>
  answered(browser.ask(`PUT ${path()}/${person}`, { body }))

test('a secretary of another commune, named by address → may send from now on; told in the log', async () => {
  const before = Date.now()
  const { status, body } = await open({ email: paul.toUpperCase(), role: 'send' })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    person: { id: two.semur.person, email: paul, commune: { name: 'Semur-en-Auxois' }, suspended: false },
    role: 'send',
    until: null,
    state: 'current',
  })
  expect(Date.parse(body.from)).toBeGreaterThanOrEqual(before - 1000)
  expect(await two.logged(1)).toMatchObject([
    { action: 'create:access', entity: mairie, before: null, after: { person: paul, role: 'send' } },
  ])
  expect(await open({ email: paul, role: 'read' })).toMatchObject({
    status: 409,
    body: { code: 'already-exists' },
  })
  expect(await open({ email: 'nobody@away.test', role: 'read' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/email', code: 'unknown' }] },
  })
})

test('a personal mailbox is opened to somebody else → an alert, once; a shared one → none', async () => {
  await using owner = two.admin.postgresql.open('vm_owner')
  const alerts = async () => (await owner.pool.query('select kind, subject, facts from alert')).rows
  expect(await alerts()).toEqual([])
  const personal = `/mailboxes/${two.admin.saulieu.personal}/access`
  const body = { email: paul, role: 'read' }
  expect((await answered(two.manager.ask(`POST ${personal}`, { body }))).status).toBe(201)
  await answered(
    two.manager.ask(`PUT ${personal}/${two.semur.person}`, { body: { role: 'send', until: null } }),
  )
  expect(await alerts()).toEqual([
    { kind: 'personal-mailbox-opened', subject: claire, facts: { to: paul, by: two.manager.email } },
  ])
  await answered(two.manager.ask(`DELETE ${personal}/${two.semur.person}`))
})

test('a term that cannot be, for somebody of another commune → reads like one for nobody', async () => {
  const over = { role: 'read', until: '2000-01-01T00:00:00.000Z' }
  const nobodys = await open({ email: 'nobody@away.test', ...over })
  expect(nobodys.body.errors).toMatchObject([{ pointer: '/body/until', code: 'too-early' }])
  expect(await open({ email: `jeanne@${semurDomain}`, ...over })).toEqual(nobodys)
  expect(await open({ email: paul, ...over })).toEqual(nobodys)
})

test('the role changes → one row, since when as before; a term that ends before it begins is refused', async () => {
  const { body: listed } = await answered(two.manager.ask(`GET ${path()}`))
  const { body } = await put(two.semur.person, { role: 'read', until: '2099-01-01T00:00:00.000Z' })
  expect(body).toMatchObject({
    role: 'read',
    from: listed.rows[0].from,
    until: '2099-01-01T00:00:00.000Z',
    state: 'current',
  })
  expect((await answered(two.manager.ask(`GET ${path()}`))).body.rows).toHaveLength(1)
  expect(await two.logged(1)).toMatchObject([
    { action: 'change:access', before: { role: 'send', until: null }, after: { role: 'read' } },
  ])
  expect(await put(two.semur.person, { role: 'read', until: '2000-01-01T00:00:00.000Z' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/until' }] },
  })
  const future = await put(two.semur.person, { role: 'read', from: '2098-01-01T00:00:00.000Z' })
  expect(future.body.state).toBe('future')
})

test('the owner of a personal mailbox stands first and needs no access', async () => {
  const own = `/mailboxes/${two.admin.saulieu.personal}/access`
  const { body } = await answered(two.manager.ask(`GET ${own}`))
  expect(body.rows).toEqual([
    expect.objectContaining({
      role: 'owner',
      from: null,
      state: 'current',
      person: expect.objectContaining({ email: claire }),
    }),
  ])
  const again = await answered(two.manager.ask(`POST ${own}`, { body: { email: claire, role: 'read' } }))
  expect(again).toMatchObject({ status: 409, body: { code: 'already-exists' } })
})

test('nobody of the département’s team is given the mail of a commune, not even by themselves', async () => {
  const { email, person } = two.administrator
  expect(await open({ email, role: 'read' }, two.administrator)).toMatchObject({ status: 403 })
  const nobodys = await open({ email: 'nobody@away.test', role: 'read' })
  expect(await open({ email, role: 'read' })).toEqual(nobodys)
  expect(await put(person, { role: 'read' }, two.administrator)).toMatchObject({ status: 403 })
})

test('a person is asked for → the mailboxes that the asker may see, their own first', async () => {
  const { body } = await answered(two.administrator.ask(`GET /persons/${two.semur.person}/access`))
  expect(
    body.rows.map(({ mailbox, role }: { mailbox: { address: string }; role: string }) => [
      mailbox.address,
      role,
    ]),
  ).toEqual([
    [paul, 'owner'],
    [mairie, 'read'],
  ])
  const { body: seen } = await answered(two.stranger.ask(`GET /persons/${two.semur.person}/access`))
  expect(seen.rows.map(({ mailbox }: { mailbox: { address: string } }) => mailbox.address)).toEqual([paul])
})

test('access is taken away → with the app passwords of that person for that mailbox', async () => {
  await two.owner.pool.query(
    `insert into app_password (commune_id, person_id, mailbox_id, selector, hash, label) values
     ($1, $2, $3, 'abcdefgh', '{SSHA512}AAAA', 'phone')`,
    [two.admin.saulieu.commune, two.semur.person, two.admin.saulieu.mairie],
  )
  expect((await two.manager.ask(`DELETE ${path()}/${two.semur.person}`)).status).toBe(204)
  const { rows } = await two.owner.pool.query(
    "select revoked_at from app_password where selector = 'abcdefgh'",
  )
  expect(rows).toEqual([{ revoked_at: expect.any(Date) }])
  expect(await two.logged(1)).toMatchObject([
    { action: 'delete:access', entity: mairie, before: { person: paul, appPasswords: 1 }, after: null },
  ])
  expect((await two.manager.ask(`DELETE ${path()}/${two.semur.person}`)).status).toBe(404)
})

test('a manager guesses the id of a person they cannot see → 404, as if there were none', async () => {
  expect((await put(two.semur.person, { role: 'read' })).status).toBe(404)
})

test('a manager of another commune → 404 for each; an auditor changes → 403', async () => {
  const named = [
    ['GET', path()],
    ['POST', path(), { email: paul, role: 'manage' }],
    ['PUT', `${path()}/${two.semur.person}`, { role: 'manage' }],
    ['DELETE', `${path()}/${two.semur.person}`],
  ] as const
  for (const [method, to, body] of named) {
    const given = body === undefined ? {} : { body }
    expect([method, to, (await two.stranger.ask(`${method} ${to}`, given)).status]).toEqual([method, to, 404])
    if (method === 'GET') continue
    expect((await two.auditor.ask(`${method} ${to}`, given)).status).toBe(403)
  }
})

test('nothing here was a bug of the server', () => {
  expect(two.admin.complaints).toEqual([])
})
