import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lockAdministrators } from '#db/stores/persons/team.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { openBrowser } from '#test/support/admin/cookie-browser.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())
/** Each test begins without anybody who administers. */
beforeEach(async () => {
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query("update person set suspended_at = now() where role = 'administrator'")
})

interface Row {
  readonly id: string
  readonly role: string
  readonly revision: number
  readonly suspendedAt: string | null
}
const team = async (browser: Browser): Promise<Row[]> =>
  ((await (await browser.ask('GET /team')).json()) as { rows: Row[] }).rows

test('somebody added → listed without activation, comes in with the code of the answer', async () => {
  const browser = await admin.signIn({ role: 'administrator' })
  const body = { name: 'Luc Petit', email: 'Luc.Petit@cotedor.test', role: 'support' }
  const answer = await browser.ask('POST /team', { body })
  expect(answer.status).toBe(200)
  const made = (await answer.json()) as { member: Row; activation: { code: string } }
  expect(made.member).toMatchObject({ email: 'luc.petit@cotedor.test', activated: false, lastSignInAt: null })
  const again = await browser.ask('POST /team', { body })
  expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([409, 'already-exists'])
  const newcomer = openBrowser(admin.origin)
  const { code } = made.activation
  const password = 'un sapin vert du Morvan'
  expect((await newcomer.ask('POST /activation', { code, password })).status).toBe(200)
  expect(await team(browser)).toContainEqual(expect.objectContaining({ id: made.member.id, activated: true }))
})

test('the last administrator → neither demoted, suspended nor removed; one who never came in does not count', async () => {
  const browser = await admin.signIn({ role: 'administrator' })
  const other = await admin.signIn({ role: 'administrator' })
  await admin.person({ role: 'administrator', password: null })
  const { revision } = (await team(browser)).find(({ id }) => id === browser.person) ?? { revision: 0 }
  const suspended = await other.ask(`PUT /team/${other.person}/suspension`, {
    body: { revision: 1, suspended: true },
  })
  expect(suspended.status).toBe(200)
  const path = `/team/${browser.person}`
  const tries = [
    await browser.ask(`DELETE ${path}`),
    await browser.ask(`PUT ${path}/suspension`, { body: { revision, suspended: true } }),
  ]
  for (const answer of tries)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      409,
      'last-administrator',
    ])
  expect((await browser.ask('GET /team')).status).toBe(200)
})

/** Both have begun, with sessions that are still good, before either of them may go on. */
async function atOnce(...asks: readonly (() => Promise<Response>)[]): Promise<Response[]> {
  await using owner = admin.postgresql.open('vm_owner')
  const waiting = await owner.transaction(async (transaction) => {
    await lockAdministrators(transaction)
    const answers = asks.map((ask) => ask())
    const held = "select count(*)::int as held from pg_locks where locktype = 'advisory' and not granted"
    while ((await owner.pool.query(held)).rows[0].held < asks.length) await setImmediate()
    return answers
  })
  return await Promise.all(waiting)
}

test('two administrators remove each other at once → one of them is left', async () => {
  const one = await admin.signIn({ role: 'administrator' })
  const two = await admin.signIn({ role: 'administrator' })
  const answers = await atOnce(
    () => one.ask(`DELETE /team/${two.person}`),
    () => two.ask(`DELETE /team/${one.person}`),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409])
  const left = answers[0]?.status === 204 ? one : two
  expect(
    (await team(left)).filter((row) => row.role === 'administrator' && row.suspendedAt === null),
  ).toHaveLength(1)
})

test('two administrators demote each other at once → one of them is left', async () => {
  const one = await admin.signIn({ role: 'administrator' })
  const two = await admin.signIn({ role: 'administrator' })
  const body = { revision: 1, role: 'auditor' }
  const answers = await atOnce(
    () => one.ask(`PATCH /team/${two.person}`, { body }),
    () => two.ask(`PATCH /team/${one.person}`, { body }),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('another role → the sessions of that person end, the log says from what to what; one’s own role → refused', async () => {
  const browser = await admin.signIn({ role: 'administrator' })
  const other = await admin.signIn({ role: 'support' })
  const own = await browser.ask(`PATCH /team/${browser.person}`, { body: { revision: 1, role: 'auditor' } })
  expect(own.status).toBe(403)
  const answer = await browser.ask(`PATCH /team/${other.person}`, { body: { revision: 1, role: 'auditor' } })
  expect(await answer.json()).toMatchObject({ role: 'auditor', revision: 2 })
  expect((await other.ask('GET /session')).status).toBe(401)
  const stale = await browser.ask(`PATCH /team/${other.person}`, { body: { revision: 1, name: 'X' } })
  expect(await stale.json()).toMatchObject({ code: 'changed-meanwhile', current: { role: 'auditor' } })
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    "select actor, before, after from audit where action = 'change:person' and entity_id = $1",
    [other.person],
  )
  expect(rows).toEqual([{ actor: browser.email, before: { role: 'support' }, after: { role: 'auditor' } }])
})

test('a person of a commune → not of the team', async () => {
  const browser = await admin.signIn({ role: 'administrator' })
  const { person } = await admin.person({ role: 'manager' })
  expect((await browser.ask(`DELETE /team/${person}`)).status).toBe(404)
  const answer = await browser.ask(`PATCH /team/${person}`, { body: { revision: 1, role: 'administrator' } })
  expect(answer.status).toBe(404)
})

test.each(['support', 'auditor'] as const)('%s → reads the team, changes nothing', async (role) => {
  const browser = await admin.signIn({ role })
  expect((await browser.ask('GET /team')).status).toBe(200)
  const body = { name: 'X Y', email: 'x@cotedor.test', role: 'administrator' }
  expect((await browser.ask('POST /team', { body })).status).toBe(403)
  expect((await browser.ask(`DELETE /team/${browser.person}`)).status).toBe(403)
})
