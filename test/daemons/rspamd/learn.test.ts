import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { learnWithRspamd } from '#daemons/rspamd/learn.ts'
import { answered, fakeRspamd } from '#test/support/fake-rspamd.ts'

const message = Buffer.from('Subject: x\r\n\r\n\xff\0é\r\n', 'latin1')

async function learn(answer: string, timeoutMilliseconds = 5_000) {
  await using rspamd = await fakeRspamd()
  rspamd.answer = answer
  const { host, port } = rspamd.listener
  const access = { host, port, password: new Secret('controller'), timeoutMilliseconds }
  return { result: await learnWithRspamd(access, 'spam', message), requests: rspamd.requests }
}

test('a message → posted as it is, with the password', async () => {
  const { result, requests } = await learn(answered({ success: true }))
  expect(result).toEqual({ ok: true, value: 'learned' })
  expect(requests[0]).toMatch(/^POST \/learnspam /)
  expect(requests[0]).toMatch(/\r\npassword: controller\r\n/i)
  expect(requests[0]?.endsWith(message.toString('latin1'))).toBe(true)
})

test.each([
  [answered('', '208 Already reported'), { ok: true, value: 'known-already' }],
  ['HTTP/1.1 204 No content\r\nConnection: close\r\n\r\n', { ok: true, value: 'too-short' }],
  [answered({ error: 'no' }, '403 Forbidden'), { ok: false, error: 'HTTP status 403' }],
  [answered({ error: 'no' }, '500 No'), { ok: false, error: 'HTTP status 500' }],
])('%j → %j', async (answer, expected) => {
  expect((await learn(answer)).result).toEqual(expected)
})

test.each(['hang', 'drop', 'no HTTP at all\r\n'])('rspamd that answers "%s" → an error', async (answer) => {
  expect((await learn(answer, 200)).result.ok).toBe(false)
})
