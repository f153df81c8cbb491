import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import {
  answered,
  semurDomain,
  startTwoCommunes,
  type TwoCommunes,
} from '#test/support/admin/two-communes.ts'
import { address, claire, domainName, saulieu } from '#test/support/database/commune.ts'

let two: TwoCommunes
beforeAll(async () => {
  two = await startTwoCommunes()
})
afterAll(() => two[Symbol.asyncDispose]())

const make = (body: unknown, browser = two.manager, headers = {}) =>
  answered(browser.ask(`POST /communes/${two.admin.saulieu.commune}/persons`, { body, headers }))
const get = (id: string, browser = two.manager) => answered(browser.ask(`GET /persons/${id}`))

test('a new person, asked for twice under one key → made once, without password, told in the log', async () => {
  const body = { name: 'Anne Roux', email: 'Anne.Roux@away.test' }
  const headers = { 'idempotency-key': 'anne-roux-1' }
  const first = await make(body, two.manager, headers)
  expect(first).toMatchObject({
    status: 201,
    body: {
      name: 'Anne Roux',
      email: 'anne.roux@away.test',
      role: 'member',
      activated: false,
      secondFactor: false,
      mailboxes: 0,
      lastSignInAt: null,
    },
  })
  expect(await make(body, two.manager, headers)).toEqual(first)
  expect(await two.logged(1)).toEqual([
    {
      action: 'create:person',
      entity: 'anne.roux@away.test',
      actor: two.manager.email,
      before: null,
      after: { name: 'Anne Roux', email: 'anne.roux@away.test', role: 'member' },
    },
  ])
  expect(await make(body)).toMatchObject({ status: 409, body: { code: 'already-exists' } })
})

test('an address of another commune’s domain, a role of the team, a manager of the département → refused', async () => {
  expect(await make({ name: 'X', email: `maire@${semurDomain}` })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/email', code: 'domain-of-another' }] },
  })
  expect(await make({ name: 'X', email: 'x@away.test', role: 'administrator' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/role' }] },
  })
  const department = `POST /communes/${two.admin.saulieu.department}/persons`
  const body = { name: 'X', email: 'x@away.test', role: 'manager' }
  expect(await answered(two.administrator.ask(department, { body }))).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/role' }] },
  })
  expect((await two.manager.ask(department, { body })).status).toBe(404)
})

test('filters: each narrows the list and the count alike; no secret is shown', async () => {
  const found = async (query: string, browser = two.administrator) => {
    const { body } = await answered(browser.ask(`GET /persons?${query}`))
    const { count } = (await answered(browser.ask(`GET /persons/count?${query}`))).body
    expect(count).toBe(body.rows.length)
    expect(JSON.stringify(body)).not.toMatch(/ARGON2ID|secret|password/i)
    return body.rows.map(({ email }: { email: string }) => email)
  }
  expect(await found('search=claire')).toEqual([claire])
  expect(await found(`commune=${two.semur.commune}&role=member`)).toEqual([`paul.estienne@${semurDomain}`])
  expect(await found(`commune=${two.semur.commune}`, two.manager)).toEqual([])
  expect(await found('role=auditor')).toEqual([two.auditor.email])
  expect(await found('role=auditor', two.manager)).toEqual([])
  expect(await found('activated=true&role=manager')).toEqual(
    expect.arrayContaining([two.manager.email, two.stranger.email]),
  )
  expect(await found('activated=false&role=manager')).toEqual([claire])
  await two.owner.pool.query('update person set two_factor_enabled = true where id = $1', [two.semur.person])
  expect(await found('withoutFactor=true&role=member')).not.toContain(`paul.estienne@${semurDomain}`)
})

test('the probe of the département → in no list of people or mailboxes, and in no count; a commune may have one of that name', async () => {
  const hosting = hostingStore(two.owner)
  const quotaBytes = 1_000_000
  const putProbe = async (commune: CommuneId, kind: 'commune' | 'department', domain: string) => {
    const email = address(`probe@${domain}`)
    await hosting.putDomain(commune, domainName(domain))
    const person = { commune, tenantKind: kind, role: 'member' as const, name: 'Sonde', email }
    await hosting.putMailbox({ commune, address: email, owner: await hosting.putPerson(person), quotaBytes })
  }
  await putProbe(two.admin.saulieu.department, 'department', 'mail.cotedor.test')
  await putProbe(two.semur.commune, 'commune', 'semur.test')
  for (const [list, key] of [
    ['persons', 'email'],
    ['mailboxes', 'address'],
  ] as const) {
    const { rows } = (await answered(two.administrator.ask(`GET /${list}?search=probe@`))).body
    expect(rows.map((row: Readonly<Record<string, unknown>>) => row[key])).toEqual(['probe@semur.test'])
    expect((await answered(two.administrator.ask(`GET /${list}/count?search=probe@`))).body).toMatchObject({
      count: 1,
    })
  }
})

test('whoever is signed in → told the names of those who administer the département', async () => {
  const { department } = (await answered(two.manager.ask('GET /session'))).body
  const { name } = (await answered(two.administrator.ask('GET /session'))).body.person
  expect(department).toEqual({ name: 'Côte-d’Or', number: '21', administrators: [name] })
})

