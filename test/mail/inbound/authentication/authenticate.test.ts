import { dkimVerify } from 'mailauth'
import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { policyBook, policyOf, senderRule } from '#test/support/gateway/policy-book.ts'
import { senderRecords, signed } from '#test/support/signing/signed-message.ts'

const message =
  'From: Sender <sender@away.test>\r\nTo: a@ours.test\r\nSubject: hello\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000\r\nMessage-ID: <1@away.test>\r\n\r\nBody of the message\r\n'
const elsewhere = 'v=spf1 ip4:192.0.2.1 -all'

async function gatewayKnowing(records: [string, string[]][]) {
  const run = await gatewayUnderTest()
  for (const [question, answer] of records) run.dns.records.set(question, answer)
  return run
}

const results = (delivered: string | undefined): string =>
  /^Authentication-Results: [\s\S]*?\r\n(?=[^ \t])/m.exec(delivered ?? '')?.[0] ?? ''

test('signed mail from the right address → dkim, spf and dmarc pass, handed on to rspamd', async () => {
  await using run = await gatewayKnowing(senderRecords('away.test'))
  expect(await run.deliver(await signed(message, 'away.test'))).toMatch(/^250/)
  const field = results(run.lmtp.delivered[0]?.message)
  expect(field).toMatch(/^Authentication-Results: mx\.ours\.test;\r\n dkim=pass /)
  expect(field).toMatch(/ spf=pass /)
  expect(field).toMatch(/ dmarc=pass /)
  const request = run.rspamd.requests[0] ?? ''
  expect(request).toMatch(/\r\nSPF: {"result":"pass"}\r\n/i)
  expect(request).toMatch(/\r\nDKIM: {"results":\[{"domain":"away\.test","result":"pass"}\]}\r\n/i)
  expect(request).toMatch(/\r\nDMARC: {"result":"pass"}\r\n/i)
})

test('signed mail → its signature still verifies as delivered', async () => {
  await using run = await gatewayKnowing(senderRecords('away.test'))
  await run.deliver(
    `Authentication-Results: mx.ours.test; dkim=pass\r\n${await signed(message, 'away.test')}`,
  )
  const again = await dkimVerify(Buffer.from(run.lmtp.delivered[0]?.message ?? '', 'latin1'), {
    resolver: async (name, type) => (run.dns.records.get(`${type} ${name}`) ?? []).map((text) => [text]),
  })
  expect(again.results[0]?.status.result).toBe('pass')
  expect(run.lmtp.delivered[0]?.message.match(/Authentication-Results:/gi)).toHaveLength(1)
})

test('signed mail whose address is not listed → accepted by its signature', async () => {
  await using run = await gatewayKnowing(senderRecords('away.test', { spf: elsewhere }))
  expect(await run.deliver(await signed(message, 'away.test'))).toMatch(/^250/)
  expect(results(run.lmtp.delivered[0]?.message)).toMatch(/dkim=pass[\s\S]*spf=fail[\s\S]*dmarc=pass/)
})

test('p=reject and nothing passes → 550 5.7.26', async () => {
  await using run = await gatewayKnowing(senderRecords('away.test', { spf: elsewhere }))
  expect(await run.deliver(message)).toMatch(/^550 5\.7\.26/)
  expect(await run.deliver((await signed(message, 'away.test')).replace('Body', 'Forged'))).toMatch(
    /^550 5\.7\.26/,
  )
  expect(run.lmtp.delivered).toEqual([])
})

test('p=quarantine and nothing passes → filed as junk', async () => {
  await using run = await gatewayKnowing(
    senderRecords('away.test', { spf: elsewhere, dmarc: 'v=DMARC1; p=quarantine' }),
  )
  expect(await run.deliver(message)).toMatch(/^250/)
  expect(run.lmtp.delivered[0]?.message).toMatch(/^X-Vaguemestre-Junk: yes\r\n/)
})

