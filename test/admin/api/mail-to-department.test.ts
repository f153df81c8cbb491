// The département's team reads no mail of communes: nor does it lead it to its own mailboxes.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#test/support/admin/admin.ts'
import { answered, startTwoCommunes, type TwoCommunes } from '#test/support/admin/two-communes.ts'
import { claire, saulieu } from '#test/support/database/commune.ts'

const team = 'assistance@cotedor.test'
let two: TwoCommunes
let support: Browser
let aliases: string
beforeAll(async () => {
  two = await startTwoCommunes()
  support = await two.admin.signIn({ role: 'support' })
  aliases = `/communes/${two.admin.saulieu.commune}/aliases`
  const own = `/communes/${two.admin.saulieu.department}`
  await two.administrator.ask(`POST ${own}/domains`, { body: { name: 'cotedor.test', aliasOf: null } })
  const { status } = await two.administrator.ask(`POST ${own}/mailboxes`, {
    body: {
      localPart: 'assistance',
      domain: 'cotedor.test',
      kind: 'shared',
      name: 'Assistance',
      owner: null,
    },
  })
  expect(status).toBe(201)
})
afterAll(() => two[Symbol.asyncDispose]())

const refused = (pointer: string) => ({
  status: 422,
  body: { errors: [{ pointer, code: 'to-department' }] },
})
const forward = (by: Browser, revision: number, ...targets: string[]) =>
  answered(
    by.ask(`PUT /mailboxes/${two.admin.saulieu.mairie}/forwards`, {
      body: { revision, targets, keepsCopy: true },
    }),
  )
const alias = (by: Browser, localPart: string, ...targets: string[]) =>
  answered(by.ask(`POST ${aliases}`, { body: { localPart, domain: saulieu, targets } }))

test('support and an administrator lead a commune’s mailbox, alias or list to a mailbox of the team → refused', async () => {
  const list = {
    localPart: 'tous',
    domain: saulieu,
    name: 'Tous',
    senders: 'anyone',
    members: [claire, team],
  }
  const made = await answered(
    support.ask(`POST /communes/${two.admin.saulieu.commune}/lists`, { body: list }),
  )
  expect(made).toMatchObject(refused('/body/members/1'))
  for (const by of [support, two.administrator]) {
    expect(await forward(by, 1, claire, team)).toMatchObject(refused('/body/targets/1'))
    expect(await alias(by, 'aide', team)).toMatchObject(refused('/body/targets/0'))
  }
})

test('the manager of the commune chooses it → it leads there, and support changes the rest of it', async () => {
  const { status, body } = await alias(two.manager, 'urgences', team)
  expect(status).toBe(201)
  const { revision } = (await answered(support.ask(`GET /aliases/${body.id}`))).body
  const changed = await answered(
    support.ask(`PATCH /aliases/${body.id}`, { body: { revision, targets: [team, claire] } }),
  )
  expect(changed).toMatchObject({ status: 200, body: { targets: expect.arrayContaining([team, claire]) } })
})

test('an alias of the département itself → leads to its own mailbox', async () => {
  const made = await answered(
    two.administrator.ask(`POST /communes/${two.admin.saulieu.department}/aliases`, {
      body: { localPart: 'aide', domain: 'cotedor.test', targets: [team] },
    }),
  )
  expect(made.status).toBe(201)
})
