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

const day = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString()
const path = () => `/mailboxes/${two.admin.saulieu.mairie}`
const put = (body: unknown) => answered(two.manager.ask(`PUT ${path()}/forwards`, { body }))
const allow = (target: string, body: object, browser = two.administrator) =>
  answered(browser.ask(`PUT ${path()}/external-forwards/${encodeURIComponent(target)}`, { body }))

test('forwards inside the département → the copy stays or not; told in the log; two at once → one', async () => {
  const semur = `mairie@${semurDomain}`
  expect(await put({ revision: 1, targets: [semur, claire], keepsCopy: false })).toMatchObject({
    status: 200,
    body: {
      mailbox: { address: mairie, revision: 2 },
      targets: [claire, semur],
      keepsCopy: false,
      external: [],
    },
  })
  expect(await two.logged(1)).toMatchObject([
    {
      action: 'change:forward',
      entity: mairie,
      before: { targets: [], keepsCopy: true },
      after: { targets: [claire, semur], keepsCopy: false },
    },
  ])
  expect(await put({ revision: 1, targets: [], keepsCopy: true })).toMatchObject({
    status: 409,
    body: { code: 'changed-meanwhile', current: { keepsCopy: false } },
  })
  const { body: row } = await answered(two.manager.ask(`GET ${path()}`))
  expect(row).toMatchObject({ forwards: 2, forwardKeepsCopy: false })
  expect((await two.manager.ask(`DELETE ${path()}/forwards`)).status).toBe(204)
  expect(await two.logged(1)).toMatchObject([
    { action: 'delete:forward', before: { targets: [claire, semur] } },
  ])
})

test('to itself, to the outside, to nobody → refused with a pointer', async () => {
  const { revision } = (await answered(two.manager.ask(`GET ${path()}`))).body
  for (const [target, code] of [
    [mairie, 'loop'],
    ['someone@away.test', 'unknown'],
    [`nobody@${semurDomain}`, 'unknown'],
  ]) {
    expect(await put({ revision, targets: [target], keepsCopy: true })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/body/targets/0', code }] },
    })
  }
})

test('an external forward → allowed by an administrator, for a year at most, with an alert', async () => {
  const until = inDays(90)
  expect(await allow('Someone+x@Away.test', { reason: 'Passage', until })).toMatchObject({
    status: 200,
    body: { external: [{ target: 'Someone+x@away.test', reason: 'Passage', until, state: 'current' }] },
  })
  expect(await two.logged(1)).toMatchObject([
    { action: 'create:external-forward', entity: mairie, after: { target: 'Someone+x@away.test', until } },
  ])
  await allow('Someone+x@away.test', { reason: 'Passage', until: inDays(120) })
  expect(await two.logged(1)).toMatchObject([{ action: 'change:external-forward', before: { until } }])
  const { rows } = await two.owner.pool.query(
    "select kind, subject, commune_id, facts, times from alert where kind = 'external-forward'",
  )
  expect(rows).toEqual([
    {
      kind: 'external-forward',
      subject: mairie,
      commune_id: two.admin.saulieu.commune,
      facts: {
        to: 'Someone+x@away.test',
        until: expect.stringMatching(/Z$/),
        by: expect.stringMatching(/\S+@/),
      },
      times: 2,
    },
  ])
  expect((await answered(two.manager.ask(`GET ${path()}`))).body.externalForwards).toBe(1)
})

test('longer than a year, in the past, to one of ours, without a reason → refused', async () => {
  const refused = async (target: string, body: object, pointer: string) =>
    expect(await allow(target, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } })
  await refused('a@away.test', { reason: 'Passage', until: inDays(367) }, '/body/until')
  await refused('a@away.test', { reason: 'Passage', until: inDays(-1) }, '/body/until')
  await refused('a@away.test', { reason: '', until: inDays(1) }, '/body/reason')
  await refused(claire, { reason: 'Passage', until: inDays(1) }, '/params/target')
})

test('a manager allows none, and may end one', async () => {
  expect(await allow('b@away.test', { reason: 'Passage', until: inDays(1) }, two.manager)).toMatchObject({
    status: 403,
  })
  const external = `DELETE ${path()}/external-forwards/${encodeURIComponent('Someone+x@away.test')}`
  expect((await two.manager.ask(external)).status).toBe(204)
  expect(await two.logged(1)).toMatchObject([{ action: 'delete:external-forward', entity: mairie }])
  expect((await two.manager.ask(external)).status).toBe(404)
})

test('a manager of another commune → 404 for each; an auditor changes → 403', async () => {
  const named = [
    ['GET', `${path()}/forwards`],
    ['PUT', `${path()}/forwards`, { revision: 1, targets: [`mairie@${semurDomain}`], keepsCopy: true }],
    ['DELETE', `${path()}/forwards`],
    ['DELETE', `${path()}/external-forwards/a@away.test`],
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

test('forwards to the outside are forbidden for all → none is allowed, those that are have no effect', async () => {
  const target = 'kept@away.test'
  await allow(target, { reason: 'Passage', until: inDays(9) })
  const policy = async (forbidsExternalForwards: boolean) => {
    const { version } = (await answered(two.administrator.ask('GET /policy'))).body
    const body = {
      version,
      junkAt: null,
      refuseAt: null,
      attachments: {},
      sending: {},
      forbidsExternalForwards,
    }
    return (await two.administrator.ask('PUT /policy', { body })).status
  }
  expect(await policy(true)).toBe(200)
  expect(await allow('other@away.test', { reason: 'Passage', until: inDays(9) })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/params/target', code: 'external-forwards-forbidden' }] },
  })
  const forwards = async () => (await answered(two.manager.ask(`GET ${path()}/forwards`))).body
  expect(await forwards()).toMatchObject({ externalForbidden: true })
  expect(await policy(false)).toBe(200)
  expect(await forwards()).toMatchObject({ externalForbidden: false })
})
