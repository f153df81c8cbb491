import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRoutes } from '#admin/api/app.ts'
import { startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

test('whom to call, asked without a session → the number and nothing else', async () => {
  const answer = await admin.stranger.ask('GET /support')
  expect(answer.status).toBe(200)
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(await answer.json()).toEqual({ phone: '03 53 01 00 00' })
})

test('what anyone may read of the panel → the number, and what the link of a letter shows', () => {
  const open = allRoutes.filter(({ definition }) => definition.permission === 'anyone')
  const read = open.flatMap(({ name }) => (name.startsWith('GET ') ? name : []))
  expect(read.sort()).toEqual(['GET /held-links/{token}', 'GET /support'])
})
