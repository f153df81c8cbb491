import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { selectorOfCode } from '#identity/activation-code.ts'
import { issueActivationCode } from '#identity/issue-activation-code.ts'
import { startTestAdmin, type TestAdmin, visitorPassword } from '#test/support/admin/admin.ts'
import { openBrowser } from '#test/support/admin/cookie-browser.ts'
import { enrolTotp } from '#test/support/admin/totp.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

/** What was tried in vain before would make the next one wait. */
async function forgive(): Promise<void> {
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query('truncate sign_in_failures')
}
beforeEach(forgive)

const chosen = 'un sapin vert du Morvan'
const browser = () => openBrowser(admin.origin)

/** A person without a password, and a code that a manager gave. */
async function invited(role: 'manager' | 'member' = 'manager') {
  const { person, email } = await admin.person({ role, password: null })
  const manager = await admin.signIn({ role: 'manager' })
  const answer = await manager.ask(`POST /persons/${person}/activation`, { body: {} })
  expect(answer.status).toBe(200)
  const { code } = (await answer.json()) as { code: string }
  return { person, email, code, manager }
}

const rowsAbout = async (person: string) => {
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    'select action, actor, before, after from audit where entity_id = $1 order by id',
    [person],
  )
  return rows
}

test('a code → whom it is for, then a password, a session, and a row of the log for each step', async () => {
  const { person, email, code, manager } = await invited()
  const visitor = browser()
  const checked = await visitor.ask('POST /activation/check', { code: code.toLowerCase() })
  expect(checked).toMatchObject({ status: 200, body: { email, commune: 'Saulieu' } })
  const activated = await visitor.ask('POST /activation', { code, password: chosen })
  expect(activated).toMatchObject({ status: 200, body: { signedIn: true, secondFactorNeeded: true } })
  const session = await visitor.ask('GET /session')
  expect(session.body.person).toMatchObject({ email, factor: 'password' })
  expect((await visitor.ask('GET /communes')).body.code).toBe('second-factor-missing')
  expect((await rowsAbout(person)).map(({ action, actor }) => [action, actor])).toEqual([
    ['issue:activation', manager.email],
    ['activate:person', email],
    ['create:password', email],
  ])
  expect((await browser().auth('POST /sign-in/email', { email, password: chosen })).status).toBe(200)
})

test('a code used → signed in as far as the log and the list of people know', async () => {
  const { person, email, code, manager } = await invited()
  expect((await browser().ask('POST /activation', { code, password: chosen })).status).toBe(200)
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    'select login, protocol, outcome, client from sign_in where person_id = $1',
    [person],
  )
  expect(rows).toEqual([{ login: email, protocol: 'web', outcome: 'accepted', client: '127.0.0.1' }])
  const listed = await (await manager.ask(`GET /persons?search=${email}`)).json()
  expect(listed).toMatchObject({ rows: [{ email, lastSignInAt: expect.any(String) }] })
})

test('a code at rest → a digest, and neither log nor audit shows it', async () => {
  const { person, code } = await invited()
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    'select to_jsonb(a)::text as row from activation_code a where person_id = $1',
    [person],
  )
  expect(rows).toHaveLength(1)
  const bare = code.replaceAll('-', '')
  expect(rows[0].row).not.toContain(bare)
  expect(JSON.stringify(await rowsAbout(person))).not.toContain(bare)
})

test('a code used twice, replaced, too old, of a suspended person, or made up → one and the same answer', async () => {
  await using owner = admin.postgresql.open('vm_owner')
  const used = await invited()
  await browser().ask('POST /activation', { code: used.code, password: chosen })
  const replaced = await invited()
  await replaced.manager.ask(`POST /persons/${replaced.person}/activation`, { body: {} })
  const old = await invited()
  await owner.pool.query(
    "update activation_code set expires_at = now() - interval '1 s' where person_id = $1",
    [old.person],
  )
  const suspended = await invited()
  await owner.pool.query('update person set suspended_at = now() where id = $1', [suspended.person])
  const unknown = await browser().ask('POST /activation/check', { code: 'AAAAA-AAAAA-AAAAA-AAAAA' })
  expect(unknown.status).toBe(404)
  for (const { code } of [used, replaced, old, suspended]) {
    await forgive()
    expect((await browser().ask('POST /activation/check', { code })).body).toEqual(unknown.body)
    expect((await browser().ask('POST /activation', { code, password: chosen })).body).toEqual(unknown.body)
  }
})

