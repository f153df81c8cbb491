import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestAdmin, type TestAdmin, visitorPassword } from '#test/support/admin/admin.ts'
import { type CookieBrowser, openBrowser } from '#test/support/admin/cookie-browser.ts'
import { makePasskey } from '#test/support/admin/software-passkey.ts'
import { enrolTotp, nextTotpCode, totpCode } from '#test/support/admin/totp.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

const password = visitorPassword

async function signedIn(email: string): Promise<CookieBrowser> {
  const browser = openBrowser(admin.origin)
  const answer = await browser.auth('POST /sign-in/email', { email, password })
  expect(answer.status).toBe(200)
  return browser
}

async function registerPasskey(browser: CookieBrowser) {
  const key = makePasskey(admin.origin)
  const options = await browser.auth('GET /passkey/generate-register-options')
  expect(options.status).toBe(200)
  const done = await browser.auth('POST /passkey/verify-registration', {
    response: key.register(options.body),
    name: 'Clé',
  })
  return { key, done }
}

const auditOf = async (email: string) => {
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    "select action, actor, host(client) as client from audit where entity = $1 and action not like '%:person' order by id",
    [email],
  )
  return rows
}

test.each(['administrator', 'support', 'auditor', 'manager'] as const)(
  'a %s with a password alone → nothing but setting up a second factor',
  async (role) => {
    const { email } = await admin.person({ role })
    const browser = await signedIn(email)
    expect(await browser.ask('GET /communes')).toMatchObject({
      status: 403,
      body: { code: 'second-factor-missing' },
    })
    expect((await browser.ask('GET /session')).status).toBe(200)
  },
)

test('TOTP set up → this session is strong under a new token, the weak one elsewhere ends, the log says both steps', async () => {
  const { email } = await admin.person({ role: 'administrator' })
  const elsewhere = await signedIn(email)
  const browser = await signedIn(email)
  const before = [...browser.cookies.values()]
  await enrolTotp(browser, password)
  expect([...browser.cookies.values()]).not.toEqual(before)
  expect((await browser.ask('GET /communes')).status).toBe(200)
  expect((await browser.ask('GET /session')).body.person).toMatchObject({
    factor: 'two-factor',
    secondFactor: true,
  })
  expect((await elsewhere.ask('GET /session')).status).toBe(401)
  const rows = await auditOf(email)
  expect(rows.slice(1)).toEqual([
    { action: 'create:totp', actor: email, client: '127.0.0.1' },
    { action: 'enable:totp', actor: email, client: '127.0.0.1' },
  ])
})

test('a password with TOTP on → no session until the code is right, which then is strong', async () => {
  const { email } = await admin.person({ role: 'administrator' })
  const { uri } = await enrolTotp(await signedIn(email), password)
  const browser = openBrowser(admin.origin)
  const asked = await browser.auth('POST /sign-in/email', { email, password })
  expect(asked.body).toEqual({ twoFactorRedirect: true, twoFactorMethods: ['totp'] })
  expect((await browser.ask('GET /session')).status).toBe(401)
  expect((await browser.auth('POST /two-factor/verify-totp', { code: '000000' })).status).toBe(401)
  const code = nextTotpCode(uri)
  expect((await browser.auth('POST /two-factor/verify-totp', { code, trustDevice: true })).status).toBe(200)
  expect((await browser.ask('GET /communes')).status).toBe(200)
})

test('a device that asks to be trusted → is asked for the code again next time', async () => {
  const { email } = await admin.person({ role: 'administrator' })
  const { uri } = await enrolTotp(await signedIn(email), password)
  const browser = openBrowser(admin.origin)
  await browser.auth('POST /sign-in/email', { email, password })
  const verified = await browser.auth('POST /two-factor/verify-totp', {
    code: nextTotpCode(uri),
    trustDevice: true,
  })
  expect(verified.cookies.some((cookie) => cookie.includes('trust_device'))).toBe(false)
  const again = await browser.auth('POST /sign-in/email', { email, password })
  expect(again.body).toMatchObject({ twoFactorRedirect: true })
})

