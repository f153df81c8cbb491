import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestAdmin, type TestAdmin, visitorPassword } from '#test/support/admin/admin.ts'
import { type CookieBrowser, openBrowser } from '#test/support/admin/cookie-browser.ts'
import { makePasskey } from '#test/support/admin/software-passkey.ts'
import { enrolTotp } from '#test/support/admin/totp.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

async function signedIn(role: 'member' | 'manager') {
  const { person, email } = await admin.person({ role })
  const browser = openBrowser(admin.origin)
  await browser.auth('POST /sign-in/email', { email, password: visitorPassword })
  return { person, email, browser }
}

async function addPasskey(browser: CookieBrowser): Promise<void> {
  const options = await browser.auth('GET /passkey/generate-register-options')
  const response = makePasskey(admin.origin).register(options.body)
  const done = await browser.auth('POST /passkey/verify-registration', { response, name: 'Clé' })
  expect(done.status).toBe(200)
}

async function ownMailbox(person: string): Promise<void> {
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query(
    `insert into mailbox (commune_id, domain, local_part, kind, owner_person_id, quota_bytes)
     select d.commune_id, d.name, 'membre', 'personal', p.id, 1000
     from person p join domain d on d.commune_id = p.commune_id where p.id = $1 limit 1`,
    [person],
  )
}

const passwordOpensImap = async (email: string) => {
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    `select v.imap from dovecot.passdb v join mailbox m on m.address = v.login join person p on p.id = m.owner_person_id
     where p.email = $1 and v.selector = ''`,
    [email],
  )
  return rows[0]?.imap
}

