import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { visitorPassword as password, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { type CookieBrowser, openBrowser } from '#test/support/admin/cookie-browser.ts'
import { enrolTotp, nextTotpCode } from '#test/support/admin/totp.ts'

let admin: TestAdmin
let owner: Database
beforeAll(async () => {
  admin = await startTestAdmin()
  owner = admin.postgresql.open('vm_owner')
})
afterAll(async () => {
  await owner?.[Symbol.asyncDispose]()
  await admin?.[Symbol.asyncDispose]()
})
beforeEach(() => owner.pool.query('truncate sign_in, sign_in_failures, alert, security_event'))

const failures = async () =>
  (await owner.pool.query('select login, failures from sign_in_failures order by login')).rows

async function signedIn(email: string): Promise<CookieBrowser> {
  const browser = openBrowser(admin.origin)
  await browser.auth('POST /sign-in/email', { email, password })
  return browser
}

/** A person with TOTP on, whose password was right just now: the code is missing. */
async function halfSignedIn() {
  const { email, person } = await admin.person({ role: 'member' })
  const { uri } = await enrolTotp(await signedIn(email), password)
  const browser = await signedIn(email)
  const [challenge] = [...browser.cookies].filter(([name]) => name.endsWith('.two_factor'))
  if (challenge === undefined) throw new Error('the code is not asked for')
  const [cookie, value] = challenge
  return { email, person, uri, browser, cookie, value, pair: `${cookie}=${value}` }
}

const codeRoutes = ['/two-factor/verify-totp', '/two-factor/verify-backup-code']

const verify = (cookie: string, code: string, path = '/two-factor/verify-totp') =>
  fetch(`${admin.origin}/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: admin.origin, cookie },
    body: JSON.stringify({ code }),
  })

test.each(codeRoutes)(
  '%s with another cookie that ends in .two_factor first → the wrong code counts',
  async (path) => {
    const { email, pair } = await halfSignedIn()
    expect((await verify(`x.two_factor=zz.zz; ${pair}`, '000000', path)).status).toBe(401)
    expect(await failures()).toEqual([{ login: email, failures: 1 }])
  },
)

test('a challenge that somebody else signed, one sent twice, one of other capitals, none → no code is looked at', async () => {
  const { uri, pair, cookie, value } = await halfSignedIn()
  const forged = `${cookie}=${value.replace(/^../, 'zz')}`
  for (const cookies of [
    forged,
    `${forged}; ${pair}`,
    `${pair}; ${forged}`,
    `${pair};${pair}`,
    pair.toUpperCase(),
    'a=b',
  ]) {
    const answer = await verify(cookies, nextTotpCode(uri))
    expect([cookies, answer.status, await answer.json()]).toEqual([
      cookies,
      401,
      { code: 'INVALID_TWO_FACTOR_COOKIE', message: 'Invalid two factor cookie' },
    ])
  }
  expect((await verify(pair, nextTotpCode(uri))).status).toBe(200)
})

test('somebody else’s challenge beside an own session → the code is the session’s, and forgives nothing that was guessed', async () => {
  const victim = await halfSignedIn()
  await verify(victim.pair, '000000')
  const own = await admin.person({ role: 'member' })
  const browser = await signedIn(own.email)
  const { uri } = await enrolTotp(browser, password)
  const session = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const both = `${victim.pair}; ${session}`
  expect((await verify(both, nextTotpCode(uri))).status).toBe(200)
  expect((await verify(both, nextTotpCode(victim.uri))).status).toBe(401)
  expect(await failures()).toEqual([victim.email, own.email].sort().map((login) => ({ login, failures: 1 })))
})

test('a form instead of JSON, which reads as JSON too → 415, and the password in it is not looked at', async () => {
  const { email } = await admin.person({ role: 'member' })
  const form = (given: string) =>
    fetch(`${admin.origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: admin.origin },
      body: `{"a":"&email=${email}&password=${given}&b="}`,
    })
  expect((await form(password)).status).toBe(415)
  expect((await form('wrong-one')).status).toBe(415)
})

test('ten wrong codes, never ten in one network → the owner’s right code opens', async () => {
  const { person, pair, uri } = await halfSignedIn()
  // As after nine tries from elsewhere.
  await owner.pool.query('update two_factor set failed_verification_count = 9 where person_id = $1', [person])
  expect((await verify(pair, '000000')).status).toBe(401)
  expect((await verify(pair, nextTotpCode(uri))).status).toBe(200)
})
