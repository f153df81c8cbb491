import { afterAll, beforeAll, expect, test } from 'vitest'
import { resetFactorHere } from '#cli/admin/reset-factor-here.ts'
import { showIssuedCode, showTeam } from '#cli/admin/show-team.ts'
import { findPersonByEmail } from '#db/stores/persons/find-person.ts'
import { findTeam } from '#db/stores/persons/team.ts'
import { startTestAdmin, type TestAdmin, visitorPassword } from '#test/support/admin/admin.ts'
import { openBrowser } from '#test/support/admin/cookie-browser.ts'
import { enrolTotp } from '#test/support/admin/totp.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

test('the only administrator lost the phone → begins again with the code of the machine, and the log says so', async () => {
  const { person, email } = await admin.person({ role: 'administrator' })
  const browser = openBrowser(admin.origin)
  await browser.auth('POST /sign-in/email', { email, password: visitorPassword })
  await enrolTotp(browser, visitorPassword)
  await using owner = admin.postgresql.open('vm_owner')
  const named = await findPersonByEmail(owner.drizzle, email.toUpperCase())
  if (named === null) throw new Error('nobody found')
  expect(showTeam(await findTeam(owner.drizzle))).toMatch(/administrator +yes +active$/m)

  const issued = await resetFactorHere(owner, named, Date.now())
  expect(showIssuedCode(named, issued, 'https://admin.test')).toContain(
    `https://admin.test/activation#${issued.code}`,
  )
  expect((await browser.ask('GET /session')).status).toBe(401)
  const visitor = openBrowser(admin.origin)
  const old = await visitor.auth('POST /sign-in/email', { email, password: visitorPassword })
  expect(old.status).toBe(401)
  const answer = await visitor.ask('POST /activation', {
    code: issued.code,
    password: 'un sapin vert du Morvan',
  })
  expect(answer.body).toEqual({ signedIn: true, secondFactorNeeded: true })
  const { rows } = await owner.pool.query(
    "select action, actor_kind, actor from audit where entity_id = $1 and actor_kind = 'machine' order by id",
    [person],
  )
  expect(rows.map(({ action }) => action)).toEqual(['create:password', 'reset:factor', 'delete:totp'])
  expect(rows[1].actor).toBe('vaguemestre admin reset-factor')
})
