// Every route with what its schemas take, with what they almost take, and with rubbish: an answer that says what is wrong,
// never a mistake of ours.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRoutes, apiBase } from '#admin/api/app.ts'
import type { Database } from '#db/connection.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { expectSound, fuzzedRequests } from '#test/support/admin/fuzzed-requests.ts'
import { type Filling, filledPath, fillParameters } from '#test/support/admin/route-parameters.ts'

let admin: TestAdmin
let owner: Database
let filling: Filling
beforeAll(async () => {
  admin = await startTestAdmin()
  owner = admin.postgresql.open('vm_owner')
  filling = await fillParameters(admin, owner)
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await admin[Symbol.asyncDispose]()
})

const named = allRoutes.map((route) => [route.name, route] as const)
test.each(named)(
  '%s with anything → an answer below 500, that says what is wrong and where',
  async (name, route) => {
    const browser: Browser = await admin.signIn({
      role: route.name.includes('/self') ? 'manager' : 'administrator',
    })
    const [method, path = ''] = name.split(' ')
    const requests = fuzzedRequests(route, { filled: filledPath(path, filling), runs: 14 })
    for (const { path: to, body } of requests) {
      const asked = `${method} ${to}`
      await expectSound(await browser.ask(asked, { body }), `${name}: ${asked} ${JSON.stringify(body)}`)
    }
  },
  // Some routes take their time on purpose, so that nobody guesses.
  120_000,
)

const raw = (name: string, init: RequestInit) =>
  fetch(`${admin.origin}${apiBase}${name}`, { method: 'POST', ...init })

test.each([
  ['no JSON', '{"name":', 400],
  ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400],
  ['a NUL', '{"name":"a\\u0000b","inseeCode":"21001"}', 422],
  ['half a surrogate pair', '{"name":"a\\ud800","inseeCode":"21001"}', 422],
  ['a NUL in a key', '{"a\\u0000":1}', 422],
  ['the key __proto__', '{"__proto__":{"role":"administrator"},"name":"X","inseeCode":"21001"}', 422],
  ['a number beyond all', '{"name":"X","inseeCode":"21001","population":1e999}', 422],
  ['arrays in arrays', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 422],
  ['objects in objects', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`, 422],
  ['more than it may have', JSON.stringify({ name: 'x'.repeat(300_000) }), 413],
])('a body with %s → %s', async (_, body, status) => {
  const cookie = await cookieOf()
  const answer = await raw('/communes', {
    headers: { 'content-type': 'application/json', origin: admin.origin, cookie },
    body,
  })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
})

test('a body of another type → 415; a form of another site → 403', async () => {
  const cookie = await cookieOf()
  const text = { 'content-type': 'text/plain', cookie }
  expect((await raw('/communes', { headers: { ...text, origin: admin.origin }, body: '{}' })).status).toBe(
    415,
  )
  expect(
    (await raw('/communes', { headers: { ...text, origin: 'https://evil.test' }, body: '{}' })).status,
  ).toBe(403)
  expect((await raw('/communes', { headers: text, body: '{}' })).status).toBe(403)
})

test.each([
  '/%',
  '/assets/%zz.js',
  '/assets/..%2f..%2f..%2fetc%2fpasswd.js',
  '/assets/%00.js',
  '/..%5c..%5cx.css',
])('the file %s → 404 or the page, nothing from outside the folder', async (path) => {
  const answer = await fetch(`${admin.origin}${path}`)
  expect([404, 503]).toContain(answer.status)
  expect(await answer.text()).not.toContain('root:')
})

async function cookieOf(): Promise<string> {
  const email = `fuzz-${Math.random().toString(36).slice(2)}@visitor.test`
  const { person } = await admin.person({ role: 'administrator', email })
  const { visitorPassword } = await import('#test/support/admin/admin.ts')
  const answer = await fetch(`${admin.origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: admin.origin },
    body: JSON.stringify({ email, password: visitorPassword }),
  })
  await owner.pool.query("update session set factor = 'two-factor' where person_id = $1", [person])
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
}
