import { afterAll, expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import type { ChosenLeakRules, LeakPolicies } from '#core/policies/leak-rules.ts'
import { ChangeListener } from '#db/change-listener.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { type LeakChoice, PostgresqlLeakPolicies } from '#db/stores/policies/leak-policies.ts'
import { findTenantLeakPolicy, setTenantLeakPolicy } from '#db/stores/policies/tenant-leak-policies.ts'
import type { Scope } from '#db/stores/query/scope.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const { postgresql, owner, gateway, made } = await saulieuDatabase()
const admin = postgresql.open('vm_admin')
afterAll(() => admin[Symbol.asyncDispose]())
const semur = await hostingStore(owner).putCommune({
  ...{ departmentId: made.departmentId, name: 'Semur-en-Auxois', inseeCode: '21603' },
  ...{ siren: null, population: null },
})

const { rules: defaults, partners } = defaultLeakPolicy
const refused = [{ from: 1, action: 'refuse' }] as const
const free = [{ from: 1, action: 'allow' }] as const

/** As the panel writes it. */
const choose = (tenant: CommuneId, choice: Partial<LeakChoice>, version: Date | null = null) =>
  admin.transaction((transaction) =>
    setTenantLeakPolicy(transaction, { tenant, version }, { rules: {}, partners: null, ...choice }),
  )

const forgetAll = () => owner.pool.query('delete from leak_policy')

async function policyNow(commune: CommuneId) {
  await using changes = new ChangeListener(gateway)
  return await new PostgresqlLeakPolicies(gateway, changes, defaultLeakPolicy).of(commune)
}

test('nothing chosen → the defaults, for a commune and for one that nobody knows', async () => {
  await forgetAll()
  expect(await policyNow(made.commune)).toEqual(defaultLeakPolicy)
  expect(await policyNow('00000000-0000-0000-0000-000000000000' as CommuneId)).toEqual(defaultLeakPolicy)
})

test('the département, then a commune → each changes only its cells, and a neighbour has the département’s', async () => {
  await forgetAll()
  await choose(made.department, { rules: { nir: { partners: refused }, iban: { outside: free } } })
  const own: ChosenLeakRules = {
    nir: {
      outside: [
        { from: 2, action: 'warn' },
        { from: 9, action: 'hold' },
      ],
    },
  }
  await choose(made.commune, { rules: own })
  expect((await policyNow(semur)).rules).toEqual({
    ...defaults,
    nir: { ...defaults.nir, partners: refused },
    iban: { ...defaults.iban, outside: free },
  })
  expect((await policyNow(made.commune)).rules).toEqual({
    ...defaults,
    nir: { ...defaults.nir, partners: refused, ...own.nir },
    iban: { ...defaults.iban, outside: free },
  })
})

test('partners → the département’s in place of ours, a commune’s besides them', async () => {
  await forgetAll()
  await choose(made.commune, { partners: ['cc-morvan.test'] })
  expect((await policyNow(made.commune)).partners).toEqual([...partners, 'cc-morvan.test'])
  await choose(made.department, { partners: ['gouv.fr', 'cdg21.test'] })
  expect((await policyNow(made.commune)).partners).toEqual(['gouv.fr', 'cdg21.test', 'cc-morvan.test'])
  expect((await policyNow(semur)).partners).toEqual(['gouv.fr', 'cdg21.test'])
})

test('what the panel reads → what was chosen beside what holds otherwise; nothing of a neighbour', async () => {
  await forgetAll()
  await choose(made.commune, { rules: { card: { inside: refused } }, partners: ['cc-morvan.test'] })
  const read = (scope: Scope, tenant: CommuneId | null) =>
    findTenantLeakPolicy(admin.drizzle, scope, { tenant, defaults: defaultLeakPolicy })
  const ofSaulieu: Scope = { kind: 'commune', commune: made.commune }
  expect(await read(ofSaulieu, made.commune)).toMatchObject({
    commune: { id: made.commune, name: 'Saulieu', kind: 'commune' },
    own: { rules: { card: { inside: refused } }, partners: ['cc-morvan.test'] },
    inherited: defaultLeakPolicy,
    effective: { rules: { card: { ...defaults.card, inside: refused } } },
  })
  expect(await read({ kind: 'commune', commune: semur }, made.commune)).toBeNull()
  expect(await read(ofSaulieu, semur)).toBeNull()
  expect(await read(ofSaulieu, null)).toMatchObject({ commune: { kind: 'department' }, version: null })
})

test('chosen again from what is no longer there → false, and nothing changes', async () => {
  await forgetAll()
  expect(await choose(made.commune, { rules: { nir: { outside: refused } } })).toBe(true)
  expect(await choose(made.commune, { rules: {} })).toBe(false)
  expect(await choose(made.commune, { rules: {} }, new Date(0))).toBe(false)
  expect((await policyNow(made.commune)).rules.nir.outside).toEqual(refused)
})

test('a change → known within a second although the rules were remembered', async () => {
  await forgetAll()
  await using changes = new ChangeListener(gateway)
  const policies: LeakPolicies = new PostgresqlLeakPolicies(gateway, changes, defaultLeakPolicy)
  await eventually('LISTEN', () => (changes.listening ? true : null))
  expect(await policies.of(made.commune)).toBe(await policies.of(made.commune))
  await choose(made.commune, { rules: { nir: { outside: refused } } })
  const isKnown = async () =>
    (await policies.of(made.commune)).rules.nir.outside[0]?.action === 'refuse' ? true : null
  await eventually('the rule', isKnown, 1)
})

test('the database away → rejects while nothing is remembered', async () => {
  await using changes = new ChangeListener(gateway)
  const away = postgresql.open('vm_gateway')
  await away.pool.end()
  await expect(
    new PostgresqlLeakPolicies(away, changes, defaultLeakPolicy).of(made.commune),
  ).rejects.toThrow()
})

test.each([
  ["'dragon', 'outside', 1, 'warn'", 'kind'],
  ["'nir', 'mars', 1, 'warn'", 'audience'],
  ["'nir', 'outside', 0, 'warn'", 'number'],
  ["'nir', 'outside', 1, 'explode'", 'action'],
])('a row with values %s → refused by the database for its %s', async (values) => {
  await forgetAll()
  await choose(made.commune, {})
  const insert = `insert into leak_rule (commune_id, kind, audience, from_count, action) values ($1, ${values})`
  await expect(owner.pool.query(insert, [made.commune])).rejects.toThrow(/check constraint/)
})

test.each([['Gouv.fr'], ['fr'], ['a b.test'], ['.test'], ['a..test']])(
  'the partner %j → refused by the database',
  async (name) => {
    await forgetAll()
    await expect(choose(made.commune, { partners: [name] })).rejects.toThrow()
  },
)
