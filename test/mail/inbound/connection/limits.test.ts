import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const refusals = (run: GatewayUnderTest) => run.events.filter(({ event }) => event === 'smtp.refused')

test('more connections than allowed → 421 4.7.0', async () => {
  await using run = await gatewayUnderTest({ maxConnections: 1 })
  await using first = await run.greeted()
  await using second = smtpDialogue(run.port)
  expect(await second.reply()).toMatch(/^421 4\.7\.0/)
  expect(await second.reply()).toBe('closed')
  await first.run('C: NOOP\nS: 250')
})

test('all connections taken by silent and slow clients → who kept us waiting longest makes room', async () => {
  await using run = await gatewayUnderTest({ maxConnections: 2, idleTimeoutSeconds: 5 })
  await using slow = await run.greeted()
  await slow.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250\nC: DATA\nS: 354')
  using _octets = trickle(slow)
  await using silent = await run.greeted()
  const served = await eventually('room for a third', async () => {
    const dialogue = smtpDialogue(run.port)
    if ((await dialogue.reply()).startsWith('220')) return dialogue
    await dialogue[Symbol.asyncDispose]()
    return null
  })
  await served.run('C: EHLO client.test\nS: 250')
  expect(await slow.reply()).toMatch(/^421 4\.4\.2/)
  await silent.run('C: NOOP\nS: 250')
  await served[Symbol.asyncDispose]()
})

test('all connections taken by silent clients of one listener → room for a client of another', async () => {
  let ahead = 0
  const listen = { host: '127.0.0.1', port: 0 }
  await using run = await gatewayUnderTest(
    { maxConnections: 2, smtp: [listen, listen] },
    { clock: { now: () => systemClock.now() + ahead } },
  )
  await using silent = await run.greeted()
  await using _other = await run.greeted()
  ahead = 15_000
  await using dialogue = smtpDialogue(run.gateway.ports[1] ?? 0)
  await dialogue.run('S: 220\nC: EHLO client.test\nS: 250')
  expect(await silent.reply()).toMatch(/^421 4\.4\.2/)
})

test.each([
  ['address', '127.0.0.1', { maxConnectionsPerAddress: 2 }],
  ['/24', '127.0.0.2', { maxConnectionsPerNetwork: 2 }],
])(
  'all connections taken and an %s over its own limit → 421 for it, no room is made',
  async (_what, from, limit) => {
    let ahead = 0
    await using run = await gatewayUnderTest(
      { maxConnections: 4, proxyNetworks: ['127.0.0.9/32'], ...limit },
      { clock: { now: () => systemClock.now() + ahead } },
    )
    await using open = new AsyncDisposableStack()
    const dialogueFrom = (localAddress: string) =>
      open.use(smtpDialogue(run.port, connect({ port: run.port, host: '127.0.0.1', localAddress })))
    const proxied = async (address: string) => {
      const dialogue = dialogueFrom('127.0.0.9')
      dialogue.send(`PROXY TCP4 ${address} 192.0.2.25 40000 25\r\n`)
      await dialogue.run('S: 220')
      return dialogue
    }
    const honest = [await proxied('198.51.100.1'), await proxied('203.0.113.1')]
    const greedy = [dialogueFrom('127.0.0.1'), dialogueFrom(from)]
    for (const dialogue of greedy) await dialogue.run('S: 220')
    ahead = 15_000
    expect(await dialogueFrom('127.0.0.1').reply()).toMatch(/^421 4\.7\.0 .* from your address/)
    for (const dialogue of honest) await dialogue.run('C: NOOP\nS: 250')
  },
)

test('silence → 421 4.4.2 and closed', async () => {
  await using run = await gatewayUnderTest({ idleTimeoutSeconds: 0.2 })
  await using dialogue = await run.greeted()
  expect(await dialogue.reply()).toMatch(/^421 4\.4\.2/)
  expect(await dialogue.reply()).toBe('closed')
})

test('one address with all the connections it may have → 421 4.7.0 for it, others are served, one left makes room', async () => {
  await using run = await gatewayUnderTest({ maxConnectionsPerAddress: 2 })
  await using first = await run.greeted()
  await using _second = await run.greeted()
  await using third = smtpDialogue(run.port)
  expect(await third.reply()).toMatch(/^421 4\.7\.0 .* from your address/)
  expect(await third.reply()).toBe('closed')
  expect(refusals(run)).toMatchObject([
    { client: '127.0.0.1', stage: 'connection', reply: expect.stringMatching(/^421 4\.7\.0/) },
  ])
  const elsewhere = connect({ port: run.port, host: '127.0.0.1', localAddress: '127.0.0.3' })
  await using other = smtpDialogue(run.port, elsewhere)
  expect(await other.reply()).toMatch(/^220/)
  await first.run('C: QUIT\nS: 221')
  await using again = smtpDialogue(run.port)
  expect(await again.reply()).toMatch(/^220/)
})

