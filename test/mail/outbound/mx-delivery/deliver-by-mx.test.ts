import { expect, test } from 'vitest'
import { throttleSignalOf } from '#core/queue/destination-throttle.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { DeliveryAttempt } from '#core/smtp/delivery-attempt.ts'
import { rfcTimeouts, type SessionTimeouts } from '#mail/outbound/mx-delivery/session/session-timeouts.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import { makeAuthority } from '#test/support/world/authority.ts'
import { fakeDns } from '#test/support/world/fake-dns.ts'
import { address, letter, type MxWorldOptions, mxWorld } from '#test/support/world/mx-world.ts'
import { type RemoteMoment, type RemoteServer, remoteServers } from '#test/support/world/remote-smtp.ts'
import { zoneLines } from '#test/support/world/zone-lines.ts'

const twoHosts = [
  'away.test MX 10 mx1.away.test',
  'away.test MX 20 mx2.away.test',
  'mx1.away.test A 127.0.0.2',
  'mx2.away.test A 127.0.0.3',
]

async function world(zone: readonly string[] = twoHosts, options: Partial<MxWorldOptions> = {}) {
  const dns = await fakeDns()
  for (const [key, values] of zoneLines(zone)) dns.records.set(key, values)
  const remote = await remoteServers('127.0.0.2', '127.0.0.3', '::1')
  const mx = mxWorld({ resolver: dns, port: remote.port, ...options })
  const [first, second, sixth] = remote.servers
  if (first === undefined || second === undefined || sixth === undefined)
    throw new Error('three servers were asked for')
  return {
    dns,
    first,
    second,
    /** Over IPv6. */
    sixth,
    deliver: mx.deliver,
    async [Symbol.asyncDispose]() {
      mx[Symbol.dispose]()
      await remote[Symbol.asyncDispose]()
      await dns[Symbol.asyncDispose]()
    },
  }
}

/** What is not to wait in a test has its whole time: a busy machine stands still for a second, and the next host is to answer. */
const soon = (times: Partial<SessionTimeouts>): Partial<MxWorldOptions> => ({
  instead: { timeouts: { ...rfcTimeouts, ...times } },
})

/** `outcome kind reply` of each recipient. */
const told = ({ recipients }: DeliveryAttempt): readonly string[] =>
  recipients.map(({ outcome, kind, reply }) => `${outcome} ${kind} ${reply}`)

const to = (...names: readonly string[]) => ({
  recipients: names.map((name) => address(`${name}@away.test`)),
})

/** Says `words` at one moment, to everybody or to one recipient. */
function at(server: RemoteServer, moment: RemoteMoment, words: string, whom: string | null = null): void {
  const before = server.reply
  server.reply = (now, argument) =>
    now === moment && (whom === null || argument.startsWith(`${whom}@`)) ? words : before(now, argument)
}

test('a message for two → arrives as it is, once, at the best host, and both are told', async () => {
  await using there = await world()
  const attempt = await there.deliver('away.test', to('paul', 'anne'))
  expect(attempt).toMatchObject({ host: 'mx1.away.test', address: '127.0.0.2', tls: '' })
  expect(told(attempt)).toEqual(Array(2).fill('delivered accepted 250 2.0.0 queued'))
  expect(there.first.arrived).toMatchObject([
    {
      from: 'mairie@ours.test',
      parameters: `SIZE=${letter.length}`,
      recipients: ['paul@away.test', 'anne@away.test'],
      message: letter.toString(),
      servername: null,
      ...{ client: '127.0.0.1', helo: 'mx.ours.test' },
    },
  ])
  expect(there.second.said).toEqual([])
})

