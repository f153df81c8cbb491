import { expect, test } from 'vitest'
import { allRoutes } from '#admin/api/app.ts'
import { startTestAdmin } from '#test/support/admin.ts'

test('whom to call, asked without a session → the number and nothing else', async () => {
  await using admin = await startTestAdmin()
  const answer = await admin.stranger.ask('GET /support')
  expect(answer.status).toBe(200)
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(await answer.json()).toEqual({ phone: '03 53 01 00 00' })
})

test('what anyone may read of the panel → the number, and nothing else', () => {
  const open = allRoutes.filter(({ definition }) => definition.permission === 'anyone')
  const read = open.flatMap(({ name }) => (name.startsWith('GET ') ? name : []))
  expect(read).toEqual(['GET /support'])
})