test('behind a proxy → counted by the address in its header, IPv6 by the /64', async () => {
  await using run = await gatewayUnderTest({ maxConnectionsPerAddress: 1, proxyNetworks: ['127.0.0.0/8'] })
  const from = async (address: string) => {
    const dialogue = smtpDialogue(run.port)
    dialogue.send(`PROXY TCP6 ${address} 2001:db8::25 40000 25\r\n`)
    return { reply: await dialogue.reply(), [Symbol.asyncDispose]: () => dialogue[Symbol.asyncDispose]() }
  }
  await using one = await from('2001:db8:1:2::1')
  await using neighbour = await from('2001:db8:1:2:ffff::9')
  await using other = await from('2001:db8:1:3::1')
  expect([one, neighbour, other].map(({ reply }) => reply.slice(0, 3))).toEqual(['220', '421', '220'])
})

test('a /24 with all the connections it may have → 421 4.7.0 for the whole of it, others are served, noticed once', async () => {
  await using run = await gatewayUnderTest({
    maxConnectionsPerAddress: 2,
    maxConnectionsPerNetwork: 3,
    proxyNetworks: ['127.0.0.0/8'],
  })
  await using open = new AsyncDisposableStack()
  const replies: string[] = []
  for (const address of [
    '198.51.100.1',
    '198.51.100.1',
    '198.51.100.2',
    '198.51.100.3',
    '198.51.100.4',
    '198.51.101.1',
  ]) {
    const dialogue = open.use(smtpDialogue(run.port))
    dialogue.send(`PROXY TCP4 ${address} 192.0.2.25 40000 25\r\n`)
    replies.push((await dialogue.reply()).slice(0, 9))
  }
  expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['220', '220', '220', '421', '421', '220'])
  expect(run.noticed).toMatchObject([{ kind: 'too-many-connections', network: '198.51.100.0/24' }])
})

test('a client that is refused and never closes → its socket is closed for it', async () => {
  await using run = await gatewayUnderTest({ maxConnectionsPerAddress: 1 })
  await using first = await run.greeted()
  const socket = connect({ port: run.port, host: '127.0.0.1', allowHalfOpen: true })
  await using second = smtpDialogue(run.port, socket)
  expect(await second.reply()).toMatch(/^421/)
  await untilReset(socket)
  await first.run('C: NOOP\nS: 250')
})

test('a client that sends and never reads → closed, others are served', async () => {
  await using run = await gatewayUnderTest({ idleTimeoutSeconds: 0.3 })
  const dialogue = await run.greeted()
  dialogue.socket.pause()
  dialogue.socket.write('NOOP\r\n'.repeat(100_000))
  await untilReset(dialogue.socket)
  await using other = await run.greeted()
  await other.run('C: NOOP\nS: 250')
})

/** A write to a socket that is gone on the other side is answered by a reset. */
const untilReset = (socket: Socket): Promise<true> =>
  eventually('a reset', () => {
    socket.write('NOOP\r\n')
    return socket.destroyed ? true : null
  })