test('a server without extensions, and one that knows HELO alone → the same', async () => {
  await using there = await world()
  there.first.extensions = []
  at(there.first, 'RCPT', '550 5.1.1 no such user', 'anne')
  expect(told(await there.deliver('away.test', to('paul', 'anne')))).toEqual([
    'delivered accepted 250 2.0.0 queued',
    'failed unknown-recipient 550 5.1.1 no such user',
  ])
  at(there.second, 'EHLO', '500 5.5.1 what?')
  there.dns.records.set('MX old.test', ['10 mx2.away.test'])
  await there.deliver('old.test')
  expect(there.second.arrived).toMatchObject([{ parameters: '', recipients: ['paul@old.test'] }])
})

test('octets beyond ASCII → BODY=8BITMIME where it is offered', async () => {
  await using there = await world()
  await there.deliver('away.test', { content: Buffer.from('Subject: a\r\n\r\né\r\n') })
  expect(there.first.arrived[0]?.parameters).toBe('SIZE=18 BODY=8BITMIME')
})

test('content without an end of line → one is added and counted', async () => {
  await using there = await world()
  await there.deliver('away.test', { content: Buffer.from('Subject: a\r\n\r\nb') })
  expect(there.first.arrived).toMatchObject([{ parameters: 'SIZE=17', message: 'Subject: a\r\n\r\nb\r\n' }])
})

test('SMTPUTF8 → said where it is offered, else the recipients fail and nothing is said', async () => {
  await using there = await world()
  expect(told(await there.deliver('away.test', { smtputf8: true }))).toEqual([
    'failed no-smtputf8 553 5.6.7 the server does not offer SMTPUTF8',
  ])
  expect(there.first.said).not.toContainEqual(expect.stringMatching(/^MAIL/))
  there.second.extensions = ['SMTPUTF8', 'PIPELINING']
  there.dns.records.set('MX utf8.test', ['10 mx2.away.test'])
  await there.deliver('utf8.test', { smtputf8: true })
  expect(there.second.arrived[0]?.parameters).toBe('SMTPUTF8')
})

test('a message larger than the server takes → fails before a word of it is said', async () => {
  await using there = await world()
  there.first.extensions = ['SIZE 20']
  expect(told(await there.deliver('away.test'))).toEqual([
    `failed too-large 552 5.3.4 the message has ${letter.length} octets, the server takes 20`,
  ])
  expect(there.first.said).not.toContainEqual(expect.stringMatching(/^MAIL/))
})

test.each(['SIZE', 'SIZE 0', 'SIZE plenty'])('%s → no limit', async (size) => {
  await using there = await world()
  there.first.extensions = [size]
  expect(told(await there.deliver('away.test'))).toEqual(['delivered accepted 250 2.0.0 queued'])
})

test('a server that named a larger size than it takes → its refusal counts', async () => {
  await using there = await world()
  at(there.first, 'end', '552 5.3.4 Message size exceeds fixed limit')
  expect(told(await there.deliver('away.test'))).toEqual([
    'failed too-large 552 5.3.4 Message size exceeds fixed limit',
  ])
})

test.each([true, false])(
  'each recipient answered in its own way, PIPELINING %s → each told so',
  async (piped) => {
    await using there = await world(['away.test MX 10 mx1.away.test', 'mx1.away.test A 127.0.0.2'])
    if (!piped) there.first.extensions = ['ENHANCEDSTATUSCODES']
    at(there.first, 'RCPT', '550 5.1.1 no such user', 'nobody')
    at(there.first, 'RCPT', '452 4.2.2 mailbox full', 'full')
    at(there.first, 'RCPT', '450 4.2.0 greylisted', 'grey')
    expect(told(await there.deliver('away.test', to('paul', 'nobody', 'full', 'grey', 'anne')))).toEqual([
      'delivered accepted 250 2.0.0 queued',
      'failed unknown-recipient 550 5.1.1 no such user',
      'deferred mailbox-full 452 4.2.2 mailbox full',
      'deferred greylisted 450 4.2.0 greylisted',
      'delivered accepted 250 2.0.0 queued',
    ])
    expect(there.first.arrived).toHaveLength(1)
  },
)