test('the last sign-in is the last one that was let in', async () => {
  await two.owner.pool.query(
    `insert into sign_in (at, person_id, login, protocol, client, outcome) values
     ('2026-01-01T08:00:00Z', $1, $2, 'web', '127.0.0.1', 'accepted'),
     ('2026-02-01T08:00:00Z', $1, $2, 'web', '127.0.0.1', 'refused')`,
    [two.admin.saulieu.person, claire],
  )
  const { body } = await get(two.admin.saulieu.person)
  expect(body).toMatchObject({ lastSignInAt: '2026-01-01T08:00:00.000Z', mailboxes: 1 })
})

test('two change one person → the second hears that the first was there', async () => {
  const { body: made } = await make({ name: 'Two Names', email: 'two@away.test' })
  const patch = (body: object) =>
    answered(two.manager.ask(`PATCH /persons/${made.id}`, { body: { revision: 1, ...body } }))
  expect(await patch({ role: 'manager' })).toMatchObject({
    status: 200,
    body: { role: 'manager', revision: 2 },
  })
  expect(await two.logged(1)).toMatchObject([
    {
      action: 'change:person',
      entity: 'two@away.test',
      before: { role: 'member' },
      after: { role: 'manager' },
    },
  ])
  expect(await patch({ name: 'Other' })).toMatchObject({
    status: 409,
    body: { code: 'changed-meanwhile', current: { name: 'Two Names', role: 'manager' } },
  })
  expect((await patch({ role: 'administrator' })).status).toBe(422)
})

test('a person is suspended → the session ends at once, and signing in is over until it is lifted', async () => {
  const gone = await two.admin.signIn({ role: 'manager' })
  expect((await gone.ask('GET /session')).status).toBe(200)
  const suspend = (suspended: boolean, revision: number) =>
    answered(two.manager.ask(`PUT /persons/${gone.person}/suspension`, { body: { revision, suspended } }))
  expect(await suspend(true, 1)).toMatchObject({ status: 200, body: { suspendedAt: expect.any(String) } })
  expect((await gone.ask('GET /session')).status).toBe(401)
  const { rows } = await two.owner.pool.query('select 1 from session where person_id = $1', [gone.person])
  expect(rows).toEqual([])
  expect(await two.logged(1)).toMatchObject([{ action: 'suspend:person', entity: gone.email }])
  expect(await suspend(false, 2)).toMatchObject({ status: 200, body: { suspendedAt: null } })
})

test('nobody suspends, demotes or takes away themselves', async () => {
  const { person } = two.manager
  const path = `/persons/${person}`
  const answers = await Promise.all([
    two.manager.ask(`PUT ${path}/suspension`, { body: { revision: 1, suspended: true } }),
    two.manager.ask(`PATCH ${path}`, { body: { revision: 1, role: 'member' } }),
    two.manager.ask(`DELETE ${path}`),
  ])
  for (const answer of answers) {
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({ code: 'same-person' })
  }
})

test('the département’s team is shown to an administrator and changed elsewhere', async () => {
  const path = `/persons/${two.auditor.person}`
  expect((await get(two.auditor.person, two.administrator)).body).toMatchObject({ role: 'auditor' })
  const answers = await Promise.all([
    two.administrator.ask(`PUT ${path}/suspension`, { body: { revision: 1, suspended: true } }),
    two.administrator.ask(`PATCH ${path}`, { body: { revision: 1, role: 'member' } }),
    two.administrator.ask(`DELETE ${path}`),
  ])
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403])
})

test('whoever owns a mailbox stays; without one they go with all their access', async () => {
  const { body: made } = await answered(
    two.manager.ask(`POST /communes/${two.admin.saulieu.commune}/mailboxes`, {
      body: { localPart: 'leaving', domain: saulieu, kind: 'personal', owner: { name: 'Leaving' } },
    }),
  )
  const remove = () => answered(two.manager.ask(`DELETE /persons/${made.owner.id}`))
  expect(await remove()).toMatchObject({ status: 409, body: { code: 'in-use' } })
  await two.manager.ask(`PUT /mailboxes/${made.id}/owner`, { body: { revision: 1, owner: null } })
  expect((await remove()).status).toBe(204)
  expect(await two.logged(1)).toMatchObject([
    { action: 'delete:person', entity: `leaving@${saulieu}`, before: { name: 'Leaving', role: 'member' } },
  ])
  expect((await get(made.owner.id)).status).toBe(404)
})

test('the export has everybody of the filter, and nobody of another commune', async () => {
  const answer = await two.manager.ask('GET /persons/export?role=manager')
  const text = Buffer.from(await answer.arrayBuffer()).toString()
  expect(text).toContain(`${claire};gestion d’une commune;Saulieu;`)
  expect(text).not.toContain(two.stranger.email)
  expect(text).not.toContain('anne.roux@away.test')
})

test('a manager of another commune → 404 for each; an auditor changes → 403', async () => {
  const path = `/persons/${two.admin.saulieu.person}`
  const named = [
    ['GET', path],
    ['GET', `${path}/access`],
    ['PATCH', path, { revision: 1, name: 'Mine' }],
    ['PUT', `${path}/suspension`, { revision: 1, suspended: true }],
    ['DELETE', path],
    ['POST', `/communes/${two.admin.saulieu.commune}/persons`, { name: 'X', email: 'y@away.test' }],
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
