import { connect } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseProxyHeader } from '#mail/session/proxy-header.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'

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
const mappedBlock = Buffer.concat([
  Buffer.from('00000000000000000000ffffc6336407', 'hex'),
  Buffer.alloc(16),
  Buffer.from([0x12, 0x34, 0, 25]),
])

test.each([
  ['version 1, IPv4', Buffer.from('PROXY TCP4 198.51.100.7 127.0.0.1 4660 25\r\n'), '198.51.100.7'],
  ['version 1, IPv6', Buffer.from('PROXY TCP6 2001:db8::7 ::1 4660 25\r\n'), '2001:db8::7'],
  ['version 2, IPv4', binary(0x21, 0x11, ipv4Block), '198.51.100.7'],
  ['version 2, IPv6', binary(0x21, 0x21, ipv6Block), '2001:db8::7'],
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

test('a header that trickles in → closed', async () => {
  await using run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'], idleTimeoutSeconds: 0.5 })
  await using dialogue = smtpDialogue(run.port)
  dialogue.send(binary(0x21, 0x11, Buffer.alloc(4096)).subarray(0, 16))
  const timer = setInterval(() => dialogue.send('x'), 50)
  expect(await dialogue.reply()).toBe('closed')
  clearInterval(timer)
})

test('more proxies without a header than connections allowed → closed; a header makes room', async () => {
  await using run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'], maxConnections: 2 })
  await using silent = smtpDialogue(run.port)
  await using other = smtpDialogue(run.port)
  await using third = smtpDialogue(run.port)
  expect(await third.reply()).toBe('closed')
  for (const dialogue of [silent, other]) {
    dialogue.send('PROXY TCP4 198.51.100.7 127.0.0.1 4660 25\r\n')
    expect(await dialogue.reply()).toMatch(/^220/)
  }
})

test('one host without headers takes every place → another one still gets in, at the cost of its oldest', async () => {
  await using run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'], maxConnections: 4 })
  const from = (localAddress: string) =>
    smtpDialogue(run.port, connect({ port: run.port, host: '127.0.0.1', localAddress }))
  await using silent = new AsyncDisposableStack()
  const flood = [1, 2, 3, 4].map(() => silent.use(from('127.0.0.66')))
  const fifth = silent.use(from('127.0.0.66'))
  expect(await fifth.reply()).toBe('closed')
  for (const honest of [silent.use(from('127.0.0.1')), silent.use(from('127.0.0.2'))]) {
    honest.send('PROXY TCP4 198.51.100.7 127.0.0.1 4660 25\r\n')
    expect(await honest.reply()).toMatch(/^220/)
  }
  expect(await flood[0]?.reply()).toBe('closed')
  const [, , , last] = flood
  last?.send('PROXY TCP4 198.51.100.8 127.0.0.1 4660 25\r\n')
  expect(await last?.reply()).toMatch(/^220/)
})

test.each([
  ['an unknown version', binary(0x31, 0x11, ipv4Block)],
  ['an unknown command', binary(0x22, 0x11, ipv4Block)],
  ['a block too long', Buffer.concat([signature, Buffer.from([0x21, 0x11, 0x10, 0x01])])],
  ['a block too short for IPv4', binary(0x21, 0x11, ipv4Block.subarray(0, 11))],
  ['a block too short for IPv6', binary(0x21, 0x21, ipv6Block.subarray(0, 35))],
  ['IPv6 in the block of IPv4', binary(0x21, 0x21, ipv4Block)],
  ['UDP', binary(0x21, 0x12, ipv4Block)],
  ['a UNIX socket', binary(0x21, 0x31, Buffer.alloc(216))],
  ['a signature with a wrong octet', Buffer.from('0d0a0d0a000d0a515549540b2111', 'hex')],
  ['version 1 in lower case', Buffer.from('proxy TCP4 198.51.100.7 127.0.0.1 4660 25\r\n')],
  ['version 1 ended by LF', Buffer.from(`PROXY TCP4 198.51.100.7 127.0.0.1 4660 25\n${'x'.repeat(107)}`)],
  ['version 1 with a tab', Buffer.from('PROXY\tTCP4 198.51.100.7 127.0.0.1 4660 25\r\n')],
  ['version 1 with two spaces', Buffer.from('PROXY TCP4  198.51.100.7 127.0.0.1 4660 25\r\n')],
  ['version 1 with a leading zero', Buffer.from('PROXY TCP4 198.51.100.07 127.0.0.1 4660 25\r\n')],
  ['version 1 with a port of letters', Buffer.from('PROXY TCP4 198.51.100.7 127.0.0.1 smtp 25\r\n')],
  ['version 1 with IPv4 as IPv6', Buffer.from('PROXY TCP6 198.51.100.7 127.0.0.1 4660 25\r\n')],
  ['version 1 without an address', Buffer.from('PROXY TCP4\r\n')],
  ['version 1 of another protocol', Buffer.from('PROXY UDP4 198.51.100.7 127.0.0.1 4660 25\r\n')],
])('%s → closed without a word, the address is never believed', async (_what, octets) => {
  await using run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'] })
  await using dialogue = smtpDialogue(run.port)
  dialogue.send(octets)
  expect(await dialogue.reply()).toBe('closed')
})

test.each([
  ['version 1, UNKNOWN', Buffer.from('PROXY UNKNOWN\r\n'), '127.0.0.1'],
  ['version 2, LOCAL', binary(0x20, 0x00, Buffer.alloc(0)), '127.0.0.1'],
  ['version 2, LOCAL with an address all the same', binary(0x20, 0x11, ipv4Block), '127.0.0.1'],
  ['version 2, UNSPEC', binary(0x21, 0x00, Buffer.alloc(20)), '127.0.0.1'],
  ['version 1, IPv6', Buffer.from('PROXY TCP6 2001:db8::7 ::1 4660 25\r\n'), 'IPv6:2001:db8::7'],
  ['version 1, IPv4 in IPv6', Buffer.from('PROXY TCP6 ::ffff:198.51.100.7 ::1 4660 25\r\n'), '198.51.100.7'],
  ['version 2, IPv6', binary(0x21, 0x21, ipv6Block), 'IPv6:2001:db8::7'],
  ['version 2, IPv4 in IPv6', binary(0x21, 0x21, mappedBlock), '198.51.100.7'],
])('%s, cut into octets → [%3$s] in Received, what follows it is read', async (_what, octets, address) => {
  await using run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'] })
  await using dialogue = smtpDialogue(run.port)
  dialogue.socket.setNoDelay(true)
  for (const octet of octets) await new Promise((sent) => dialogue.socket.write(Buffer.from([octet]), sent))
  await dialogue.run('S: 220\nC: EHLO client.test\nS: 250\nC: MAIL FROM:<>\nS: 250')
  await dialogue.run('C: RCPT TO:<a@ours.test>\nS: 250\nC: DATA\nS: 354\nC: From: s@away.test\nC: .\nS: 250')
  expect(run.lmtp.delivered[0]?.message).toContain(`([${address}])`)
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