test('one taken by the best host, one put off there and taken by the next, one by none → which host took it, for each', async () => {
  await using there = await world()
  at(there.first, 'RCPT', '450 4.2.0 greylisted', 'grey')
  at(there.first, 'RCPT', '550 5.1.1 no such user', 'nobody')
  const { recipients } = await there.deliver('away.test', to('paul', 'grey', 'nobody'))
  expect(recipients.map(({ takenBy }) => takenBy)).toEqual([
    { host: 'mx1.away.test', address: '127.0.0.2', tls: '' },
    { host: 'mx2.away.test', address: '127.0.0.3', tls: '' },
    undefined,
  ])
})

test.each<[RemoteMoment, string, boolean]>([
  ['RCPT', '550 5.1.1 no such user', false],
  ['RCPT', '550 no such user', false],
  ['RCPT', '550 5.4.1 Recipient address rejected: Access denied.', true],
  ['MAIL', '550 5.1.1 no such user', true],
  ['DATA', '550 5.1.1 no such user', true],
  ['end', '550 5.1.1 no such user', true],
])('unknown, said at %s: %s → spares the address: %s', async (moment, words, spared) => {
  for (const piped of [true, false]) {
    await using there = await world()
    if (!piped) there.first.extensions = ['ENHANCEDSTATUSCODES']
    at(there.first, moment, words)
    const { recipients } = await there.deliver('away.test')
    expect(recipients).toMatchObject([{ outcome: 'failed', kind: 'unknown-recipient' }])
    expect(recipients[0]?.sparesAddress ?? false).toBe(spared)
  }
})

test.each<[RemoteMoment, string, string]>([
  ['MAIL', '550 5.7.1 blocked using zen.spamhaus.org', 'failed reputation'],
  ['DATA', '554 5.7.1 no', 'failed policy'],
  ['end', '550 5.7.1 spam detected', 'failed policy'],
  ['end', '451 4.3.0 later', 'deferred temporary'],
  ['end', '421 4.3.2 going down', 'deferred temporary'],
])('%s answered with %s → everybody %s, and no other host', async (moment, words, outcome) => {
  await using there = await world()
  at(there.first, moment, words)
  expect(told(await there.deliver('away.test', to('paul', 'anne')))).toEqual(
    Array(2).fill(`${outcome} ${words}`),
  )
  expect(there.second.said).toEqual([])
  // The connection is fit for the next message.
  there.first.reply = () => null
  expect(told(await there.deliver('away.test'))).toEqual(['delivered accepted 250 2.0.0 queued'])
})

test('nobody taken, but a message asked for → no dot, which would deliver an empty one; the answers count', async () => {
  await using there = await world()
  at(there.first, 'MAIL', '550 5.7.1 not from you')
  at(there.first, 'DATA', '354 go ahead')
  expect(told(await there.deliver('away.test', to('paul')))).toEqual(['failed policy 550 5.7.1 not from you'])
  expect(there.first.arrived).toEqual([])
  expect(there.second.said).toEqual([])
})

test('250 recipients → transactions of a hundred on one connection', async () => {
  await using there = await world()
  const names = Array.from({ length: 250 }, (_, index) => `user${index}`)
  const attempt = await there.deliver('away.test', to(...names))
  expect(attempt.recipients.map(({ recipient }) => recipient)).toEqual(to(...names).recipients)
  expect(there.first.arrived.map(({ recipients }) => recipients.length)).toEqual([100, 100, 50])
  expect(there.first.said.filter((word) => word === '*')).toHaveLength(1)
})

test('a server that takes three at once → the others in the next transaction', async () => {
  await using there = await world()
  let taken = 0
  there.first.reply = (moment) => {
    if (moment === 'MAIL') taken = 0
    if (moment === 'RCPT') taken += 1
    return moment === 'RCPT' && taken > 3 ? '452 4.5.3 too many recipients' : null
  }
  const attempt = await there.deliver('away.test', to('a', 'b', 'c', 'd', 'e', 'f', 'g'))
  expect(told(attempt)).toEqual(Array(7).fill('delivered accepted 250 2.0.0 queued'))
  expect(there.first.arrived.map(({ recipients }) => recipients.length)).toEqual([3, 3, 1])
})