test('a code of the app that opened already → refused like a wrong one, also when both come at once', async () => {
  const { email } = await admin.person({ role: 'administrator' })
  const { uri } = await enrolTotp(await signedIn(email), password)
  const asked = async () => {
    const browser = openBrowser(admin.origin)
    await browser.auth('POST /sign-in/email', { email, password })
    return browser
  }
  const use = async (browser: CookieBrowser, code: string) => {
    const { status, body } = await browser.auth('POST /two-factor/verify-totp', { code })
    return status === 200 ? 'opened' : `${status} ${body.code}`
  }
  const browsers = [await asked(), await asked()]
  const code = nextTotpCode(uri)
  const answers = await Promise.all(browsers.map((browser) => use(browser, code)))
  expect(answers.sort()).toEqual(['401 INVALID_CODE', 'opened'])
  expect(await use(await asked(), code)).toBe('401 INVALID_CODE')
})

test('a recovery code → opens once', async () => {
  const { email } = await admin.person({ role: 'administrator' })
  const { codes } = await enrolTotp(await signedIn(email), password)
  const use = async () => {
    const browser = openBrowser(admin.origin)
    await browser.auth('POST /sign-in/email', { email, password })
    return (await browser.auth('POST /two-factor/verify-backup-code', { code: codes[0] })).status
  }
  expect(await use()).toBe(200)
  expect(await use()).toBe(401)
  expect((await auditOf(email)).map(({ action }) => action)).toContain('change:recovery-codes')
})

test('signed in more than a quarter of an hour ago → no passkey is added before signing in again', async () => {
  const { person, email } = await admin.person({ role: 'manager' })
  const browser = await signedIn(email)
  await using owner = admin.postgresql.open('vm_owner')
  const signedInAgo = (interval: string) =>
    owner.pool.query(
      'update session set created_at = now() - $2::interval, updated_at = now() where person_id = $1',
      [person, interval],
    )
  await signedInAgo('16 minutes')
  expect(await browser.auth('GET /passkey/generate-register-options')).toMatchObject({
    status: 403,
    body: { code: 'SESSION_NOT_FRESH' },
  })
  await signedInAgo('14 minutes')
  expect((await registerPasskey(browser)).done.status).toBe(200)
})

test('a passkey registered → this session is strong under a new token, and the passkey signs in', async () => {
  const { email } = await admin.person({ role: 'administrator' })
  const browser = await signedIn(email)
  const before = [...browser.cookies.values()]
  const { key, done } = await registerPasskey(browser)
  expect(done.status).toBe(200)
  expect([...browser.cookies.values()]).not.toEqual(before)
  expect((await browser.ask('GET /session')).body.person).toMatchObject({ factor: 'passkey' })
  expect((await browser.ask('GET /communes')).status).toBe(200)

  const other = openBrowser(admin.origin)
  const options = await other.auth('GET /passkey/generate-authenticate-options')
  const answer = await other.auth('POST /passkey/verify-authentication', {
    response: key.authenticate(options.body),
  })
  expect(answer.status).toBe(200)
  expect((await other.ask('GET /session')).body.person).toMatchObject({ email, factor: 'passkey' })
  expect((await auditOf(email)).at(-1)).toEqual({
    action: 'create:passkey',
    actor: email,
    client: '127.0.0.1',
  })
})

test('a passkey that was only touched → is not registered', async () => {
  const { email } = await admin.person({ role: 'administrator' })
  const browser = await signedIn(email)
  const options = await browser.auth('GET /passkey/generate-register-options')
  expect(options.body.authenticatorSelection.userVerification).toBe('required')
  const answer = await browser.auth('POST /passkey/verify-registration', {
    response: makePasskey(admin.origin).register(options.body, { verified: false }),
  })
  expect(answer).toMatchObject({ status: 403, body: { code: 'USER_NOT_VERIFIED' } })
  expect((await browser.ask('GET /self/factors')).body.passkeys).toEqual([])
})

