import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestAdmin, type TestAdmin, visitorPassword } from '#test/support/admin/admin.ts'
import { type CookieBrowser, openBrowser } from '#test/support/admin/cookie-browser.ts'
import { makePasskey } from '#test/support/admin/software-passkey.ts'
import { enrolTotp, totpCode } from '#test/support/admin/totp.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

const owner = async (text: string, values: readonly unknown[] = []) => {
  await using database = admin.postgresql.open('vm_owner')
  return (await database.pool.query(text, [...values])).rows
}

/** As if the process died between the change and its row of the log: the row cannot be written. */
async function withoutLog<Value>(work: () => Promise<Value>): Promise<Value> {
  await owner(
    "create function refuse() returns trigger language plpgsql as $$ begin raise 'no row today'; end $$",
  )
  await owner('create trigger refuse before insert on audit for each row execute function refuse()')
  try {
    return await work()
  } finally {
    await owner('drop function refuse cascade')
  }
}

async function signedIn(role: 'member' | 'administrator' = 'member') {
  const { person, email } = await admin.person({ role })
  const browser = openBrowser(admin.origin)
  await browser.auth('POST /sign-in/email', { email, password: visitorPassword })
  return { person, email, browser }
}

/** All that opens the account. */
const stateOf = async (person: string) =>
  (
    await owner(
      `select (select password from account where person_id = $1) as password,
         (select jsonb_agg(to_jsonb(t)) from two_factor t where person_id = $1) as totp,
         (select jsonb_agg(to_jsonb(k)) from passkey k where person_id = $1) as passkeys,
         (select two_factor_enabled from person where id = $1) as on,
         (select jsonb_agg(token order by token) from session where person_id = $1) as sessions`,
      [person],
    )
  )[0]

const rowsOf = async (person: string) =>
  (await owner('select action from audit where entity_id = $1 order by id', [person])).map(
    ({ action }) => action,
  )

const registration = async (browser: CookieBrowser) => {
  const options = await browser.auth('GET /passkey/generate-register-options')
  return { response: makePasskey(admin.origin).register(options.body) }
}

const changes: Readonly<
  Record<string, { readonly row: string; readonly prepare: (browser: CookieBrowser) => Promise<Change> }>
> = {
  'another password': {
    row: 'change:password',
    prepare: async (browser) => () =>
      browser.ask('PUT /self/password', { current: visitorPassword, password: 'un sapin vert du Morvan' }),
  },
  'TOTP begun': {
    row: 'create:totp',
    prepare: async (browser) => () => browser.auth('POST /two-factor/enable', { password: visitorPassword }),
  },
  'TOTP switched on': {
    row: 'enable:totp',
    prepare: async (browser) => {
      const { body } = await browser.auth('POST /two-factor/enable', { password: visitorPassword })
      return () => browser.auth('POST /two-factor/verify-totp', { code: totpCode(body.totpURI) })
    },
  },
  'a passkey registered': {
    row: 'create:passkey',
    prepare: async (browser) => {
      const body = await registration(browser)
      return () => browser.auth('POST /passkey/verify-registration', body)
    },
  },
  'new recovery codes': {
    row: 'change:recovery-codes',
    prepare: async (browser) => {
      await enrolTotp(browser, visitorPassword)
      return () => browser.auth('POST /two-factor/generate-backup-codes', { password: visitorPassword })
    },
  },
  'TOTP switched off': {
    row: 'delete:totp',
    prepare: async (browser) => {
      await enrolTotp(browser, visitorPassword)
      return () => browser.ask('POST /self/totp/removal', { password: visitorPassword })
    },
  },
}
type Change = () => Promise<{ readonly status: number }>

test.each(Object.entries(changes))(
  '%s, and no row of the log can be written → nothing of it is there',
  async (_, { prepare }) => {
    const { person, browser } = await signedIn()
    const change = await prepare(browser)
    const before = await stateOf(person)
    const answer = await withoutLog(change)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await stateOf(person)).toEqual(before)
    expect((await browser.ask('GET /session')).status).toBe(200)
  },
)

test.each(Object.entries(changes))('%s → its row of the log', async (_, { prepare, row }) => {
  const { person, browser } = await signedIn()
  const change = await prepare(browser)
  const before = await rowsOf(person)
  expect((await change()).status).toBeLessThan(300)
  expect((await rowsOf(person)).slice(before.length)).toContain(row)
})

test('a recovery code used while no row can be written → no session, and the code is still good', async () => {
  const { email, browser } = await signedIn()
  const { codes } = await enrolTotp(browser, visitorPassword)
  const other = openBrowser(admin.origin)
  await other.auth('POST /sign-in/email', { email, password: visitorPassword })
  const use = () => other.auth('POST /two-factor/verify-backup-code', { code: codes[3] })
  expect((await withoutLog(use)).status).toBe(500)
  expect((await other.ask('GET /session')).status).toBe(401)
  expect((await use()).status).toBe(200)
})