test('two messages after each other → over one connection; when it went stale meanwhile, over a new one', async () => {
  await using there = await world()
  await there.deliver('away.test')
  await there.deliver('away.test')
  expect(there.first.said.filter((word) => word === '*')).toHaveLength(1)
  // Closed by the server as soon as the next message begins.
  let dropped = false
  there.first.reply = (moment) => {
    if (moment !== 'MAIL' || dropped) return null
    dropped = true
    return 'drop'
  }
  expect(told(await there.deliver('away.test'))).toEqual(['delivered accepted 250 2.0.0 queued'])
  expect(there.first.arrived).toHaveLength(3)
  expect(there.second.said).toEqual([])
})

const greeted: readonly [RemoteMoment, string][] = [
  ['connect', '554 5.7.1 no'],
  ['connect', '421 4.3.2 busy'],
  ['connect', 'nonsense'],
  ['connect', 'drop'],
  ['EHLO', '421 4.3.2 busy'],
  ['EHLO', 'drop'],
  ['MAIL', '421 4.3.2 busy'],
  ['MAIL', 'drop'],
  ['RCPT', '421 4.3.2 busy'],
  ['RCPT', 'drop'],
  ['RCPT', '354 what'],
  ['DATA', '421 4.3.2 busy'],
  ['DATA', 'drop'],
  ['DATA', '250 yes'],
]

test.each(greeted)('best host: %s → %s; the next one takes it', async (moment, words) => {
  await using there = await world()
  at(there.first, moment, words)
  const attempt = await there.deliver('away.test')
  expect(attempt).toMatchObject({ host: 'mx2.away.test', recipients: [{ outcome: 'delivered' }] })
})

test('all hosts refuse the connection → deferred, with the words of the last', async () => {
  await using there = await world()
  at(there.first, 'connect', '554 5.7.1 your address is on our block list')
  at(there.second, 'connect', '554 5.7.1 bad reputation')
  const attempt = await there.deliver('away.test')
  expect(attempt).toMatchObject({ host: 'mx2.away.test', address: '127.0.0.3', tls: '' })
  expect(told(attempt)).toEqual(['deferred reputation 554 5.7.1 bad reputation'])
})

test.each<[RemoteMoment, string, string]>([
  ['connect', '554 5.7.1 no', 'trouble'],
  ['EHLO', '450 4.7.1 our policy: come back later', 'trouble'],
  ['RCPT', '450 4.7.1 our policy: come back later', 'unsure'],
])('%s answered with %s, which is policy → %s for the destination', async (moment, words, expected) => {
  await using there = await world()
  for (const server of [there.first, there.second]) at(server, moment, words)
  const attempt = await there.deliver('away.test')
  expect(told(attempt)).toEqual([`deferred policy ${words}`])
  expect(throttleSignalOf(attempt, 'away.test' as Destination).kind).toBe(expected)
})

test('all hosts say that they never take mail (RFC 7504) → failed', async () => {
  await using there = await world()
  for (const server of [there.first, there.second]) at(server, 'connect', '521 no mail here')
  expect(told(await there.deliver('away.test'))).toEqual(['failed no-such-domain 521 no mail here'])
})

test('nobody listens → deferred as unreachable', async () => {
  await using there = await world(['away.test MX 10 gone.away.test', 'gone.away.test A 127.0.0.9'])
  const attempt = await there.deliver('away.test')
  expect(attempt).toMatchObject({ host: null, address: null })
  expect(told(attempt)).toEqual([expect.stringMatching(/^deferred unreachable 451 4\.4\.2 .*ECONNREFUSED/)])
})

