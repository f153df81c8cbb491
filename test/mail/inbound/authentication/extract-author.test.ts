import { expect, test } from 'vitest'
import { authorTooLong, headerTooLarge } from '#core/smtp/smtp-reply.ts'
import { extractAuthor } from '#mail/inbound/authentication/extract-author.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'

const author = (head: string) => extractAuthor(Buffer.from(`${head}\r\n\r\n`))

test('three hundred authors → all of them', () => {
  const authors = Array.from({ length: 300 }, (_, index) => `"Élu ${index}" <elu-${index}@away.test>`)
  expect(author(`From: ${authors.join(',\r\n ')}`)).toEqual({ ok: true, value: authors.join(', ') })
})

test.each([':', ',', '"', '(', 'a,', 'a;', 'x '])(
  'a From field of 20 kB of %j → refused before it is parsed',
  (sign) => {
    const from = `From: ${sign.repeat(20_000 / sign.length)} <a@away.test>`
    expect(author(from)).toEqual({ ok: false, error: { reply: authorTooLong, reason: 'message-malformed' } })
  },
)

test('fields without end → refused, and 10,000 of them are not', () => {
  expect(author(`From: a@away.test${'\r\nX: a'.repeat(9_999)}`)).toMatchObject({ ok: true })
  const tooMany = { ok: false, error: { reply: headerTooLarge, reason: 'message-malformed' } }
  expect(author(`From: a@away.test${'\r\nX: a'.repeat(10_000)}`)).toEqual(tooMany)
})

test('a From field of 900 kB of colons, and 140,000 fields → 554 5.6.0, and the next message is served', async () => {
  await using run = await gatewayUnderTest()
  const colons = `${':'.repeat(900)}\r\n `.repeat(990)
  expect(await run.deliver(`From: ${colons}<a@away.test>\r\n\r\nx`)).toMatch(/^554 5\.6\.0 The From field/)
  expect(await run.deliver(`From: a@away.test${'\r\n!: a'.repeat(140_000)}\r\n\r\nx`)).toMatch(/^554 5\.6\.0/)
  expect(await run.deliver('From: a@away.test\r\n\r\nx')).toMatch(/^250/)
  expect(run.traced.map(({ reason }) => reason)).toEqual(['message-malformed', 'message-malformed', 'clean'])
})