test('one letter tried too often → closed to that network; another letter from there is not', async () => {
  const guessed = await invited()
  const other = await invited()
  const wrong = `${guessed.code.slice(0, 5)}-AAAAA-AAAAA-AAAAA`
  expect((await browser().ask('POST /activation/check', { code: wrong })).status).toBe(404)
  await using owner = admin.postgresql.open('vm_owner')
  const counted = await owner.pool.query('select login, failures from sign_in_failures order by login')
  expect(counted.rows).toEqual([
    { login: 'activation', failures: 1 },
    { login: `activation ${selectorOfCode(guessed.code)}`, failures: 1 },
  ])
  await owner.pool.query(
    "update sign_in_failures set failures = 10, blocked_until = now() + interval '9 minutes' where login <> 'activation'",
  )
  expect((await browser().ask('POST /activation/check', { code: guessed.code })).status).toBe(429)
  expect((await browser().ask('POST /activation', { code: other.code, password: chosen })).status).toBe(200)
})

test('a weak password → told why at its place, and the code is still good', async () => {
  const { code, email } = await invited()
  const tries = [
    ['court', 'too-short'],
    ['Password2026!!', 'too-common'],
    [`${email.split('@')[0]} du Morvan`, 'too-personal'],
  ]
  for (const [password, fault] of tries) {
    const answer = await browser().ask('POST /activation', { code, password })
    expect(answer.body).toMatchObject({
      code: 'invalid-input',
      errors: [{ pointer: '/body/password', code: fault }],
    })
  }
  expect((await browser().ask('POST /activation', { code, password: chosen })).status).toBe(200)
})

test('two use one code at once → one of them', async () => {
  const { code } = await invited('member')
  const answers = await Promise.all(
    [1, 2, 3].map(() => browser().ask('POST /activation', { code, password: chosen })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404])
})

test('a code for somebody who has a session and a second factor → the session ends, the factor is asked for', async () => {
  const { person, email, code } = await invited()
  const before = await admin.signIn({ role: 'manager', email })
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query('update person set two_factor_enabled = true where id = $1', [person])
  await owner.pool.query('delete from sign_in where person_id = $1', [person])
  const visitor = browser()
  const answer = await visitor.ask('POST /activation', { code, password: chosen })
  expect(answer.body).toEqual({ signedIn: false, secondFactorNeeded: false })
  expect((await visitor.ask('GET /session')).status).toBe(401)
  const { rows } = await owner.pool.query('select outcome from sign_in where person_id = $1', [person])
  expect(rows).toEqual([])
  expect((await before.ask('GET /session')).status).toBe(401)
})

test('a manager of another commune, support and auditor → give nobody a code', async () => {
  const { person } = await invited()
  const elsewhere = await admin.anotherCommune()
  const stranger = await admin.signIn({ role: 'manager', commune: elsewhere })
  expect((await stranger.ask(`POST /persons/${person}/activation`, { body: {} })).status).toBe(404)
  for (const role of ['support', 'auditor', 'member'] as const) {
    const answer = await (await admin.signIn({ role })).ask(`POST /persons/${person}/activation`, {
      body: {},
    })
    expect([role, answer.status]).toEqual([role, 403])
  }
})

test('somebody who has a password, without saying that it is a reset → already-active, and no code', async () => {
  const { person } = await admin.person({ role: 'member' })
  const manager = await admin.signIn({ role: 'manager' })
  const answer = await manager.ask(`POST /persons/${person}/activation`, { body: {} })
  expect(await answer.json()).toMatchObject({ status: 409, code: 'already-active' })
  await using owner = admin.postgresql.open('vm_owner')
  expect(
    (await owner.pool.query('select from activation_code where person_id = $1', [person])).rowCount,
  ).toBe(0)
})

