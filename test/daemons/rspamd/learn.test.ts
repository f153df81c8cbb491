import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { learnWithRspamd } from '#daemons/rspamd/learn.ts'
import { answered, fakeRspamd } from '#test/support/daemons/fake-rspamd.ts'

const message = Buffer.from('Subject: x\r\n\r\n\xff\0é\r\n', 'latin1')

interface Answers {
  readonly words?: string
  readonly sum?: string
}

const taken = answered({ success: true })

async function learn({ words = taken, sum = taken }: Answers, kind: 'spam' | 'ham' = 'spam') {
  await using rspamd = await fakeRspamd()
  rspamd.answer = (request) => (request.startsWith('POST /learn') ? words : sum)
  const { host, port } = rspamd.listener
  const access = { host, port, password: new Secret('controller'), timeoutMilliseconds: 1_000 }
  return { result: await learnWithRspamd(access, kind, message), requests: rspamd.requests }
}

test.each([
  ['spam', /^POST \/learnspam /, /^POST \/fuzzyadd /],
  ['ham', /^POST \/learnham /, /^POST \/fuzzydel /],
] as const)(
  '%s → its words, then its sum, each with the message as it is and the password',
  async (kind, words, sum) => {
    const { result, requests } = await learn({}, kind)
    expect(result).toEqual({ ok: true, value: 'learned' })
    expect(requests).toEqual([expect.stringMatching(words), expect.stringMatching(sum)])
    for (const request of requests) {
      expect(request).toMatch(/\r\npassword: controller\r\n/i)
      expect(request.endsWith(message.toString('latin1'))).toBe(true)
    }
  },
)

test('a sum → counts one for the kind that is junk', async () => {
  const { requests } = await learn({})
  expect(requests[1]).toMatch(/\r\nflag: 1\r\nweight: 1\r\n/i)
})

test.each([
  [answered('', '208 Already reported'), { ok: true, value: 'known-already' }],
  ['HTTP/1.1 204 No content\r\nConnection: close\r\n\r\n', { ok: true, value: 'too-short' }],
  [answered({ error: 'no' }, '403 Forbidden'), { ok: false, error: 'HTTP status 403' }],
  [answered({ error: 'no' }, '500 No'), { ok: false, error: 'HTTP status 500' }],
])('the words answered by %j → %j', async (words, expected) => {
  expect((await learn({ words })).result).toEqual(expected)
})

test('words that are not taken → no sum yet, or a second try would count it twice', async () => {
  expect((await learn({ words: answered({ error: 'no' }, '500 No') })).requests).toHaveLength(1)
})

test.each([
  ['no text long enough for a sum', answered({ error: 'No content' }, '404 Not found'), true],
  ['a storage that is away', answered({ error: 'no' }, '400 Error'), false],
  ['a connection that is closed', 'drop', false],
])('the sum answered by %s → taken: %s', async (_what, sum, expected) => {
  expect((await learn({ sum })).result.ok).toBe(expected)
})

test.each(['hang', 'drop', 'no HTTP at all\r\n'])('rspamd that answers "%s" → an error', async (words) => {
  expect((await learn({ words })).result.ok).toBe(false)
})