test('a refused recipient, then the connection breaks → he is told, the others go to the next host', async () => {
  await using there = await world()
  at(there.first, 'RCPT', '550 5.1.1 no such user', 'nobody')
  at(there.first, 'RCPT', 'drop', 'anne')
  expect(told(await there.deliver('away.test', to('nobody', 'anne', 'paul')))).toEqual([
    'failed unknown-recipient 550 5.1.1 no such user',
    'delivered accepted 250 2.0.0 queued',
    'delivered accepted 250 2.0.0 queued',
  ])
  expect(there.second.arrived).toMatchObject([{ recipients: ['anne@away.test', 'paul@away.test'] }])
})

test('dropped after the dot → deferred, and no other host may get it in this attempt', async () => {
  await using there = await world()
  at(there.first, 'end', 'drop')
  expect(told(await there.deliver('away.test'))).toEqual([
    expect.stringMatching(/^deferred unreachable .*after the whole message was sent: it may have arrived/),
  ])
  expect(there.second.said).toEqual([])
})

/** More than the buffers of both sides hold. */
const large = Buffer.alloc(20_000_000, 'an ordinary line of text\r\n')

test('dropped in the midst of the content → the next host takes it', async () => {
  await using there = await world()
  at(there.first, 'content', 'drop')
  const attempt = await there.deliver('away.test', { content: large })
  expect(attempt).toMatchObject({ host: 'mx2.away.test', recipients: [{ outcome: 'delivered' }] })
  expect(there.second.arrived[0]?.message.length).toBe(large.length + (large.at(-1) === 0x0a ? 0 : 2))
})

test('answered in the midst of the content: no → that counts; yes → it does not', async () => {
  await using there = await world()
  at(there.first, 'content', '552 5.3.4 too much')
  expect(told(await there.deliver('away.test', { content: large }))).toEqual([
    'failed too-large 552 5.3.4 too much',
  ])
  there.first.reply = (moment) => (moment === 'content' ? '250 2.0.0 fine' : null)
  expect(await there.deliver('away.test', { content: large })).toMatchObject({ host: 'mx2.away.test' })
})

test.each<[RemoteMoment, keyof SessionTimeouts]>([
  ['connect', 'banner'],
  ['EHLO', 'ehlo'],
  ['STARTTLS', 'tls'],
  ['MAIL', 'mail'],
  ['RCPT', 'rcpt'],
  ['DATA', 'data'],
])('silence at %s → given up after its own time, and the next host takes it', async (moment, stage) => {
  await using folder = await temporaryFolder()
  await using there = await world(twoHosts, soon({ [stage]: 2_000 }))
  if (moment === 'STARTTLS') there.first.certificate = makeAuthority(folder.path, 'a').issue('mx1.away.test')
  at(there.first, moment, 'hang')
  const attempt = await there.deliver('away.test')
  expect(attempt).toMatchObject({ host: 'mx2.away.test', recipients: [{ outcome: 'delivered' }] })
})

test('silence after the dot → deferred after its time, and no other host', async () => {
  await using there = await world(twoHosts, soon({ end: 50 }))
  at(there.first, 'end', 'hang')
  expect(told(await there.deliver('away.test'))).toEqual([
    expect.stringMatching(/^deferred unreachable .*no answer to the message within 0.05 s, after the whole/),
  ])
  expect(there.second.said).toEqual([])
})

test('a server that reads no further → given up when nothing moves', async () => {
  await using there = await world(twoHosts, soon({ block: 4_000 }))
  there.first.reply = (moment) => {
    if (moment === 'content') for (const socket of there.first.open) socket.pause()
    return null
  }
  const attempt = await there.deliver('away.test', { content: large })
  expect(attempt).toMatchObject({ host: 'mx2.away.test', recipients: [{ outcome: 'delivered' }] })
})

