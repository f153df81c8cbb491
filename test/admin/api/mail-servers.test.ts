import { expect, test } from 'vitest'
import { startTestAdmin } from '#test/support/admin/admin.ts'

test('any person who signed in → host and ports for a mail program; nobody → 401', async () => {
  await using admin = await startTestAdmin()
  const member = await admin.signIn({ role: 'member' })
  const answer = await member.ask('GET /self/mail-servers')
  expect(await answer.json()).toEqual({ host: 'mail.cotedor.test', imapsPort: 993, submissionsPort: 465 })
  expect((await admin.stranger.ask('GET /self/mail-servers')).status).toBe(401)
})
