// Every route with what its schemas take, with what they almost take, and with rubbish: an answer that says what is wrong,
// never a mistake of ours.

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRoutes, apiBase } from '#admin/api/app.ts'
import type { RegisteredRoute } from '#admin/api/http/handler.ts'
import { problems } from '#core/contract.ts'
import type { Database } from '#db/connection.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin.ts'
import { type Filling, filledPath, fillParameters } from '#test/support/filled-routes.ts'
import { arbitraryOf } from '#test/support/schema-arbitrary.ts'

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
const methodOf = ({ name }: RegisteredRoute) => name.split(' ')[0] ?? ''
const pathOf = ({ name }: RegisteredRoute) => name.split(' ')[1] ?? ''

/** What no form sends and somebody will. */
const nasty = fc.constantFrom<unknown>(
  ...[
    'a\u0000b',
    '\ud800',
    '',
    ' ',
    'x'.repeat(5000),
    "'; drop table person --",
    '../../etc/passwd',
    '%00',
    '\u202e',
  ],
  ...[
    null,
    true,
    -1,
    0.5,
    1e308,
    2 ** 53,
    [],
    [[]],
    {},
    ['a\u0000'],
    { a: '\udc00' },
    '2026-13-45T99:99:99Z',
  ],
  ...['00000000-0000-4000-8000-000000000000', 'eyJhIjoxfQ', Buffer.from('["x","y"]').toString('base64url')],
  ...[Buffer.from('["x"]').toString('base64url'), Buffer.from('[1e400,1,1]').toString('base64url')],
  Buffer.from('["9999999999-01-01","x","y"]').toString('base64url'),
)

/** One thing somewhere in it is another. */
const mutated = (value: unknown): fc.Arbitrary<unknown> =>
  fc.tuple(fc.nat(), nasty, fc.boolean()).map(([place, other, added]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return other
    const keys = Object.keys(value)
    const key = added || keys.length === 0 ? 'unknown' : (keys[place % keys.length] ?? 'unknown')
    return { ...value, [key]: other }
  })

const withMutations = (valid: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 2, arbitrary: valid },
    { weight: 3, arbitrary: valid.chain(mutated) },
    { weight: 1, arbitrary: nasty },
  )

const textOf = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed()

const queryOf = ({ definition: { query } }: RegisteredRoute): fc.Arbitrary<string> =>
  query === undefined
    ? fc.constantFrom('', '?x=1', '?%zz', '?a=%00')
    : withMutations(arbitraryOf(query)).map((value) => {
        if (typeof value !== 'object' || value === null) return `?${encodeURIComponent(textOf(value))}`
        return `?${new URLSearchParams(Object.entries(value).map(([name, each]) => [name, textOf(each)] as [string, string]))}`
      })

const pathFor = (route: RegisteredRoute): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(filledPath(pathOf(route), filling)),
    nasty.map((value) => pathOf(route).replace(/\{\w+\}/g, () => encodeURIComponent(textOf(value)) || 'x')),
    fc
      .constantFrom('%', '%zz', '%00', '%ff', '..%2f..')
      .map((value) => pathOf(route).replace(/\{\w+\}/g, value)),
  )

async function check(answer: Response, asked: string): Promise<void> {
  const text = await answer.text()
  expect(answer.status, `${asked} → ${text}`).toBeLessThan(500)
  if (answer.status < 400) return
  expect(answer.headers.get('content-type'), asked).toBe('application/problem+json')
  const { code, status, errors } = JSON.parse(text) as {
    code: keyof typeof problems
    status: number
    errors?: { pointer: string }[]
  }
  expect(problems[code], asked).toBe(status)
  if (code === 'invalid-input') expect(errors?.[0]?.pointer, `${asked} → ${text}`).toMatch(/^\//)
}

test.each(named)(
  '%s with anything → an answer below 500, that says what is wrong and where',
  async (name, route) => {
    const browser: Browser = await admin.signIn({
      role: route.name.includes('/self') ? 'manager' : 'administrator',
    })
    const body =
      route.definition.body === undefined
        ? fc.constant(undefined)
        : withMutations(arbitraryOf(route.definition.body))
    const requests = fc.sample(fc.record({ path: pathFor(route), query: queryOf(route), body }), {
      numRuns: 14,
      seed: 11,
    })
    for (const { path, query, body: sent } of requests) {
      const asked = `${methodOf(route)} ${path}${query}`
      await check(await browser.ask(asked, { body: sent }), `${name}: ${asked} ${JSON.stringify(sent)}`)
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
  const { visitorPassword } = await import('#test/support/admin.ts')
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