test('an attempt that takes too long in all → deferred, whatever it does', async () => {
  await using there = await world(twoHosts, soon({ whole: 50 }))
  at(there.first, 'MAIL', 'hang')
  expect(told(await there.deliver('away.test'))).toEqual([
    'deferred unreachable 451 4.4.2 the attempt took too long',
  ])
  expect(there.second.said).toEqual([])
})

test('a reply without end → no SMTP', async () => {
  await using there = await world(['away.test MX 10 mx1.away.test', 'mx1.away.test A 127.0.0.2'])
  at(there.first, 'connect', `220-${'and so on '.repeat(5000)}`)
  expect(told(await there.deliver('away.test'))).toEqual([
    'deferred unreachable 451 4.4.2 it does not speak SMTP',
  ])
})

const routes: readonly [string, readonly string[], string][] = [
  ['no such domain', ['other.test A 127.0.0.2'], 'failed no-such-domain 550 5.1.2 away.test does not exist'],
  ['null MX', ['away.test MX 0 .'], 'failed no-such-domain 556 5.1.10 away.test takes no mail (null MX)'],
  [
    'MX unanswerable',
    ['away.test SERVFAIL'],
    'deferred dns-unavailable 451 4.4.3 MX of away.test: ESERVFAIL',
  ],
  ['MX silent', ['away.test SILENT'], 'deferred dns-unavailable 451 4.4.3 MX of away.test: ETIMEOUT'],
  [
    'a host that does not exist',
    ['away.test MX 10 mx.away.test'],
    'failed no-such-domain 550 5.4.4 away.test: mx.away.test has no address',
  ],
  [
    'a host that cannot be looked up',
    ['away.test MX 10 mx.away.test', 'mx.away.test SERVFAIL'],
    'deferred dns-unavailable 451 4.4.3 the addresses of mx.away.test cannot be found out now',
  ],
  [
    'private, link-local and IPv4 in IPv6',
    [
      'away.test MX 10 mx.away.test',
      'mx.away.test A 10.0.0.1',
      'mx.away.test A 169.254.1.1',
      'mx.away.test AAAA ::ffff:192.168.1.1',
      'mx.away.test AAAA fd00::1',
    ],
    'failed no-such-domain 550 5.4.4 away.test: mx.away.test has no public address',
  ],
  [
    'our own name',
    ['away.test MX 10 mx.ours.test', 'mx.ours.test A 127.0.0.2'],
    'failed loop 554 5.4.6 the mail hosts of away.test lead back to us',
  ],
  [
    'our own address, and a host after us',
    [
      'away.test MX 10 mx.away.test',
      'mx.away.test A 127.0.0.7',
      'away.test MX 20 mx2.away.test',
      'mx2.away.test A 127.0.0.3',
    ],
    'failed loop 554 5.4.6 the mail hosts of away.test lead back to us',
  ],
]

test.each(routes)('%s → told so, and nobody is reached', async (_what, zone, said) => {
  await using there = await world(zone, { ownAddresses: ['127.0.0.7'] })
  expect(told(await there.deliver('away.test'))).toEqual([said])
  expect([...there.first.said, ...there.second.said]).toEqual([])
})

test('a host before us → takes it; never one of our own preference or after', async () => {
  await using there = await world([
    'away.test MX 10 mx1.away.test',
    'away.test MX 20 mx.ours.test',
    'away.test MX 20 mx2.away.test',
    ...twoHosts.slice(2),
    'mx.ours.test A 127.0.0.7',
  ])
  at(there.first, 'connect', 'drop')
  expect(told(await there.deliver('away.test'))).toEqual([
    'deferred unreachable 451 4.4.2 it closed the connection',
  ])
  expect(there.second.said).toEqual([])
})

test('a domain without MX → its own address', async () => {
  await using there = await world(['away.test A 127.0.0.3'])
  expect(await there.deliver('away.test')).toMatchObject({ host: 'away.test', address: '127.0.0.3' })
})

