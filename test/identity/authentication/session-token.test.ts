// Which session a request names is told by its cookie alone, and not by one that somebody made up.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { openAuthentication } from '#identity/authentication/authentication.ts'
import { startTestAdmin, type TestAdmin, visitorPassword } from '#test/support/admin/admin.ts'
import { openBrowser } from '#test/support/admin/cookie-browser.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

test('the cookie of a session, whatever else there is → its token; a forged or foreign one, none → null', async () => {
  const { email } = await admin.person({ role: 'manager' })
  const browser = openBrowser(admin.origin)
  await browser.auth('POST /sign-in/email', { email, password: visitorPassword })
  const [name, value] = [...browser.cookies].find(([each]) => each.endsWith('session_token')) ?? ['', '']
  await using database = admin.postgresql.open('vm_owner')
  const limits = { atOnce: 1, patienceMilliseconds: 1000 }
  const { sessionNamed } = openAuthentication({
    ...{ database, clock: systemClock, origin: admin.origin, issuer: 'Vaguemestre' },
    ...{
      key: new Secret('a key for sessions in this test only'),
      cookiePrefix: 'vaguemestre-admin',
      passkeyDomain: null,
    },
    turns: { asking: new PerActorSemaphore(limits), changes: new PerActorSemaphore(limits) },
  })
  const named = (cookie: string) => sessionNamed(new Request(admin.origin, { headers: { cookie } }))
  const token = decodeURIComponent(value).split('.')[0]
  expect(token).toHaveLength(32)
  expect(await named(`a=b; ${name}=${value}; c=d`)).toBe(token)
  expect(await named(`${name}=x${value}`)).toBeNull()
  expect(await named(`${name}=anybody`)).toBeNull()
  expect(await named(`other.session_token=${value}`)).toBeNull()
  expect(await sessionNamed(new Request(admin.origin))).toBeNull()
})