test('p=none and nothing passes → delivered, rspamd knows', async () => {
  await using run = await gatewayKnowing(
    senderRecords('away.test', { spf: elsewhere, dmarc: 'v=DMARC1; p=none' }),
  )
  expect(await run.deliver(message)).toMatch(/^250/)
  expect(run.lmtp.delivered[0]?.message).toMatch(/^Received: /m)
  expect(run.rspamd.requests[0]).toMatch(/\r\nDMARC: {"result":"softfail"}\r\n/i)
})

test('SPF has no answer but an aligned signature passes → accepted', async () => {
  await using run = await gatewayKnowing(
    senderRecords('away.test', { spf: 'v=spf1 include:broken.test -all' }),
  )
  run.dns.records.set('SERVFAIL broken.test', [])
  expect(await run.deliver(await signed(message, 'away.test'))).toMatch(/^250/)
  expect(results(run.lmtp.delivered[0]?.message)).toMatch(/spf=temperror[\s\S]*dmarc=pass/)
})

test('SPF has no answer and nothing else passes → 451 4.4.3, it might have passed', async () => {
  await using run = await gatewayKnowing(
    senderRecords('away.test', { spf: 'v=spf1 include:broken.test -all' }),
  )
  run.dns.records.set('SERVFAIL broken.test', [])
  expect(await run.deliver(message)).toMatch(/^451 4\.4\.3/)
})

test('one message → no question asked twice', async () => {
  await using run = await gatewayKnowing(senderRecords('away.test'))
  await run.deliver(await signed(message, 'away.test'))
  expect(run.dns.asked.length).toBe(new Set(run.dns.asked).size)
})

test.each([
  ['no author domain', '=?utf-8?q?ceo=40bank=2Etest?= <>'],
  ['an author whose domain is none', 'a@away.test\\, b@away.test'],
  ['authors of two domains', 'a@away.test, ceo@bank.test'],
  ['a full-width domain', 'ceo@ｂank.test'],
  ['a display name that Dovecot takes for the address', 'ceo@bank.test <a@away.test>'],
  ['a control character in the domain', 'ceo@bank.test\x01.away.test'],
])('%s → filed as junk, although nobody asked for it', async (_what, from) => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver(`From: ${from}\r\n\r\nx`)).toMatch(/^250/)
  expect(run.lmtp.delivered[0]?.message).toMatch(/^X-Vaguemestre-Junk: yes\r\n/)
})

test('a message that begins with folding → no line of a stranger under our field', async () => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver(` ;\r\n dmarc=pass header.from=bank.test\r\n${message}`)).toMatch(/^554 5\.6\.0/)
  expect(await run.deliver(message)).toMatch(/^250/)
  expect(run.lmtp.delivered).toHaveLength(1)
  expect(results(run.lmtp.delivered[0]?.message)).not.toContain('bank.test')
})

test('hundreds of signatures → the log lists ten', async () => {
  await using run = await gatewayUnderTest()
  const signature = (count: number) =>
    `DKIM-Signature: v=1; a=rsa-sha256; d=d${count}.test; s=x; h=from; bh=AAAA; b=AAAA\r\n`
  const many = Array.from({ length: 300 }, (_, count) => signature(count)).join('')
  expect(await run.deliver(many + message)).toMatch(/^250/)
  const event = run.events.find(({ event }) => event === 'mail.authenticated')
  expect(event?.event === 'mail.authenticated' && event.dkim.split(' ')).toHaveLength(10)
})

test.each([
  ['in Unicode', 'x@mairie-évry.fr', 'xn--mairie-vry-h7a.fr'],
  ['in capitals of Unicode', 'x@MAIRIE-ÉVRY.FR', 'xn--mairie-vry-h7a.fr'],
  ['with a final dot', 'x@bad.test.', 'bad.test'],
  ['with a display name and a final dot', 'Author <x@bad.test.>', 'bad.test'],
])('an author’s domain %s → a denial of the domain holds', async (_what, from, denied) => {
  await using run = await gatewayUnderTest()
  run.book = policyBook([policyOf('c-1', { rules: [[senderRule('deny', 'domain', denied)]] })])
  expect(await run.deliver(`From: ${from}\r\n\r\nx`)).toMatch(/^550 5\.7\.1 /)
})
