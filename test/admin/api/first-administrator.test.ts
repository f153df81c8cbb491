import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { firstAdministratorCode } from '#identity/activation-code.ts'
import { firstAdministratorSecret, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { openBrowser } from '#test/support/admin/cookie-browser.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

const code = firstAdministratorCode(new Secret(firstAdministratorSecret))
const body = {
  code,
  name: 'Claire Martin',
  email: 'claire@cotedor.test',
  password: 'un sapin vert du Morvan',
}

test('a wrong code or a weak password → nobody is made; several at once → one administrator; afterwards → no more', async () => {
  const visitor = openBrowser(admin.origin)
  const wrong = { ...body, code: 'AAAAA-AAAAA-AAAAA-AAAAA' }
  expect((await visitor.ask('POST /first-administrator', wrong)).status).toBe(404)
  const weak = await visitor.ask('POST /first-administrator', { ...body, password: 'court' })
  expect(weak.body.errors).toMatchObject([{ pointer: '/body/password', code: 'too-short' }])

  const browsers = [1, 2, 3, 4].map(() => openBrowser(admin.origin))
  const answers = await Promise.all(
    browsers.map((browser, index) =>
      browser.ask('POST /first-administrator', { ...body, email: `claire${index}@cotedor.test` }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  const made = browsers[answers.findIndex(({ status }) => status === 200)]
  expect((await made?.ask('GET /session'))?.body).toMatchObject({
    person: { role: 'administrator', factor: 'password' },
    commune: { kind: 'department' },
  })
  expect((await visitor.ask('POST /first-administrator', body)).body.code).toBe('already-exists')
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    "select action, actor = entity as self from audit where action like 'create:%' order by id",
  )
  expect(rows).toEqual([
    { action: 'create:person', self: true },
    { action: 'create:password', self: true },
  ])
  const told = await owner.pool.query('select protocol, outcome from sign_in where person_id is not null')
  expect(told.rows).toEqual([{ protocol: 'web', outcome: 'accepted' }])
})