test('loopback without a network that allows it → not reached', async () => {
  await using there = await world(twoHosts, { allowedNetworks: [] })
  expect(told(await there.deliver('away.test'))).toEqual([expect.stringContaining('has no public address')])
  expect(there.first.said).toEqual([])
})

test('IPv6 beside IPv4 → tried after it, host by host', async () => {
  const zone = [...twoHosts, 'mx1.away.test AAAA ::1']
  await using there = await world(zone, {
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    instead: { mostAddresses: 3 },
  })
  at(there.first, 'connect', 'drop')
  const attempt = await there.deliver('away.test')
  expect(attempt).toMatchObject({
    host: 'mx1.away.test',
    address: '::1',
    recipients: [{ outcome: 'delivered' }],
  })
  expect(there.sixth.arrived).toHaveLength(1)
})

test('policies that cannot be read → deferred, nothing is sent', async () => {
  const down = () => Promise.reject(new Error('the database is down'))
  await using there = await world(twoHosts, { policies: { find: down, keep: down } })
  expect(told(await there.deliver('away.test'))).toEqual([
    'deferred temporary 451 4.3.0 our policies cannot be read now',
  ])
  expect(there.first.said).toEqual([])
})

test('twenty messages at once → each arrives once, and few connections wait afterwards', async () => {
  await using there = await world()
  const attempts = await Promise.all(
    Array.from({ length: 20 }, (_, index) => there.deliver('away.test', to(`user${index}`))),
  )
  expect(attempts.flatMap(told)).toEqual(Array(20).fill('delivered accepted 250 2.0.0 queued'))
  const arrived = there.first.arrived.flatMap(({ recipients }) => recipients)
  expect(new Set(arrived).size).toBe(20)
  expect(there.first.arrived).toHaveLength(20)
  const twoLeft = async () => (there.first.open.size === 2 ? true : null)
  await eventually('two connections that wait', twoLeft, 5)
})

test('TLS offered → used, though nobody vouches for the certificate', async () => {
  await using folder = await temporaryFolder()
  await using there = await world()
  there.first.certificate = makeAuthority(folder.path, 'a').issue('other.test')
  const attempt = await there.deliver('away.test')
  expect(attempt).toMatchObject({ tls: 'TLSv1.3', recipients: [{ outcome: 'delivered' }] })
  expect(there.first.arrived).toMatchObject([{ servername: 'mx1.away.test' }])
})

test.each<[RemoteMoment, string]>([
  ['STARTTLS', '454 4.7.0 not now'],
  ['handshake', 'drop'],
  ['handshake', 'hang'],
])('TLS offered, and %s → %s: sent in the clear where nothing demands it', async (moment, words) => {
  await using folder = await temporaryFolder()
  await using there = await world(twoHosts, soon({ tls: 2_000 }))
  there.first.certificate = makeAuthority(folder.path, 'a').issue('mx1.away.test')
  at(there.first, moment, words)
  expect(await there.deliver('away.test')).toMatchObject({ host: 'mx1.away.test', tls: '' })
  expect(there.first.arrived).toMatchObject([{ servername: null }])
})

test.each([
  ['half a reply', '220 2.0.0 go ahead\r\n250-injected\r\n250-SIZE 1\r\n250-', 'TLSv1.3'],
  ['a whole one', '220 2.0.0 go ahead\r\n250 injected', ''],
])('%s behind the 220 to STARTTLS → never taken for the server’s own', async (_what, words, tls) => {
  await using folder = await temporaryFolder()
  await using there = await world()
  there.first.certificate = makeAuthority(folder.path, 'a').issue('mx1.away.test')
  there.first.extensions = ['PIPELINING']
  // Without the end of line that would make a whole reply of the half one.
  there.first.reply = (moment) => (moment === 'STARTTLS' ? words : null)
  there.first.cutsShort = words.includes('250-')
  expect(await there.deliver('away.test')).toMatchObject({
    host: 'mx1.away.test',
    tls,
    recipients: [{ outcome: 'delivered' }],
  })
})