test('a passkey that was only touched, by whoever found it → opens nothing', async () => {
  const { email } = await admin.person({ role: 'administrator' })
  const { key } = await registerPasskey(await signedIn(email))
  const finder = openBrowser(admin.origin)
  const options = await finder.auth('GET /passkey/generate-authenticate-options')
  const answer = await finder.auth('POST /passkey/verify-authentication', {
    response: key.authenticate(options.body, { verified: false }),
  })
  expect(answer).toMatchObject({ status: 403, body: { code: 'USER_NOT_VERIFIED' } })
  expect((await finder.ask('GET /session')).status).toBe(401)
})

test.each(['administrator', 'member'] as const)(
  'a %s with a passkey alone signs in by password → told to use the passkey, no session',
  async (role) => {
    const { email } = await admin.person({ role })
    await registerPasskey(await signedIn(email))
    const browser = openBrowser(admin.origin)
    const answer = await browser.auth('POST /sign-in/email', { email, password })
    expect(answer).toMatchObject({ status: 403, body: { code: 'PASSKEY_REQUIRED' } })
    expect((await browser.ask('GET /session')).status).toBe(401)
    const wrong = await browser.auth('POST /sign-in/email', { email, password: 'not this one at all' })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'INVALID_EMAIL_OR_PASSWORD' } })
  },
)

test('a weak session beside a factor that is there → can neither add a factor nor make recovery codes', async () => {
  const { email, person } = await admin.person({ role: 'member' })
  const weak = await signedIn(email)
  const begun = await weak.auth('POST /two-factor/enable', { password })
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query(
    "insert into passkey (public_key, person_id, credential_id, counter, device_type, backed_up) values ('x', $1, $2, 0, 'singleDevice', false)",
    [person, `of ${email}`],
  )
  const tries = [
    ['POST /two-factor/enable', { password }],
    ['POST /two-factor/verify-totp', { code: totpCode(begun.body.totpURI) }],
    ['POST /two-factor/generate-backup-codes', { password }],
    ['GET /passkey/generate-register-options', undefined],
  ] as const
  for (const [name, body] of tries) {
    const answer = await weak.auth(name, body)
    expect([name, answer.status, answer.body.code]).toEqual([name, 403, 'SECOND_FACTOR_REQUIRED'])
  }
})

test('TOTP at rest → neither the secret nor a recovery code can be read in the row', async () => {
  const { email, person } = await admin.person({ role: 'administrator' })
  const { uri, codes } = await enrolTotp(await signedIn(email), password)
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    'select secret, backup_codes from two_factor where person_id = $1',
    [person],
  )
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const [row] = rows
  expect(rows).toHaveLength(1)
  const inClear = Buffer.from(secret, 'ascii')
  for (const kept of [row.secret, row.backup_codes]) {
    expect(kept).not.toContain(secret)
    expect(kept).not.toContain(codes[0])
    expect(Buffer.from(kept, 'hex').includes(inClear)).toBe(false)
  }
})

test('better-auth’s own removal of a factor → not served', async () => {
  const { email } = await admin.person({ role: 'administrator' })
  const browser = await signedIn(email)
  for (const path of ['/two-factor/disable', '/passkey/delete-passkey', '/sign-up/email', '/update-user']) {
    expect([path, (await browser.auth(`POST ${path}`, { password })).status]).toEqual([path, 404])
  }
})

test('an authenticator’s answer that cannot be read → 400, and nothing kept', async () => {
  const { email } = await admin.person({ role: 'administrator' })
  const browser = await signedIn(email)
  await browser.auth('GET /passkey/generate-register-options')
  for (const response of [
    {},
    5,
    null,
    { id: 'a', rawId: 'a', type: 'public-key', response: {} },
    { id: '\u0000' },
  ]) {
    const answer = await browser.auth('POST /passkey/verify-registration', { response })
    expect(answer.status).toBe(400)
  }
})
