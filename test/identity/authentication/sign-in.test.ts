import type * as crypto from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startTestAdmin, type TestAdmin, visitorPassword } from '#test/support/admin/admin.ts'
import { openBrowser } from '#test/support/admin/cookie-browser.ts'
import { enrolTotp } from '#test/support/admin/totp.ts'

const hashed = vi.hoisted(() => ({ times: 0 }))
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>()
  const argon2: typeof real.argon2 = (...given) => {
    hashed.times++
    real.argon2(...given)
  }
  return { ...real, argon2 }
})

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())
beforeEach(() => {
  hashed.times = 0
})

const signIn = (email: string, password = visitorPassword) =>
  openBrowser(admin.origin).auth('POST /sign-in/email', { email, password })

const owner = async (text: string, values: readonly unknown[]) => {
  await using database = admin.postgresql.open('vm_owner')
  return (await database.pool.query(text, [...values])).rows
}

async function suspended(what: 'person' | 'commune') {
  if (what === 'person') {
    const { email, person } = await admin.person({ role: 'member' })
    await owner('update person set suspended_at = now() where id = $1', [person])
    return email
  }
  const commune = await admin.anotherCommune()
  const { email } = await admin.person({ role: 'manager', commune })
  await owner('update commune set suspended_at = now() where id = $1', [commune])
  return email
}

const refusedLogins = {
  'an unknown address': async () => 'nobody@visitor.test',
  'a person without a password': async () => (await admin.person({ role: 'member', password: null })).email,
  'a suspended person, with the right password': () => suspended('person'),
  'a person of a suspended commune, with the right password': () => suspended('commune'),
  'a wrong password': async () => (await admin.person({ role: 'member' })).email,
}

test.each(Object.entries(refusedLogins))('%s → one answer, after one hash', async (what, login) => {
  const email = await login()
  hashed.times = 0
  const answer = await signIn(email, what === 'a wrong password' ? 'not this one at all' : visitorPassword)
  expect(answer).toEqual({
    status: 401,
    body: { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' },
    cookies: [],
  })
  expect(hashed.times).toBe(1)
})

test('a person suspended while signed in → the session stops at once, on our routes and on better-auth’s', async () => {
  const { email, person } = await admin.person({ role: 'member' })
  const browser = openBrowser(admin.origin)
  await browser.auth('POST /sign-in/email', { email, password: visitorPassword })
  expect((await browser.ask('GET /session')).status).toBe(200)
  await owner('update person set suspended_at = now() where id = $1', [person])
  expect((await browser.ask('GET /session')).status).toBe(401)
  const begun = await browser.auth('POST /two-factor/enable', { password: visitorPassword })
  expect(begun.status).toBe(401)
})

test('a person suspended between password and code → no session', async () => {
  const { email, person } = await admin.person({ role: 'member' })
  const first = openBrowser(admin.origin)
  await first.auth('POST /sign-in/email', { email, password: visitorPassword })
  const { codes } = await enrolTotp(first, visitorPassword)
  const browser = openBrowser(admin.origin)
  await browser.auth('POST /sign-in/email', { email, password: visitorPassword })
  await owner('update person set suspended_at = now() where id = $1', [person])
  const answer = await browser.auth('POST /two-factor/verify-backup-code', { code: codes[0] })
  expect(answer.status).toBe(401)
})

test('a token planted in the browser → another one after signing in, and the planted one opens nothing', async () => {
  const { email } = await admin.person({ role: 'member' })
  const attacker = openBrowser(admin.origin)
  await attacker.auth('POST /sign-in/email', { email, password: visitorPassword })
  const victim = openBrowser(admin.origin)
  const own = await admin.person({ role: 'member' })
  for (const [name, value] of attacker.cookies) victim.cookies.set(name, value)
  await victim.auth('POST /sign-in/email', { email: own.email, password: visitorPassword })
  expect([...victim.cookies.values()]).not.toEqual([...attacker.cookies.values()])
  expect((await victim.ask('GET /session')).body.person.email).toBe(own.email)
  expect((await attacker.ask('GET /session')).body.person.email).toBe(email)
})

test('cookies of a session → not for scripts, not for other sites, and twelve hours at most whatever is asked for', async () => {
  const { email, person } = await admin.person({ role: 'member' })
  const browser = openBrowser(admin.origin)
  const answer = await browser.auth('POST /sign-in/email', {
    email,
    password: visitorPassword,
    rememberMe: false,
  })
  for (const cookie of answer.cookies) expect(cookie).toMatch(/HttpOnly; SameSite=Strict/i)
  const [row] = await owner(
    "select expires_at <= now() + interval '12 hours' as bounded from session where person_id = $1",
    [person],
  )
  expect(row).toEqual({ bounded: true })
})

const changing = [
  ['POST /sign-in/email', { email: 'a@b.test', password: visitorPassword }],
  ['POST /sign-out', {}],
  ['POST /two-factor/enable', { password: visitorPassword }],
  ['POST /two-factor/verify-totp', { code: '000000' }],
  ['POST /two-factor/verify-backup-code', { code: 'aaaaa-bbbbb' }],
  ['POST /two-factor/generate-backup-codes', { password: visitorPassword }],
  ['POST /passkey/verify-registration', { response: {} }],
  ['POST /passkey/verify-authentication', { response: {} }],
] as const

test.each(changing)('%s from another site → 403, and the session is as it was', async (name, body) => {
  const { email } = await admin.person({ role: 'member' })
  const browser = openBrowser(admin.origin)
  await browser.auth('POST /sign-in/email', { email, password: visitorPassword })
  for (const origin of ['https://evil.test', 'null']) {
    expect([origin, (await browser.auth(name, body, { origin })).status]).toEqual([origin, 403])
  }
  expect((await browser.ask('GET /session')).status).toBe(200)
})

test.each([
  ['no JSON', '{', 400],
  ['a form', 'email=a%40b.test&password=x', 400],
  ['a NUL', '{"email":"a\\u0000@b.test","password":"x"}', 400],
  ['a wrong type', '{"email":5,"password":[]}', 400],
  ['too large', `{"email":"a@b.test","password":"${'x'.repeat(70_000)}"}`, 413],
])('a body with %s → 4xx', async (_, body, status) => {
  const answer = await fetch(`${admin.origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: admin.origin },
    body,
  })
  expect(answer.status).toBe(status)
})

test('everything above → nothing that the process complained of', () => {
  expect(admin.complaints).toEqual([])
})
