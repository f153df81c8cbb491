import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, startTestAdmin, type TestAdmin, visitorPassword } from '#test/support/admin/admin.ts'
import { openBrowser } from '#test/support/admin/cookie-browser.ts'
import { enrolTotp } from '#test/support/admin/totp.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

const reason = 'Téléphone perdu, reconnue par son maire'

async function withTotp(role: 'manager' | 'administrator') {
  const { person, email } = await admin.person({ role })
  const browser = openBrowser(admin.origin)
  await browser.auth('POST /sign-in/email', { email, password: visitorPassword })
  await enrolTotp(browser, visitorPassword)
  return { person, email, browser }
}

const ask = async (browser: Browser, person: string) => {
  const answer = await browser.ask('POST /factor-resets', { body: { person, reason } })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { id: string }).id
}

test('one asks, another one agrees → no factor, no password, no session; the person begins again with the code', async () => {
  const lost = await withTotp('manager')
  const [one, two] = [
    await admin.signIn({ role: 'administrator' }),
    await admin.signIn({ role: 'administrator' }),
  ]
  const id = await ask(one, lost.person)
  const open = (await (await two.ask('GET /factor-resets')).json()) as { rows: unknown[] }
  expect(open.rows).toMatchObject([{ id, person: { email: lost.email, commune: 'Saulieu' }, reason }])
  expect((await lost.browser.ask('GET /session')).status).toBe(200)

  const alone = await one.ask(`POST /factor-resets/${id}/agreement`)
  expect(await alone.json()).toMatchObject({ status: 409, code: 'same-person' })
  const agreed = await two.ask(`POST /factor-resets/${id}/agreement`)
  expect(agreed.status).toBe(200)
  const { code } = (await agreed.json()) as { code: string }
  expect((await two.ask(`POST /factor-resets/${id}/agreement`)).status).toBe(404)

  expect((await lost.browser.ask('GET /session')).status).toBe(401)
  const thief = openBrowser(admin.origin)
  const old = await thief.auth('POST /sign-in/email', { email: lost.email, password: visitorPassword })
  expect(old.status).toBe(401)
  const again = await thief.ask('POST /activation', { code, password: 'un sapin vert du Morvan' })
  expect(again.body).toEqual({ signedIn: true, secondFactorNeeded: true })
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    "select action, actor from audit where entity_id = $1 and action ~ 'reset|^delete' order by id",
    [lost.person],
  )
  expect(rows).toEqual([
    { action: 'ask:factor-reset', actor: one.email },
    { action: 'reset:factor', actor: two.email },
    { action: 'delete:totp', actor: two.email },
  ])
})

test('the person concerned → cannot be the one who agrees', async () => {
  const one = await admin.signIn({ role: 'administrator' })
  const two = await admin.signIn({ role: 'administrator' })
  const id = await ask(one, two.person)
  const answer = await two.ask(`POST /factor-resets/${id}/agreement`)
  expect(await answer.json()).toMatchObject({ code: 'same-person' })
})

test('one’s own factor → somebody else must ask', async () => {
  const one = await admin.signIn({ role: 'administrator' })
  const answer = await one.ask('POST /factor-resets', { body: { person: one.person, reason } })
  expect(await answer.json()).toMatchObject({ status: 409, code: 'same-person' })
})

/** A colleague whom `by` adds to the team, signed in. */
async function madeBy(by: Browser) {
  const email = `second-${by.person}@visitor.test`
  const added = await by.ask('POST /team', { body: { name: 'Second compte', email, role: 'administrator' } })
  const { activation } = (await added.json()) as { activation: { person: { id: string }; code: string } }
  const password = 'un sapin vert du Morvan'
  const browser = openBrowser(admin.origin)
  await browser.ask('POST /activation', { code: activation.code, password })
  await enrolTotp(browser, password)
  return { person: activation.person.id, browser }
}

