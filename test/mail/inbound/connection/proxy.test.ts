import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseProxyHeader } from '#mail/inbound/connection/proxy-header.ts'
import { gatewayUnderTest } from '#test/support/gateway-under-test.ts'
import { smtpDialogue } from '#test/support/smtp-dialogue.ts'

const signature = Buffer.from('0d0a0d0a000d0a515549540a', 'hex')

function binary(command: number, family: number, block: Buffer): Buffer {
  const fixed = Buffer.from([command, family, block.length >> 8, block.length & 255])
  return Buffer.concat([signature, fixed, block])
}

const ipv4Block = Buffer.from([198, 51, 100, 7, 127, 0, 0, 1, 0x12, 0x34, 0, 25])
const ipv6Block = Buffer.concat([
  Buffer.from('20010db8000000000000000000000007', 'hex'),
  Buffer.alloc(16),
  Buffer.from([0x12, 0x34, 0, 25]),
])

test.each([
  ['version 1, IPv4', Buffer.from('PROXY TCP4 198.51.100.7 127.0.0.1 4660 25\r\n'), '198.51.100.7'],
  ['version 1, IPv6', Buffer.from('PROXY TCP6 2001:db8::7 ::1 4660 25\r\n'), '2001:db8::7'],
  ['version 2, IPv4', binary(0x21, 0x11, ipv4Block), '198.51.100.7'],
  ['version 2, IPv6', binary(0x21, 0x21, ipv6Block), '2001:db8:0:0:0:0:0:7'],
  [
    'version 2 with a TLV behind',
    binary(0x21, 0x11, Buffer.concat([ipv4Block, Buffer.from([4, 0, 1, 9])])),
    '198.51.100.7',
  ],
])('%s → the address of the client', (_name, octets, address) => {
  const header = parseProxyHeader(Buffer.concat([octets, Buffer.from('EHLO')]))
  expect(header).toEqual({ kind: 'header', length: octets.length, source: { address, port: 4660 } })
})

test.each([
  ['UNKNOWN', Buffer.from('PROXY UNKNOWN\r\n')],
  ['UNKNOWN with addresses', Buffer.from('PROXY UNKNOWN ff:: ff:: 1 2\r\n')],
  ['LOCAL', binary(0x20, 0x00, Buffer.alloc(0))],
])('%s → a header without a client', (_name, octets) => {
  expect(parseProxyHeader(octets)).toEqual({ kind: 'header', length: octets.length, source: null })
})

test.each([
  'EHLO x\r\n',
  'PROXY TCP4 1.2.3.4 5.6.7.8 1\r\n',
  'PROXY TCP4 1.2.3.4 5.6.7.8 1 70000\r\n',
  'PROXY TCP4 ::1 ::1 1 2\r\n',
  'PROXY TCP4 1.2.3.4 5.6.7.8 1 2 3\r\n',
  `PROXY TCP4 ${'1'.repeat(200)}`,
])('%j → invalid', (text) => {
  expect(parseProxyHeader(Buffer.from(text)).kind).toBe('invalid')
})

test('any octets → never throws; a true header cut short → incomplete', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => void parseProxyHeader(Buffer.from(octets))),
  )
  const whole = binary(0x21, 0x11, ipv4Block)
  for (let length = 0; length < whole.length; length++) {
    expect(parseProxyHeader(whole.subarray(0, length))).toEqual({ kind: 'incomplete' })
  }
})

test.each([
  ['1', Buffer.from('PROXY TCP4 198.51.100.7 127.0.0.1 4660 25\r\n')],
  ['2', binary(0x21, 0x11, ipv4Block)],
])('version %s from a listed network → its client stands in Received', async (_version, octets) => {
  await using run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'] })
  await using dialogue = smtpDialogue(run.port)
  dialogue.send(octets)
  await dialogue.run(`
    S: 220
    C: EHLO client.test
    S: 250
    C: MAIL FROM:<s@away.test>
    S: 250
    C: RCPT TO:<a@ours.test>
    S: 250
    C: DATA
    S: 354
    C: From: s@away.test
    C: .
    S: 250
  `)
  expect(run.lmtp.delivered[0]?.message).toContain('([198.51.100.7])')
  expect(run.rspamd.requests[0]).toMatch(/\r\nIP: 198\.51\.100\.7\r\n/i)
})

test('no header from a listed network → closed without a word', async () => {
  await using run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.1/32'] })
  await using dialogue = smtpDialogue(run.port)
  dialogue.send('EHLO client.test\r\n')
  expect(await dialogue.reply()).toBe('closed')
})

test('a header from a network that is not listed → an early talker, the address is not believed', async () => {
  await using run = await gatewayUnderTest({
    proxyNetworks: ['192.0.2.0/24'],
    greetingDelayMilliseconds: 300,
  })
  await using dialogue = smtpDialogue(run.port)
  dialogue.send('PROXY TCP4 198.51.100.7 127.0.0.1 4660 25\r\n')
  expect(await dialogue.reply()).toMatch(/^554 5\.5\.1/)
})