test('a reset → password, sessions and app passwords end, the factor stays, and log and alert tell of it', async () => {
  const { person, email } = await admin.person({ role: 'manager' })
  const before = openBrowser(admin.origin)
  await before.auth('POST /sign-in/email', { email, password: visitorPassword })
  await enrolTotp(before, visitorPassword)
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query(
    `insert into app_password (commune_id, person_id, mailbox_id, selector, hash, label)
     values ($1, $2, $3, 'abcdefgh', '{SSHA512}AAAA', 'Téléphone')`,
    [admin.saulieu.commune, person, admin.saulieu.mairie],
  )
  const manager = await admin.signIn({ role: 'manager' })
  const answer = await manager.ask(`POST /persons/${person}/activation`, { body: { reset: true } })
  expect(answer.status).toBe(200)
  const { code } = (await answer.json()) as { code: string }
  expect((await before.ask('GET /session')).status).toBe(401)
  const old = await browser().auth('POST /sign-in/email', { email, password: visitorPassword })
  expect(old.status).toBe(401)
  const { rows: left } = await owner.pool.query(
    'select from app_password where person_id = $1 and revoked_at is null',
    [person],
  )
  expect(left).toEqual([])
  const told = await rowsAbout(person)
  expect(told).toContainEqual({ action: 'reset:password', actor: manager.email, before: null, after: null })
  const { rows: alerts } = await owner.pool.query('select kind, facts from alert where subject = $1', [email])
  expect(alerts).toEqual([{ kind: 'password-reset', facts: { by: manager.email } }])
  // The password alone is not enough afterwards either.
  const again = await browser().ask('POST /activation', { code, password: chosen })
  expect(again.body).toEqual({ signedIn: false, secondFactorNeeded: false })
  const half = await browser().auth('POST /sign-in/email', { email, password: chosen })
  expect(half.body).toMatchObject({ twoFactorRedirect: true })
})

test('a reset of somebody with passkeys → their names and days: they still open the account', async () => {
  const { person } = await admin.person({ role: 'member' })
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query(
    `insert into passkey (person_id, name, public_key, credential_id, counter, device_type, backed_up, created_at)
     values ($1, 'Téléphone', 'k', 'c-1', 0, 'singleDevice', false, '2026-03-02T06:02:00Z'),
       ($1, null, 'k', 'c-2', 0, 'singleDevice', false, '2026-04-02T06:02:00Z')`,
    [person],
  )
  const manager = await admin.signIn({ role: 'manager' })
  const reset = async () =>
    (await (
      await manager.ask(`POST /persons/${person}/activation`, { body: { reset: true } })
    ).json()) as object
  expect(await reset()).toMatchObject({
    passkeys: [
      { name: 'Téléphone', createdAt: '2026-03-02T06:02:00.000Z' },
      { name: '', createdAt: '2026-04-02T06:02:00.000Z' },
    ],
  })
  await owner.pool.query('delete from passkey where person_id = $1', [person])
  expect(await reset()).toMatchObject({ passkeys: [] })
})

test('a reset of somebody who opens mail of another commune too → not by a manager: the code would open that as well', async () => {
  const elsewhere = await admin.anotherCommune()
  const { person } = await admin.person({ role: 'member', commune: elsewhere })
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query(
    "insert into access (commune_id, mailbox_id, person_id, role) values ($1, $2, $3, 'manage')",
    [admin.saulieu.commune, admin.saulieu.mairie, person],
  )
  const reset = async (role: 'manager' | 'administrator') => {
    const browser = await admin.signIn(role === 'manager' ? { role, commune: elsewhere } : { role })
    return await browser.ask(`POST /persons/${person}/activation`, { body: { reset: true } })
  }
  expect(await (await reset('manager')).json()).toMatchObject({ status: 403, code: 'forbidden' })
  expect((await owner.pool.query('select from account where person_id = $1', [person])).rowCount).toBe(1)
  expect((await reset('administrator')).status).toBe(200)
})

test('one’s own account → no code, by whatever name: a session left open must not become a password', async () => {
  const manager = await admin.signIn({ role: 'manager' })
  for (const body of [{}, { reset: true }]) {
    const answer = await manager.ask(`POST /persons/${manager.person}/activation`, { body })
    expect(await answer.json()).toMatchObject({ code: 'same-person' })
  }
})

test('two codes given to one person at the same moment → the later one alone opens', async () => {
  const { person } = await admin.person({ role: 'member', password: null })
  await using owner = admin.postgresql.open('vm_owner')
  const waits = async () => (await owner.pool.query('select from pg_locks where not granted')).rows.length > 0
  let settled = false
  let second: Promise<unknown> = Promise.resolve()
  await owner.transaction(async (transaction) => {
    await issueActivationCode(transaction, person, Date.now())
    second = owner
      .transaction((other) => issueActivationCode(other, person, Date.now()))
      .finally(() => {
        settled = true
      })
    while (!settled && !(await waits())) await owner.pool.query('select 1')
  })
  await second
  const { rows } = await owner.pool.query(
    'select from activation_code where person_id = $1 and replaced_at is null',
    [person],
  )
  expect(rows).toHaveLength(1)
})