test('an account made within a day → neither agrees nor is agreed with; after a day it does', async () => {
  const lost = await withTotp('manager')
  const one = await admin.signIn({ role: 'administrator' })
  const second = await madeBy(one)
  const id = await ask(one, lost.person)
  const agreement = `POST /factor-resets/${id}/agreement`
  const rowsOf = (body: unknown) =>
    body as Record<'rows' | 'others', { readonly id: string; readonly from: string | null }[]>
  const seenByOne = async () => rowsOf(await (await one.ask('GET /factor-resets')).json())
  const tomorrow = expect.stringMatching(/^20/)
  expect(
    rowsOf((await second.browser.ask('GET /factor-resets')).body).rows.find((each) => each.id === id)?.from,
  ).toEqual(tomorrow)
  expect((await seenByOne()).others.find((each) => each.id === second.person)?.from).toEqual(tomorrow)
  expect((await second.browser.ask(agreement)).body).toMatchObject({ status: 409, code: 'access-too-new' })
  expect((await second.browser.ask(`POST /factor-resets/${id}/refusal`)).status).toBe(204)
  const asked = await second.browser.ask('POST /factor-resets', { person: lost.person, reason })
  const other = `POST /factor-resets/${asked.body.id}/agreement`
  expect(await (await one.ask(other)).json()).toMatchObject({ code: 'access-too-new' })
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query('alter table audit disable trigger user')
  await owner.pool.query("update audit set at = at - interval '25 hours' where entity_id = $1", [
    second.person,
  ])
  await owner.pool.query('alter table audit enable trigger user')
  expect((await seenByOne()).rows.find((each) => each.id === asked.body.id)?.from).toBeNull()
  expect((await one.ask(other)).status).toBe(200)
})

test('whoever asked is gone → nobody agrees, so that one person is not both', async () => {
  const lost = await withTotp('manager')
  const [one, two] = [
    await admin.signIn({ role: 'administrator' }),
    await admin.signIn({ role: 'administrator' }),
  ]
  const id = await ask(two, lost.person)
  expect((await one.ask(`DELETE /team/${two.person}`)).status).toBe(204)
  const agreed = await one.ask(`POST /factor-resets/${id}/agreement`)
  expect(await agreed.json()).toMatchObject({ code: 'same-person' })
})

test('asked for twice → told; refused → closed, and everything is as it was', async () => {
  const lost = await withTotp('administrator')
  const one = await admin.signIn({ role: 'administrator' })
  const two = await admin.signIn({ role: 'administrator' })
  const id = await ask(one, lost.person)
  const twice = await two.ask('POST /factor-resets', { body: { person: lost.person, reason } })
  expect(await twice.json()).toMatchObject({ code: 'already-exists' })
  expect((await two.ask(`POST /factor-resets/${id}/refusal`)).status).toBe(204)
  expect((await two.ask(`POST /factor-resets/${id}/agreement`)).status).toBe(404)
  expect((await lost.browser.ask('GET /session')).body.person).toMatchObject({ secondFactor: true })
})

test('withdrawn by whoever asked → closed, and the log tells it from a refusal', async () => {
  const lost = await withTotp('manager')
  const [one, two] = [
    await admin.signIn({ role: 'administrator' }),
    await admin.signIn({ role: 'administrator' }),
  ]
  const withdrawn = await ask(one, lost.person)
  expect((await one.ask(`POST /factor-resets/${withdrawn}/refusal`)).status).toBe(204)
  const declined = await ask(one, lost.person)
  expect((await two.ask(`POST /factor-resets/${declined}/refusal`)).status).toBe(204)
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    "select action, actor from audit where entity_id = $1 and action ~ '^(withdraw|decline):' order by id",
    [lost.person],
  )
  expect(rows).toEqual([
    { action: 'withdraw:factor-reset', actor: one.email },
    { action: 'decline:factor-reset', actor: two.email },
  ])
})

test('who else can agree → the other administrators who can sign in; suspended or never here → not', async () => {
  const [one, two] = [
    await admin.signIn({ role: 'administrator' }),
    await admin.signIn({ role: 'administrator' }),
  ]
  const away = await admin.signIn({ role: 'administrator' })
  const added = await one.ask('POST /team', {
    body: { name: 'Pas encore là', email: 'pas-encore@visitor.test', role: 'administrator' },
  })
  const { member } = (await added.json()) as { member: { id: string } }
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query('update person set suspended_at = now() where id = $1', [away.person])
  const { others } = (await (await one.ask('GET /factor-resets')).json()) as { others: { id: string }[] }
  const ids = others.map(({ id }) => id)
  expect(ids).toContain(two.person)
  for (const id of [one.person, away.person, member.id]) expect(ids).not.toContain(id)
})

test('three days old → nobody agrees to it any more', async () => {
  const lost = await withTotp('manager')
  const one = await admin.signIn({ role: 'administrator' })
  const two = await admin.signIn({ role: 'administrator' })
  const id = await ask(one, lost.person)
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query("update factor_reset set expires_at = now() - interval '1 s' where id = $1", [id])
  expect((await two.ask(`POST /factor-resets/${id}/agreement`)).status).toBe(404)
})

test.each(['support', 'auditor', 'manager', 'member'] as const)('%s → may not', async (role) => {
  const browser = await admin.signIn({ role })
  expect((await browser.ask('GET /factor-resets')).status).toBe(403)
  const answer = await browser.ask('POST /factor-resets', { body: { person: browser.person, reason } })
  expect(answer.status).toBe(403)
})