test('sessions, options of a passkey, refusals and what is not there, all of better-auth → in no cache', async () => {
  const { email } = await admin.person({ role: 'member' })
  const auth = (path: string, body?: unknown) =>
    fetch(`${admin.origin}/api/auth${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json', origin: admin.origin },
    })
  const answers = [
    await auth('/sign-in/email', { email, password: visitorPassword }),
    await auth('/sign-in/email', { email, password: 'wrong' }),
    await auth('/passkey/generate-authenticate-options'),
    await auth('/get-session'),
  ]
  expect(answers.map(({ status, headers }) => [status, headers.get('cache-control')])).toEqual([
    [200, 'no-store'],
    [401, 'no-store'],
    [200, 'no-store'],
    [404, 'no-store'],
  ])
  expect(answers[0]?.headers.getSetCookie()).not.toEqual([])
})

test('another password → the old one is nothing any more, other sessions end, this one stays', async () => {
  const { email, browser } = await signedIn('member')
  const elsewhere = openBrowser(admin.origin)
  await elsewhere.auth('POST /sign-in/email', { email, password: visitorPassword })
  const password = 'un sapin vert du Morvan'
  const answer = await browser.ask('PUT /self/password', { current: visitorPassword, password })
  expect(answer.status).toBe(204)
  expect((await browser.ask('GET /session')).status).toBe(200)
  expect((await elsewhere.ask('GET /session')).status).toBe(401)
  const old = await elsewhere.auth('POST /sign-in/email', { email, password: visitorPassword })
  expect(old.status).toBe(401)
  expect((await elsewhere.auth('POST /sign-in/email', { email, password })).status).toBe(200)
})

/** Two for the mailbox of its owner. */
async function twoDevices(browser: CookieBrowser): Promise<void> {
  const [own] = (await browser.ask('GET /self/mailboxes')).body.rows
  for (const label of ['Téléphone', 'Tablette']) {
    const body = { mailbox: own.id, label, password: visitorPassword }
    expect((await browser.ask('POST /self/app-passwords', body)).status).toBe(200)
  }
}
const devicesOf = async (browser: CookieBrowser) =>
  (await browser.ask('GET /self/app-passwords')).body.rows.length

test('another password → devices stay, unless they are meant as well: then revoked, each with a row of the log', async () => {
  const { person, browser } = await signedIn('member')
  await ownMailbox(person)
  await twoDevices(browser)
  const one = { current: visitorPassword, password: 'un sapin vert du Morvan' }
  expect((await browser.ask('PUT /self/password', one)).status).toBe(204)
  expect(await devicesOf(browser)).toBe(2)
  const two = { current: one.password, password: 'une lanterne sous la halle', devices: true }
  expect((await browser.ask('PUT /self/password', two)).status).toBe(204)
  expect(await devicesOf(browser)).toBe(0)
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    "select actor_id from audit where action = 'revoke:app-password' and actor_id = $1",
    [person],
  )
  expect(rows).toHaveLength(2)
  await owner.pool.query('delete from mailbox where owner_person_id = $1', [person])
})

test('a wrong current password, or a weak new one → told at its place', async () => {
  const { browser } = await signedIn('member')
  const wrong = { current: 'not this one at all', password: 'un sapin vert du Morvan' }
  expect((await browser.ask('PUT /self/password', wrong)).body.errors).toMatchObject([
    { pointer: '/body/current', code: 'wrong' },
  ])
  const weak = { current: visitorPassword, password: 'Password2026!!' }
  expect((await browser.ask('PUT /self/password', weak)).body.errors).toMatchObject([
    { pointer: '/body/password', code: 'too-common' },
  ])
})

test('a manager’s factors → listed; the last one stays, another one goes', async () => {
  const { browser } = await signedIn('manager')
  expect((await browser.ask('GET /self/factors')).body).toEqual({
    totp: null,
    recoveryCodes: 0,
    passkeys: [],
    needed: true,
  })
  await enrolTotp(browser, visitorPassword)
  const alone = await browser.ask('POST /self/totp/removal', { password: visitorPassword })
  expect(alone.body.code).toBe('in-use')
  await addPasskey(browser)
  const { body } = await browser.ask('GET /self/factors')
  expect(body).toMatchObject({ recoveryCodes: 10, passkeys: [{ name: 'Clé', synced: false }] })
  expect(Date.parse(body.totp.since)).not.toBeNaN()
  const wrong = await browser.ask('POST /self/totp/removal', { password: 'not this one at all' })
  expect(wrong.body.errors).toMatchObject([{ pointer: '/body/password', code: 'wrong' }])
  expect((await browser.ask('POST /self/totp/removal', { password: visitorPassword })).status).toBe(204)
  const last = await browser.ask(`POST /self/passkeys/${body.passkeys[0].id}/removal`, {
    password: visitorPassword,
  })
  expect(last.body.code).toBe('in-use')
})

test('a member switches TOTP off with the password → the password opens IMAP again', async () => {
  const { person, email, browser } = await signedIn('member')
  await ownMailbox(person)
  expect(await passwordOpensImap(email)).toBe(true)
  await enrolTotp(browser, visitorPassword)
  expect(await passwordOpensImap(email)).toBe(false)
  expect((await browser.ask('POST /self/totp/removal', { password: visitorPassword })).status).toBe(204)
  expect(await passwordOpensImap(email)).toBe(true)
  const again = await openBrowser(admin.origin).auth('POST /sign-in/email', {
    email,
    password: visitorPassword,
  })
  expect(again.body).not.toHaveProperty('twoFactorRedirect')
})

test('a passkey removed → the password is asked for once more; somebody else’s → not found', async () => {
  const one = await signedIn('member')
  await addPasskey(one.browser)
  const { body } = await one.browser.ask('GET /self/factors')
  const removal = `POST /self/passkeys/${body.passkeys[0].id}/removal`
  const two = await signedIn('member')
  expect((await two.browser.ask(removal, { password: visitorPassword })).status).toBe(404)
  expect((await one.browser.ask(removal, {})).status).toBe(422)
  const wrong = await one.browser.ask(removal, { password: 'not this one at all' })
  expect(wrong.body.errors).toMatchObject([{ pointer: '/body/password', code: 'wrong' }])
  expect((await one.browser.ask('GET /self/factors')).body.passkeys).toHaveLength(1)
  expect((await one.browser.ask(removal, { password: visitorPassword })).status).toBe(204)
})

test('one’s own name → changed, with a row of the log; the role is no field', async () => {
  const { browser } = await signedIn('member')
  expect((await browser.ask('PATCH /self/profile', { name: 'Marie Durand' })).body).toEqual({
    name: 'Marie Durand',
  })
  expect((await browser.ask('GET /session')).body.person.name).toBe('Marie Durand')
  const more = await browser.ask('PATCH /self/profile', { name: 'Marie', role: 'administrator' })
  expect(more.body.errors).toMatchObject([{ pointer: '/body/role', code: 'unknown-field' }])
})
