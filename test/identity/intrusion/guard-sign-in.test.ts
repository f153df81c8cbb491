import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { type Browser, startTestAdmin, type TestAdmin, visitorPassword } from '#test/support/admin/admin.ts'
import { openBrowser } from '#test/support/admin/cookie-browser.ts'

let admin: TestAdmin
let owner: Database
let member: Browser
beforeAll(async () => {
  admin = await startTestAdmin()
  owner = admin.postgresql.open('vm_owner')
  member = await admin.signIn({ role: 'member' })
})
afterAll(async () => {
  await owner?.[Symbol.asyncDispose]()
  await admin?.[Symbol.asyncDispose]()
})
beforeEach(() =>
  owner.pool.query(
    'truncate sign_in, sign_in_failures, blocked_network, trusted_network, alert, security_event',
  ),
)

const signIn = (email: string, password: string) =>
  fetch(`${admin.origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', origin: admin.origin },
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    },
    body: JSON.stringify({ email, password }),
  })
const block = (login: string) =>
  owner.pool.query(
    `insert into sign_in_failures (login, network, failures, blocked_until)
     values ($1, '127.0.0.1', 10, now() + interval '10 minutes')`,
    [login],
  )
const rows = async (text: string) => (await owner.pool.query(text)).rows

test('right and wrong passwords → rows with client and device; the right one forgives', async () => {
  expect((await signIn(member.email, 'wrong-one')).status).toBe(401)
  expect(await rows('select login, failures from sign_in_failures')).toEqual([
    { login: member.email, failures: 1 },
  ])
  expect((await signIn(member.email, visitorPassword)).status).toBe(200)
  expect(
    await rows('select login, protocol, outcome, client, device, person_id from sign_in order by id'),
  ).toEqual(
    ['refused', 'accepted'].map((outcome) => ({
      ...{ login: member.email, protocol: 'web', outcome, client: '127.0.0.1', device: 'Firefox, Linux' },
      person_id: member.person,
    })),
  )
  expect(await rows('select from sign_in_failures')).toEqual([])
})

test('the same wrong password in other capitals of the address → counted once', async () => {
  await signIn(member.email, 'old-password')
  await signIn(member.email.toUpperCase(), 'old-password')
  expect(await rows('select failures from sign_in_failures')).toEqual([{ failures: 1 }])
})

test('blocked → 429 with Retry-After, even with the right password; a login that does not exist reads the same', async () => {
  const nobody = 'nobody@visitor.test'
  await block(member.email)
  await block(nobody)
  const answers = [await signIn(member.email, visitorPassword), await signIn(nobody, 'x')]
  const read = await Promise.all(
    answers.map(async (answer) => ({
      status: answer.status,
      type: answer.headers.get('content-type'),
      later: Number(answer.headers.get('retry-after')) > 500,
      body: await answer.json(),
    })),
  )
  expect(read[0]).toMatchObject({
    ...{ status: 429, type: 'application/problem+json', later: true },
    body: { code: 'too-many-requests', status: 429 },
  })
  expect(read[1]).toEqual(read[0])
  expect(await rows('select outcome from sign_in')).toEqual([{ outcome: 'blocked' }, { outcome: 'blocked' }])
})

test('fifty wrong passwords at once → most are not even looked at; then the login is closed to that address alone', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) => signIn(member.email, `wrong-${at}`)),
  )
  expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(12)
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(38)
}, 60_000)

test('a wrong code after the right password → counted against the login, and the password alone forgives nothing', async () => {
  const person = await admin.signIn({ role: 'member' })
  await owner.pool.query('truncate sign_in')
  await owner.pool.query('update person set two_factor_enabled = true where id = $1', [person.person])
  await owner.pool.query(`insert into two_factor (person_id, secret, backup_codes) values ($1, 'x', 'x')`, [
    person.person,
  ])
  await signIn(person.email, 'wrong-one')
  const half = await signIn(person.email, visitorPassword)
  expect(await half.json()).toMatchObject({ twoFactorRedirect: true })
  const cookie = half.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const verify = (code: string) =>
    fetch(`${admin.origin}/api/auth/two-factor/verify-backup-code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: admin.origin, cookie },
      body: JSON.stringify({ code }),
    })
  expect(await rows('select failures from sign_in_failures')).toEqual([{ failures: 1 }])
  await owner.pool.query(
    `update sign_in_failures set failures = 10, blocked_until = now() + interval '10 minutes' where login = $1`,
    [person.email],
  )
  expect((await verify('00000-00000')).status).toBe(429)
  expect(await rows("select from sign_in where outcome = 'accepted'")).toEqual([])
})

test.each([
  ['PUT /self/password', (password: string) => ({ current: password, password: 'un sapin vert du Morvan' })],
  ['POST /self/totp/removal', (password: string) => ({ password })],
  ['POST /two-factor/enable', (password: string) => ({ password })],
  ['POST /two-factor/generate-backup-codes', (password: string) => ({ password })],
] as const)(
  '%s in a session left open → a wrong password counts without a row among the sign-ins, and closed is closed to the right one too',
  async (name, body) => {
    const { person, email } = await admin.person({ role: 'member' })
    const browser = openBrowser(admin.origin)
    await browser.auth('POST /sign-in/email', { email, password: visitorPassword })
    const generates = name.endsWith('generate-backup-codes')
    if (generates) {
      await owner.pool.query('update person set two_factor_enabled = true where id = $1', [person])
      await owner.pool.query("update session set factor = 'two-factor' where person_id = $1", [person])
    }
    const send = name.includes('/self/') ? browser.ask : browser.auth
    expect((await send(name, body('wrong-one'))).status).toBeGreaterThanOrEqual(400)
    expect(await rows('select login, failures from sign_in_failures')).toEqual([
      { login: email, failures: 1 },
    ])
    await owner.pool.query('truncate sign_in_failures')
    await block(email)
    expect((await send(name, body(visitorPassword))).status).toBe(429)
    expect(await rows('select outcome from sign_in')).toEqual([{ outcome: 'accepted' }])
  },
)
