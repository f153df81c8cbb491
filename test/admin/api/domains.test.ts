import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  answered,
  semurDomain,
  startTwoCommunes,
  type TwoCommunes,
} from '#test/support/admin/two-communes.ts'
import { saulieu } from '#test/support/database/commune.ts'

let two: TwoCommunes
beforeAll(async () => {
  two = await startTwoCommunes()
})
afterAll(() => two[Symbol.asyncDispose]())

const newDomain = (name: string, aliasOf: string | null = null) =>
  answered(
    two.administrator.ask(`POST /communes/${two.admin.saulieu.commune}/domains`, { body: { name, aliasOf } }),
  )

test('a manager asks for domains → their own commune’s alone, with what is in them', async () => {
  const { body } = await answered(two.manager.ask('GET /domains'))
  expect(body.rows).toEqual([
    expect.objectContaining({
      name: saulieu,
      commune: { id: two.admin.saulieu.commune, name: 'Saulieu' },
      mailboxes: 2,
      aliases: 0,
      aliasDomains: [],
      revision: 1,
    }),
  ])
  expect((await answered(two.manager.ask(`GET /domains/${semurDomain}`))).status).toBe(404)
  expect((await answered(two.administrator.ask('GET /domains?search=SEMUR'))).body.rows).toHaveLength(1)
  expect((await answered(two.administrator.ask('GET /domains/count'))).body).toEqual({ count: 2 })
})

test('a new domain with accents → kept as an A-label, told in the log', async () => {
  const { status, body } = await newDomain('mairie-écoles.test')
  expect(status).toBe(201)
  expect(body.name).toBe('xn--mairie-coles-heb.test')
  expect(await two.logged(1)).toEqual([
    {
      action: 'create:domain',
      entity: body.name,
      actor: two.administrator.email,
      before: null,
      after: { name: body.name, aliasOf: null },
    },
  ])
})

test('a domain that somebody of another commune took an address of before → not hosted until they are gone', async () => {
  const name = 'mairie-beaune.test'
  const early = await answered(
    two.stranger.ask(`POST /communes/${two.semur.commune}/persons`, {
      body: { name: 'Marie Durand', email: `marie.durand@${name}` },
    }),
  )
  expect(await newDomain(name)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/name', code: 'people-elsewhere' }] },
  })
  await two.stranger.ask(`DELETE /persons/${early.body.id}`)
  expect((await newDomain(name)).status).toBe(201)
})

test('a name that is none, one of another commune, an alias of an alias → refused with a pointer', async () => {
  expect(await newDomain('localhost')).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/name' }] },
  })
  expect(await newDomain(semurDomain)).toMatchObject({ status: 409, body: { code: 'already-exists' } })
  expect(await newDomain('a.saulieu.test', semurDomain)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/aliasOf', code: 'unknown' }] },
  })
  expect((await newDomain('alias.saulieu.test', saulieu)).status).toBe(201)
  expect(await newDomain('chain.saulieu.test', 'alias.saulieu.test')).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/aliasOf', code: 'alias' }] },
  })
})

test('catch-all and alias: of the same commune only, no alias with addresses of its own, one change at a time', async () => {
  const path = `/domains/${saulieu}`
  const { revision } = (await answered(two.administrator.ask(`GET ${path}`))).body
  const patch = (body: unknown) => answered(two.administrator.ask(`PATCH ${path}`, { body }))
  expect(await patch({ revision, catchAll: `mairie@${semurDomain}` })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/catchAll', code: 'unknown' }] },
  })
  expect(await patch({ revision, aliasOf: 'xn--mairie-coles-heb.test' })).toMatchObject({
    status: 409,
    body: { code: 'in-use' },
  })
  expect(await patch({ revision, catchAll: `Mairie@${saulieu}` })).toMatchObject({
    status: 200,
    body: { catchAll: `mairie@${saulieu}`, revision: revision + 1 },
  })
  expect(await two.logged(1)).toMatchObject([
    {
      action: 'change:domain',
      before: { catchAll: null },
      after: { catchAll: `mairie@${saulieu}` },
    },
  ])
  expect(await patch({ revision, catchAll: null })).toMatchObject({
    status: 409,
    body: { code: 'changed-meanwhile', current: { catchAll: `mairie@${saulieu}` } },
  })
})

test('a domain is taken away once it is empty', async () => {
  await newDomain('soon-gone.test')
  expect(await answered(two.administrator.ask(`DELETE /domains/${saulieu}`))).toMatchObject({
    status: 409,
    body: { code: 'in-use' },
  })
  expect((await two.administrator.ask('DELETE /domains/soon-gone.test')).status).toBe(204)
  expect(await two.logged(1)).toMatchObject([{ action: 'delete:domain', entity: 'soon-gone.test' }])
  expect((await two.administrator.ask('DELETE /domains/soon-gone.test')).status).toBe(404)
})

test('a manager and an auditor change a domain → forbidden', async () => {
  for (const browser of [two.manager, two.auditor]) {
    const answer = await browser.ask(`PATCH /domains/${saulieu}`, { body: { revision: 1, catchAll: null } })
    expect(answer.status).toBe(403)
  }
})
