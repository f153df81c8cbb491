import { expect, test } from 'vitest'
import { eventually } from '#test/support/stack/eventually.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const claire = await webmail.signIn()

test('the database goes away and comes back → 503 that says when to try again, then served', async () => {
  const { postgresql, origin } = webmail
  await postgresql.shutDown()
  for (const name of ['GET /session', 'GET /boxes']) {
    const answer = await claire.ask(name)
    expect([name, answer.status, answer.headers.get('retry-after')]).toEqual([name, 503, '5'])
    expect(await answer.json()).toMatchObject({ code: 'try-later' })
  }
  expect((await fetch(`${origin}/health`)).status).toBe(503)
  await postgresql.startUp()
  await eventually('the API to answer again', async () => (await claire.ask('GET /boxes')).ok || null)
}, 120_000)
