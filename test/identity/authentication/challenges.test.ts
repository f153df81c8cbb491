// What anybody can make us keep before they have shown anything.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { openBrowser } from '#test/support/admin/cookie-browser.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

test('a stranger asks for passkey challenges without end → a hundred are kept, then 429 that says when', async () => {
  const stranger = openBrowser(admin.origin)
  const statuses: number[] = []
  for (let asked = 0; asked < 110; asked += 1)
    statuses.push((await stranger.auth('GET /passkey/generate-authenticate-options')).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(100)
  const refused = await fetch(`${admin.origin}/api/auth/passkey/generate-register-options`)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query('select count(*)::int as kept from verification')
  expect(rows).toEqual([{ kept: 100 }])
})
