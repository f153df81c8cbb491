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

const paul = `paul.estienne@${semurDomain}`
const make = (localPart: string, members: readonly string[], more = {}) =>
  answered(
    two.manager.ask(`POST /communes/${two.admin.saulieu.commune}/lists`, {
      body: { localPart, domain: saulieu, name: 'Conseil', members, ...more },
    }),
  )
const patch = (id: string, body: object) => answered(two.manager.ask(`PATCH /lists/${id}`, { body }))

test('a new list with members of two communes → shown with them, told in the log', async () => {
  const { status, body } = await make('conseil', [claire, paul], { senders: 'members' })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    address: `conseil@${saulieu}`,
    name: 'Conseil',
    senders: 'members',
    members: 2,
    memberAddresses: [claire, paul].sort(),
  })
  expect(await two.logged(1)).toMatchObject([
    {
      action: 'create:list',
      entity: `conseil@${saulieu}`,
      after: { senders: 'members', members: [claire, paul] },
    },
  ])
  const { body: listed } = await answered(two.manager.ask('GET /lists?search=conseil'))
  expect(listed.rows).toEqual([expect.objectContaining({ id: body.id, members: 2 })])
  expect((await answered(two.administrator.ask(`GET /lists/count?target=${paul}`))).body).toEqual({
    count: 1,
  })
})

test('members change → the log tells who came and who went; two at once → one', async () => {
  const { body: made } = await make('commission', [claire])
  expect(await patch(made.id, { revision: 1, members: [paul, mairie] })).toMatchObject({
    status: 200,
    body: { memberAddresses: [mairie, paul].sort(), revision: 2 },
  })
  expect(await two.logged(1)).toMatchObject([
    { action: 'change:list', before: { members: [claire] }, after: { members: [paul, mairie] } },
  ])
  expect(await patch(made.id, { revision: 1, name: 'Other' })).toMatchObject({
    status: 409,
    body: { code: 'changed-meanwhile', current: { revision: 2 } },
  })
  expect(await patch(made.id, { revision: 2, name: 'Commission des finances' })).toMatchObject({
    body: { name: 'Commission des finances', members: 2 },
  })
})

test('a member that is none, the list itself, one that leads back to it → refused', async () => {
  expect(await make('wrong', ['someone@away.test'])).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/members/0', code: 'unknown' }] },
  })
  expect(await make('wrong', [`wrong@${saulieu}`])).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/members/0', code: 'loop' }] },
  })
  const { body: inner } = await make('inner', [mairie])
  await make('outer', [`inner@${saulieu}`])
  expect(await patch(inner.id, { revision: 1, members: [`outer@${saulieu}`] })).toMatchObject({
    status: 422,
    body: { code: 'invalid-input' },
  })
})

test('a list is taken away → its members stay', async () => {
  const { body: made } = await make('gone', [claire])
  expect((await two.manager.ask(`DELETE /lists/${made.id}`)).status).toBe(204)
  expect(await two.logged(1)).toMatchObject([{ action: 'delete:list', before: { members: [claire] } }])
  expect((await two.manager.ask(`GET /mailboxes/${two.admin.saulieu.personal}`)).status).toBe(200)
})

test('a manager of another commune → 404 for each; an auditor changes → 403', async () => {
  const { body: made } = await make('mine', [mairie])
  const named = [
    ['GET', `/lists/${made.id}`],
    ['PATCH', `/lists/${made.id}`, { revision: 1, members: [] }],
    ['DELETE', `/lists/${made.id}`],
    [
      'POST',
      `/communes/${two.admin.saulieu.commune}/lists`,
      { localPart: 'theirs', domain: saulieu, name: 'Theirs' },
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
