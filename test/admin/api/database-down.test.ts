import { expect, test } from 'vitest'
import { startTestAdmin } from '#test/support/admin/admin.ts'
import { eventually } from '#test/support/stack/eventually.ts'

test('the database goes away and comes back → 503 that says when to try again, then served', async () => {
  await using admin = await startTestAdmin()
  const browser = await admin.signIn({ role: 'administrator' })
  await admin.postgresql.shutDown()
  for (const name of ['GET /communes', 'GET /status', 'GET /session']) {
    const answer = await browser.ask(name)
    expect(answer.status, name).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(await answer.json()).toMatchObject({ code: 'try-later' })
  }
  const key = { headers: { authorization: 'Bearer vmk_0000000000000000.AAAAAAAAAAAAAAAAAAAAAAAAAAA' } }
  expect((await admin.stranger.ask('GET /communes', key)).status).toBe(503)
  expect((await fetch(`${admin.origin}/health`)).status).toBe(503)
  await admin.postgresql.startUp()
  await eventually(
    'the API to answer again',
    async () => (await browser.ask('GET /communes')).status === 200 || null,
  )
}, 120_000)
