import { afterAll, beforeAll, expect, test } from 'vitest'
import * as contract from '#admin/contract/policies/leak.ts'
import * as policyContract from '#admin/contract/policies/leak-policy.ts'
import { leakActions, leakAudiences, leakOutcomes } from '#core/policies/leak.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { answered } from '#test/support/admin/two-communes.ts'

let admin: TestAdmin
let administrator: Browser
let manager: Browser
let ours: string
beforeAll(async () => {
  admin = await startTestAdmin()
  administrator = await admin.signIn({ role: 'administrator' })
  manager = await admin.signIn({ role: 'manager' })
  ours = `/communes/${admin.saulieu.commune}/leak-policy`
})
afterAll(() => admin[Symbol.asyncDispose]())

const nothing = { rules: {}, partners: null }
const versionOf = async (path: string) => (await answered(administrator.ask(`GET ${path}`))).body.version

test('the contract → says the words of the core', () => {
  expect(policyContract.leakActions).toEqual(leakActions)
  expect(policyContract.leakAudiences).toEqual(leakAudiences)
  expect(contract.leakOutcomes).toEqual(leakOutcomes)
})

test('the département chooses, then a commune → each beside what it inherits, and the log says which cells', async () => {
  const above = await answered(
    administrator.ask('PUT /leak-policy', {
      body: {
        version: null,
        rules: { nir: { partners: [{ from: 1, action: 'hold' }] } },
        partners: ['Gouv.fr'],
      },
    }),
  )
  expect(above).toMatchObject({
    status: 200,
    body: {
      commune: { kind: 'department' },
      own: { rules: { nir: { partners: [{ from: 1, action: 'hold' }] } }, partners: ['gouv.fr'] },
      inherited: { partners: defaultLeakPolicy.partners },
      effective: { partners: ['gouv.fr'] },
    },
  })
  const outside = [
    { from: 1, action: 'warn' },
    { from: 10, action: 'refuse' },
  ]
  const body = { version: null, rules: { nir: { outside } }, partners: ['cc-morvan.test', 'CC-Morvan.test'] }
  const own = await answered(manager.ask(`PUT ${ours}`, { body }))
  expect(own).toMatchObject({
    status: 200,
    body: {
      commune: { name: 'Saulieu' },
      own: { rules: { nir: { outside } }, partners: ['cc-morvan.test'] },
      inherited: { rules: { nir: { partners: [{ from: 1, action: 'hold' }] } }, partners: ['gouv.fr'] },
      effective: {
        rules: {
          nir: { inside: [{ from: 1, action: 'warn' }], partners: [{ from: 1, action: 'hold' }], outside },
        },
        partners: ['gouv.fr', 'cc-morvan.test'],
      },
    },
  })
  const back = await answered(manager.ask(`PUT ${ours}`, { body: { ...nothing, version: own.body.version } }))
  expect(back.body.effective.rules.nir.outside).toEqual(defaultLeakPolicy.rules.nir.outside)
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    "select entity, commune_id, before, after from audit where action = 'change:leak-policy' order by id",
  )
  const saulieu = admin.saulieu.commune
  const chosen = { 'nir.outside': '1 warn, 10 refuse', partners: ['cc-morvan.test'] }
  const none = { 'nir.outside': null, partners: null }
  expect(rows).toEqual([
    {
      ...{ entity: 'Côte-d’Or', commune_id: null, before: { 'nir.partners': null, partners: null } },
      after: { 'nir.partners': '1 hold', partners: ['gouv.fr'] },
    },
    { entity: 'Saulieu', commune_id: saulieu, before: none, after: chosen },
    { entity: 'Saulieu', commune_id: saulieu, before: chosen, after: none },
  ])
})

test('two choose from the same state → the second one hears of the first', async () => {
  const version = await versionOf(ours)
  expect(
    (await manager.ask(`PUT ${ours}`, { body: { ...nothing, version, partners: ['a.test'] } })).status,
  ).toBe(200)
  const second = await answered(administrator.ask(`PUT ${ours}`, { body: { ...nothing, version } }))
  expect(second).toMatchObject({ status: 409, body: { current: { own: { partners: ['a.test'] } } } })
})

test.each([
  ['no step', []],
  ['from nothing', [{ from: 0, action: 'warn' }]],
  [
    'the same number twice',
    [
      { from: 1, action: 'warn' },
      { from: 1, action: 'hold' },
    ],
  ],
  [
    'a milder step above',
    [
      { from: 1, action: 'hold' },
      { from: 5, action: 'warn' },
    ],
  ],
  ['an action that nobody knows', [{ from: 1, action: 'explode' }]],
])('steps with %s → 422', async (_, steps) => {
  const body = { version: await versionOf(ours), rules: { nir: { outside: steps } }, partners: null }
  expect((await manager.ask(`PUT ${ours}`, { body })).status).toBe(422)
})

test('partners that are no domains → 422 at each place', async () => {
  const body = { version: await versionOf(ours), rules: {}, partners: ['caf.fr', 'a b', 'nada'] }
  const answer = await answered(manager.ask(`PUT ${ours}`, { body }))
  expect(answer).toMatchObject({
    status: 422,
    body: {
      errors: [
        { pointer: '/body/partners/1', code: 'invalid-domain' },
        { pointer: '/body/partners/2', code: 'invalid-domain' },
      ],
    },
  })
})

test('a manager → reads the département’s rules and changes none of them, nor a neighbour’s', async () => {
  const version = await versionOf('/leak-policy')
  expect((await manager.ask('GET /leak-policy')).status).toBe(200)
  expect((await manager.ask('PUT /leak-policy', { body: { ...nothing, version } })).status).toBe(403)
  const semur = await admin.anotherCommune()
  expect((await manager.ask(`GET /communes/${semur}/leak-policy`)).status).toBe(404)
  const body = { ...nothing, version: null }
  expect((await manager.ask(`PUT /communes/${semur}/leak-policy`, { body })).status).toBe(404)
})