/** Sends an octet again and again, long before the server would call it silence. */
function trickle(dialogue: ReturnType<typeof smtpDialogue>): Disposable {
  const timer = setInterval(() => dialogue.send('x'), 50)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

test('data that trickles in → 421 4.4.2 after the time of one message, nothing delivered', async () => {
  await using run = await gatewayUnderTest({ dataTimeoutSeconds: 0.5 })
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250\nC: DATA\nS: 354')
  using _octets = trickle(dialogue)
  expect(await dialogue.reply()).toMatch(/^421 4\.4\.2/)
  expect(await dialogue.reply()).toBe('closed')
  expect(run.lmtp.delivered).toEqual([])
})

test('a command that trickles in → 421 4.4.2', async () => {
  await using run = await gatewayUnderTest({ idleTimeoutSeconds: 0.5 })
  await using dialogue = await run.greeted()
  using _octets = trickle(dialogue)
  expect(await dialogue.reply()).toMatch(/^421 4\.4\.2/)
})

test('a message that takes longer to check than its client may be idle → still answered', async () => {
  await using run = await gatewayUnderTest({ idleTimeoutSeconds: 0.3, dataTimeoutSeconds: 0.3 })
  run.lmtp.delay = (moment) => (moment === 'end' ? 800 : 0)
  expect(await run.deliver('From: s@away.test\r\n\r\nx')).toMatch(/^250/)
})

test('a handshake that never ends → closed', async () => {
  await using run = await gatewayUnderTest({ idleTimeoutSeconds: 0.3 })
  await using dialogue = await run.greeted()
  await dialogue.run('C: STARTTLS\nS: 220')
  expect(await dialogue.reply()).toBe('closed')
})

test('a handshake that trickles in → closed', async () => {
  await using run = await gatewayUnderTest({ idleTimeoutSeconds: 0.5 })
  await using dialogue = await run.greeted()
  await dialogue.run('C: STARTTLS\nS: 220')
  dialogue.socket.write(Buffer.from('160301020001', 'hex'))
  using _octets = trickle(dialogue)
  expect(await dialogue.reply()).toBe('closed')
})

const envelope = 'C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250\nC: DATA\nS: 354'

test.each([
  ['a size over the limit at MAIL', '', 'MAIL FROM:<s@away.test> SIZE=5001\r\n', 'envelope', '552 5.3.4'],
  ['data over the limit', envelope, `S: x\r\n\r\n${'x'.repeat(6000)}\r\n.\r\n`, 'data', '552 5.3.4'],
  ['a bare LF in data', envelope, 'Subject: x\n\r\n.\r\n', 'data', '554 5.6.0'],
  ['an unknown command', '', 'FOO\r\n', 'command', '500 5.5.1'],
  ['EHLO without a name', '', 'EHLO\r\n', 'command', '501 5.5.4'],
  ['MAIL without a path', '', 'MAIL FROM: nobody\r\n', 'envelope', '501 5.5.4'],
  ['MAIL with an unknown parameter', '', 'MAIL FROM:<s@away.test> FOO=1\r\n', 'envelope', '555 5.5.4'],
  ['an empty recipient', 'C: MAIL FROM:<>\nS: 250', 'RCPT TO:<>\r\n', 'envelope', '553 5.1.3'],
  [
    'an unknown recipient',
    'C: MAIL FROM:<>\nS: 250',
    'RCPT TO:<nobody@ours.test>\r\n',
    'envelope',
    '550 5.1.1',
  ],
  ['DATA without a recipient', '', 'DATA\r\n', 'data', '503 5.5.1'],
  ['HTTP', '', 'POST / HTTP/1.1\r\n', 'command', '421 4.7.0'],
  ['silence', '', '', 'command', '421 4.4.2'],
  ['silence in data', envelope, 'Subject', 'data', '421 4.4.2'],
  ['a bare LF in a command', '', 'NOOP\n', 'command', '500 5.5.2'],
  ['a NUL in a command', '', 'NOOP \0\r\n', 'command', '500 5.5.2'],
])('%s → one event with session, client, stage and reply', async (what, script, octets, stage, reply) => {
  const seconds = what.startsWith('silence') ? 0.5 : 20
  const limits = { maxMessageBytes: 5000, idleTimeoutSeconds: seconds, dataTimeoutSeconds: seconds }
  await using run = await gatewayUnderTest(limits)
  await using dialogue = await run.greeted()
  await dialogue.run(script)
  dialogue.send(octets)
  const heard = await dialogue.reply()
  expect(heard).toMatch(new RegExp(`^${reply}`))
  expect(refusals(run)).toEqual([
    { event: 'smtp.refused', session: expect.any(String), client: '127.0.0.1', stage, reply: heard },
  ])
})

test('a message that is refused for what it says → told with its outcome, not as a refused session', async () => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver('From: s@away.test\r\nFrom: t@away.test\r\n\r\nx')).toMatch(/^554 5\.6\.0/)
  expect(refusals(run)).toEqual([])
  expect(run.events.map(({ event }) => event)).toContain('mail.answered')
})

test('a client that is gone in the middle of data → told as dropped, not as refused', async () => {
  await using run = await gatewayUnderTest()
  const dialogue = await run.greeted()
  await dialogue.run(envelope)
  dialogue.send('From: s@away.test')
  dialogue.socket.end()
  await eventually('the end of it', () =>
    run.events.some(({ event }) => event === 'smtp.dropped') ? true : null,
  )
  await run.gateway.stop(0)
  expect(refusals(run)).toEqual([])
})
