// Whose session a request names, in each state of the session, of its person and of their commune.

import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { sessionReader } from '#db/stores/security/read-session.ts'
import { openAuthentication } from '#identity/authentication/authentication.ts'
import { signedInSessionReader } from '#identity/authentication/signed-in-session.ts'
import { startTestAdmin, type TestAdmin, visitorPassword } from '#test/support/admin/admin.ts'
import { openBrowser } from '#test/support/admin/cookie-browser.ts'

let admin: TestAdmin
let database: Database
const asked: string[] = []
let read: ReturnType<typeof signedInSessionReader>
beforeAll(async () => {
  admin = await startTestAdmin()
  database = admin.postgresql.open('vm_owner')
  const asking = new PerActorSemaphore({ atOnce: 1, patienceMilliseconds: 1000 })
  const authentication = openAuthentication({
    ...{ database, clock: systemClock, origin: admin.origin, issuer: 'Vaguemestre' },
    ...{
      key: new Secret('a key for sessions in this test only'),
      cookiePrefix: 'vaguemestre-admin',
      passkeyDomain: null,
    },
    turns: { asking, changes: asking },
  })
  // What better-auth was asked, by what it may do.
  const sessionOf: typeof authentication.sessionOf = (request, given) => {
    asked.push(given?.prolong === true ? 'prolonging' : 'reading')
    return authentication.sessionOf(request, given)
  }
  read = signedInSessionReader({ database, authentication: { ...authentication, sessionOf }, asking })
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await admin[Symbol.asyncDispose]()
})

interface Visitor {
  readonly id: string
  readonly request: Request
}

async function signedIn(): Promise<Visitor> {
  const { person: id, email } = await admin.person({ role: 'manager' })
  const browser = openBrowser(admin.origin)
  await browser.auth('POST /sign-in/email', { email, password: visitorPassword })
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return { id, request: new Request(admin.origin, { headers: { cookie } }) }
}

const change = (statement: string, { id }: Visitor) => database.pool.query(statement, [id])
const endsIn = (interval: string, visitor: Visitor) =>
  change(`update session set expires_at = now() + interval '${interval}' where person_id = $1`, visitor)
const hoursLeft = (expiresAt: Date | undefined): number =>
  ((expiresAt?.getTime() ?? Number.NaN) - Date.now()) / 3_600_000

test('a session that was used within the hour → its person, by one statement, and nothing to send along', async () => {
  const visitor = await signedIn()
  asked.length = 0
  await endsIn('11 hours 5 minutes', visitor)
  const found = await read(visitor.request, { prolong: true })
  expect(found).toMatchObject({
    person: { id: visitor.id, role: 'manager' },
    factor: 'password',
    cookies: [],
  })
  expect(hoursLeft(found?.expiresAt)).toBeLessThan(11.1)
  expect(asked).toEqual([])
})

test('a session that was not used for an hour → prolonged for twelve, its cookie anew', async () => {
  const visitor = await signedIn()
  await endsIn('10 hours 55 minutes', visitor)
  const found = await read(visitor.request, { prolong: true })
  expect(found?.person.id).toBe(visitor.id)
  expect(hoursLeft(found?.expiresAt)).toBeGreaterThan(11.9)
  expect(found?.cookies.join()).toMatch(/session_token=.*Max-Age=43200/)
})

test('the same where no answer is to come → its person, and the session as it was', async () => {
  const visitor = await signedIn()
  await endsIn('10 hours 55 minutes', visitor)
  const found = await read(visitor.request, { prolong: false })
  expect(found).toMatchObject({ person: { id: visitor.id }, cookies: [] })
  expect(hoursLeft(found?.expiresAt)).toBeLessThan(11)
})

test('a session not used for an hour, of who is suspended → nobody, and not prolonged', async () => {
  const visitor = await signedIn()
  await endsIn('10 hours 55 minutes', visitor)
  await change('update person set suspended_at = now() where id = $1', visitor)
  asked.length = 0
  expect(await read(visitor.request, { prolong: true })).toBeNull()
  expect(asked).toEqual(['reading'])
})

test('a session of a second factor, with TOTP on → its person', async () => {
  const visitor = await signedIn()
  await change('update person set two_factor_enabled = true where id = $1', visitor)
  await change("update session set factor = 'two-factor' where person_id = $1", visitor)
  expect(await read(visitor.request, { prolong: true })).toMatchObject({ factor: 'two-factor' })
})

test('a session that is over → nobody, and it is gone', async () => {
  const visitor = await signedIn()
  await endsIn('-1 second', visitor)
  expect(await read(visitor.request, { prolong: true })).toBeNull()
  const { rows } = await change('select from session where person_id = $1', visitor)
  expect(rows).toEqual([])
})

test.each([
  ['a session that was ended', 'delete from session where person_id = $1'],
  ['a person who is suspended', 'update person set suspended_at = now() where id = $1'],
  [
    'a session of a password alone, and TOTP since',
    'update person set two_factor_enabled = true where id = $1',
  ],
  [
    'a session of a password alone, and a passkey since',
    "insert into passkey (public_key, person_id, credential_id, counter, device_type, backed_up) values ('x', $1, 'one', 0, 'singleDevice', false)",
  ],
  // The last one: it is everybody's here.
  [
    'a commune that is suspended',
    'update commune set suspended_at = now() where id = (select commune_id from person where id = $1)',
  ],
])('%s → nobody', async (_, statement) => {
  const visitor = await signedIn()
  expect((await read(visitor.request, { prolong: true }))?.person.id).toBe(visitor.id)
  await change(statement, visitor)
  expect(await read(visitor.request, { prolong: true })).toBeNull()
})

test('no cookie, or one that nobody signed → nobody', async () => {
  expect(await read(new Request(admin.origin), { prolong: true })).toBeNull()
  const headers = { cookie: 'vaguemestre-admin.session_token=made.up' }
  expect(await read(new Request(admin.origin, { headers }), { prolong: true })).toBeNull()
})

test('a database that is gone → rejects, and says nothing of the token', async () => {
  const gone = admin.postgresql.open('vm_owner')
  await gone[Symbol.asyncDispose]()
  const said = await sessionReader(gone)('a token of somebody').catch((error: unknown) => inspect(error))
  expect(said).toContain('Error')
  expect(said).not.toContain('a token of somebody')
})
