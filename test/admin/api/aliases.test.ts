import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  answered,
  semurDomain,
  startTwoCommunes,
  type TwoCommunes,
} from '#test/support/admin/two-communes.ts'
import { claire, mairie, saulieu } from '#test/support/database/commune.ts'

let two: TwoCommunes
beforeAll(async () => {
  two = await startTwoCommunes()
})
afterAll(() => two[Symbol.asyncDispose]())

const make = (localPart: string, targets: readonly string[], headers = {}) =>
  answered(
    two.manager.ask(`POST /communes/${two.admin.saulieu.commune}/aliases`, {
      body: { localPart, domain: saulieu, targets },
      headers,
    }),
  )
const patch = (id: string, revision: number, targets: readonly string[]) =>
  answered(two.manager.ask(`PATCH /aliases/${id}`, { body: { revision, targets } }))

test('a new alias to two communes, asked for twice under one key → made once, told in the log', async () => {
  const semur = `mairie@${semurDomain}`
  const headers = { 'idempotency-key': 'contact-alias-1' }
  const first = await make('Contact', [mairie, semur.toUpperCase(), mairie], headers)
  expect(first).toMatchObject({
    status: 201,
    body: { address: `contact@${saulieu}`, targets: [mairie, semur].sort(), revision: 1 },
  })
  expect(await make('Contact', [mairie, semur.toUpperCase(), mairie], headers)).toEqual(first)
  expect(await two.logged(1)).toEqual([
    {
      action: 'create:alias',
      entity: `contact@${saulieu}`,
      actor: two.manager.email,
      before: null,
      after: { targets: [mairie, semur] },
    },
  ])
  expect(await make('mairie', [claire])).toMatchObject({
    status: 409,
    // Not by which constraint: that says how tables are made.
    body: { code: 'already-exists', detail: 'This exists already.' },
  })
})

test('targets that are none, outside, the alias itself or lead back to it → refused with a pointer', async () => {
  const refused = async (targets: readonly string[], pointer: string, code: string) =>
    expect(await make('wrong', targets)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer, code }] },
    })
  await refused([mairie, 'nowhere'], '/body/targets/1', 'invalid-address')
  await refused(['someone@away.test'], '/body/targets/0', 'unknown')
  await refused([`wrong@${saulieu}`], '/body/targets/0', 'loop')
  await refused([], '/body/targets', 'too-small')
  const { body: one } = await make('one', [mairie])
  await make('two', [`one@${saulieu}`])
  expect(await patch(one.id, 1, [`two@${saulieu}`])).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/targets', code: 'loop' }] },
  })
})

test('two change one alias → the second hears that the first was there', async () => {
  const { body: made } = await make('changing', [mairie])
  expect(await patch(made.id, 1, [claire])).toMatchObject({
    status: 200,
    body: { targets: [claire], revision: 2 },
  })
  expect(await two.logged(1)).toMatchObject([
    { action: 'change:alias', before: { targets: [mairie] }, after: { targets: [claire] } },
  ])
  expect(await patch(made.id, 1, [mairie])).toMatchObject({
    status: 409,
    body: { code: 'changed-meanwhile', current: { targets: [claire] } },
  })
})

test('filters: by part of the address, by target, by commune', async () => {
  const found = async (query: string) => {
    const { body } = await answered(two.administrator.ask(`GET /aliases?${query}`))
    expect((await answered(two.administrator.ask(`GET /aliases/count?${query}`))).body.count).toBe(
      body.rows.length,
    )
    return body.rows.map(({ address }: { address: string }) => address)
  }
  expect(await found(`target=${encodeURIComponent(claire)}`)).toEqual([`changing@${saulieu}`])
  expect(await found('search=CONT')).toEqual([`contact@${saulieu}`])
  expect(await found(`commune=${two.semur.commune}`)).toEqual([])
  expect((await two.administrator.ask('GET /aliases?target=nowhere')).status).toBe(422)
})

test('an alias that another one needs stays; else it goes', async () => {
  const { body: below } = await make('below', [mairie])
  const { body: above } = await make('above', [`below@${saulieu}`])
  expect(await answered(two.manager.ask(`DELETE /aliases/${below.id}`))).toMatchObject({
    status: 409,
    body: { code: 'in-use', detail: expect.stringContaining(`above@${saulieu}`) },
  })
  expect((await two.manager.ask(`DELETE /aliases/${above.id}`)).status).toBe(204)
  expect((await two.manager.ask(`DELETE /aliases/${below.id}`)).status).toBe(204)
  expect(await two.logged(1)).toMatchObject([
    { action: 'delete:alias', entity: `below@${saulieu}`, before: { targets: [mairie] } },
  ])
})

test('a manager of another commune → 404 for each; an auditor changes → 403', async () => {
  const { body: made } = await make('mine', [mairie])
  const named = [
    ['GET', `/aliases/${made.id}`],
    ['PATCH', `/aliases/${made.id}`, { revision: 1, targets: [`mairie@${semurDomain}`] }],
    ['DELETE', `/aliases/${made.id}`],
    [
      'POST',
      `/communes/${two.admin.saulieu.commune}/aliases`,
      { localPart: 'theirs', domain: saulieu, targets: [mairie] },
    ],
  ] as const
  for (const [method, path, body] of named) {
    const given = body === undefined ? {} : { body }
    expect([method, path, (await two.stranger.ask(`${method} ${path}`, given)).status]).toEqual([
      method,
      path,
      404,
    ])
    if (method === 'GET') continue
    expect((await two.auditor.ask(`${method} ${path}`, given)).status).toBe(403)
  }
})

test('nothing here was a bug of the server', () => {
  expect(two.admin.complaints).toEqual([])
})
