import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway-under-test.ts'

const mixed = 'From: s@away.test\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed'

test.each([
  ['multipart without boundary', `${mixed}\r\n\r\nx`],
  ['boundary that never comes', `${mixed}; boundary="b"\r\n\r\nx`],
  ['boundary that never ends', `${mixed}; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx`],
  [
    'parts nested 500 deep',
    Array.from(
      { length: 500 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    ).join(''),
  ],
  ['base64 that is none', 'From: s@away.test\r\nContent-Transfer-Encoding: base64\r\n\r\n====!!!\xff'],
  ['a header line of 500 kB', `From: s@away.test\r\nSubject: ${'x'.repeat(500_000)}\r\n\r\nx`],
  ['header lines without colon', 'From: s@away.test\r\nthis is no field\r\n: neither\r\n\r\nx'],
  [
    '8-bit rubbish in the header',
    Buffer.from(
      'From: \xff\xfe <s@away.test>\r\nSubject: =?x?y?z?=\r\nTo: =?utf-8?B?\xff?=\r\n\r\nx',
      'latin1',
    ),
  ],
  ['no header at all', '\r\nbody only'],
  ['no empty line', 'From: s@away.test'],
  ['folding from the first octet', ' folded\r\n\tfolded\r\n\r\nx'],
  [
    'DKIM-Signature made of rubbish',
    'From: s@away.test\r\nDKIM-Signature: v=1; a=rsa-sha256; ;;;=;; b=\r\nDKIM-Signature:\r\n\r\nx',
  ],
  [
    'ARC sets that do not fit',
    'From: s@away.test\r\nARC-Seal: i=7; cv=x\r\nARC-Message-Signature: i=0\r\n\r\nx',
  ],
])('%s → delivered as it came', async (_name, message) => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver(message)).toMatch(/^250/)
  const delivered = Buffer.from(run.lmtp.delivered[0]?.message ?? '', 'latin1')
  expect(delivered.includes(Buffer.from(message))).toBe(true)
  expect(run.events.some(({ event }) => event === 'smtp.bug')).toBe(false)
})

test('two From fields → 554 5.6.0', async () => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver('From: a@away.test\r\nFrom: b@bank.test\r\n\r\nx')).toMatch(/^554 5\.6\.0/)
})

test('more than 50 Received fields → 554 5.4.6', async () => {
  await using run = await gatewayUnderTest()
  const hop = 'Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000\r\n'
  expect(await run.deliver(`${hop.repeat(50)}From: a@away.test\r\n\r\nx`)).toMatch(/^250/)
  expect(await run.deliver(`${hop.repeat(51)}From: a@away.test\r\n\r\nx`)).toMatch(/^554 5\.4\.6/)
})
