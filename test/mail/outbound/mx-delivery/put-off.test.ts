import { expect, test } from 'vitest'
import { throttleSignalOf } from '#core/queue/destination-throttle.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { DeliveryAttempt } from '#core/smtp/delivery-attempt.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { fakeDns } from '#test/support/world/fake-dns.ts'
import { address, mxWorld } from '#test/support/world/mx-world.ts'
import { type RemoteMoment, type RemoteServer, remoteServers } from '#test/support/world/remote-smtp.ts'
import { zoneLines } from '#test/support/world/zone-lines.ts'

const threeHosts = [
  'away.test MX 10 mx1.away.test',
  'away.test MX 20 mx2.away.test',
  'away.test MX 30 mx3.away.test',
  'mx1.away.test A 127.0.0.2',
  'mx2.away.test A 127.0.0.3',
  'mx3.away.test A 127.0.0.4',
]

async function world(zone: readonly string[] = threeHosts) {
  const dns = await fakeDns()
  for (const [key, values] of zoneLines(zone)) dns.records.set(key, values)
  const remote = await remoteServers('127.0.0.2', '127.0.0.3', '127.0.0.4')
  const mx = mxWorld({ resolver: dns, port: remote.port })
  const [first, second, third] = remote.servers
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('three servers were asked for')
  return {
    ...{ first, second, third },
    deliver: (...names: readonly string[]) =>
      mx.deliver('away.test', { recipients: names.map((name) => address(`${name}@away.test`)) }),
    async [Symbol.asyncDispose]() {
      mx[Symbol.dispose]()
      await remote[Symbol.asyncDispose]()
      await dns[Symbol.asyncDispose]()
    },
  }
}

const told = ({ recipients }: DeliveryAttempt): readonly string[] =>
  recipients.map(({ outcome, kind, reply }) => `${outcome} ${kind} ${reply}`)
const accepted = 'delivered accepted 250 2.0.0 queued'
const arrived = (server: RemoteServer) => server.arrived.map(({ recipients }) => recipients)

/** Says `words` at one moment, to everybody or to one recipient. */
function at(server: RemoteServer, moment: RemoteMoment, words: string, whom: string | null = null): void {
  const before = server.reply
  server.reply = (now, argument) =>
    now === moment && (whom === null || argument.startsWith(`${whom}@`)) ? words : before(now, argument)
}

test.each([true, false])(
  'one accepted, one refused, one put off, PIPELINING %s → the next host is asked for the last alone',
  async (piped) => {
    await using there = await world()
    if (!piped) there.first.extensions = ['ENHANCEDSTATUSCODES']
    at(there.first, 'RCPT', '550 5.1.1 no such user', 'nobody')
    at(there.first, 'RCPT', '450 4.2.0 greylisted', 'grey')
    const attempt = await there.deliver('paul', 'nobody', 'grey')
    expect(attempt).toMatchObject({ host: 'mx2.away.test', address: '127.0.0.3' })
    expect(told(attempt)).toEqual([accepted, 'failed unknown-recipient 550 5.1.1 no such user', accepted])
    expect(arrived(there.first)).toEqual([['paul@away.test']])
    expect(arrived(there.second)).toEqual([['grey@away.test']])
    expect(there.second.said.filter((word) => word.startsWith('RCPT'))).toHaveLength(1)
    expect(there.third.said).toEqual([])
  },
)

test.each<RemoteMoment>(['MAIL', 'RCPT', 'DATA'])(
  'all put off at %s → the next host takes them',
  async (moment) => {
    await using there = await world()
    at(there.first, moment, '452 4.3.1 no room')
    expect(told(await there.deliver('paul', 'anne'))).toEqual([accepted, accepted])
    expect(arrived(there.first)).toEqual([])
    expect(arrived(there.second)).toEqual([['paul@away.test', 'anne@away.test']])
  },
)

test('put off by two hosts → deferred with the words of the second, and the third is not asked', async () => {
  await using there = await world()
  at(there.first, 'RCPT', '450 4.2.0 greylisted')
  at(there.second, 'MAIL', '452 4.3.1 no room')
  const attempt = await there.deliver('paul')
  expect(attempt).toMatchObject({ host: 'mx2.away.test' })
  expect(told(attempt)).toEqual(['deferred temporary 452 4.3.1 no room'])
  expect(there.third.said).toEqual([])
})

test('put off, the next host refuses for good → its word counts', async () => {
  await using there = await world()
  at(there.first, 'RCPT', '450 4.2.0 greylisted')
  at(there.second, 'RCPT', '550 5.1.1 no such user')
  expect(told(await there.deliver('paul'))).toEqual(['failed unknown-recipient 550 5.1.1 no such user'])
  expect(there.third.said).toEqual([])
})

test('put off, the next host answers nobody → the one after it is asked', async () => {
  await using there = await world()
  at(there.first, 'RCPT', '450 4.2.0 greylisted')
  at(there.second, 'connect', '421 4.3.2 busy')
  expect(told(await there.deliver('paul'))).toEqual([accepted])
  expect(arrived(there.third)).toEqual([['paul@away.test']])
})

test('put off, and no other host answers → the words of the one that did, and its name', async () => {
  await using there = await world()
  at(there.first, 'RCPT', '450 4.2.0 greylisted')
  at(there.second, 'connect', 'drop')
  at(there.third, 'MAIL', 'drop')
  const attempt = await there.deliver('paul')
  expect(attempt).toMatchObject({ host: 'mx1.away.test', address: '127.0.0.2' })
  expect(told(attempt)).toEqual(['deferred greylisted 450 4.2.0 greylisted'])
})

test('one put off before the content, one by the answer to it → the next host is asked for the first alone', async () => {
  await using there = await world()
  at(there.first, 'RCPT', '450 4.2.0 greylisted', 'grey')
  at(there.first, 'end', '451 4.3.0 later')
  expect(told(await there.deliver('paul', 'grey'))).toEqual(['deferred temporary 451 4.3.0 later', accepted])
  expect(arrived(there.second)).toEqual([['grey@away.test']])
})

test('put off, the second host puts off the content → deferred, and no third', async () => {
  await using there = await world()
  at(there.first, 'MAIL', '450 4.2.0 greylisted')
  at(there.second, 'end', '451 4.3.0 later')
  expect(told(await there.deliver('paul'))).toEqual(['deferred temporary 451 4.3.0 later'])
  expect(there.third.said).toEqual([])
})

test('one put off, then the connection breaks after the dot → the next host is asked for that one alone', async () => {
  await using there = await world()
  at(there.first, 'RCPT', '450 4.2.0 greylisted', 'grey')
  at(there.first, 'end', 'drop')
  expect(told(await there.deliver('paul', 'grey'))).toEqual([
    expect.stringMatching(/^deferred unreachable .*it may have arrived/),
    accepted,
  ])
  expect(arrived(there.second)).toEqual([['grey@away.test']])
})

test('one put off, then the connection breaks before the content → the next host is asked for all', async () => {
  await using there = await world()
  at(there.first, 'RCPT', '450 4.2.0 greylisted', 'grey')
  at(there.first, 'RCPT', 'drop', 'paul')
  expect(told(await there.deliver('grey', 'paul'))).toEqual([accepted, accepted])
  expect(arrived(there.second)).toEqual([['grey@away.test', 'paul@away.test']])
})

test('put off by a host with two addresses → another host is asked before its other address', async () => {
  await using there = await world([
    'away.test MX 10 mx1.away.test',
    'away.test MX 20 mx2.away.test',
    'mx1.away.test A 127.0.0.2',
    'mx1.away.test A 127.0.0.3',
    'mx2.away.test A 127.0.0.4',
  ])
  for (const server of [there.first, there.second]) at(server, 'RCPT', '450 4.2.0 greylisted')
  expect(told(await there.deliver('paul'))).toEqual([accepted])
  expect(arrived(there.third)).toEqual([['paul@away.test']])
})

test('put off by the only host, which has two addresses → the other one is asked', async () => {
  await using there = await world([
    'away.test MX 10 mx1.away.test',
    'mx1.away.test A 127.0.0.2',
    'mx1.away.test A 127.0.0.3',
  ])
  let putOff = 0
  for (const server of [there.first, there.second])
    server.reply = (moment) => (moment === 'RCPT' && putOff++ === 0 ? '452 4.3.1 no room' : null)
  expect(told(await there.deliver('paul'))).toEqual([accepted])
  expect(putOff).toBe(2)
})

const complaints =
  '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints'

test.each<[RemoteMoment, boolean]>([
  ['MAIL', true],
  ['MAIL', false],
  ['RCPT', true],
  ['RCPT', false],
  ['DATA', true],
  ['DATA', false],
])(
  'all hosts close with 421 at %s, PIPELINING %s → two are asked, what they say is told, and the destination rests',
  async (moment, piped) => {
    await using there = await world()
    for (const server of [there.first, there.second, there.third]) {
      if (!piped) server.extensions = ['ENHANCEDSTATUSCODES']
      at(server, moment, complaints)
    }
    const attempt = await there.deliver('paul', 'anne')
    expect(told(attempt)).toEqual(Array(2).fill(`deferred reputation ${complaints}`))
    expect(attempt).toMatchObject({ host: 'mx2.away.test', address: '127.0.0.3' })
    expect(throttleSignalOf(attempt, 'away.test' as Destination).kind).toBe('trouble')
    expect(there.third.said).toEqual([])
    // Also where the server says that it closes, and does not.
    await eventually(
      'no connection is left',
      () => there.first.open.size + there.second.open.size === 0 || null,
    )
  },
)

test('one refused, then closed with 421 → the others are asked for at the next host', async () => {
  await using there = await world()
  at(there.first, 'RCPT', '550 5.1.1 no such user', 'nobody')
  at(there.first, 'RCPT', '421 4.3.2 busy', 'anne')
  expect(told(await there.deliver('nobody', 'anne', 'paul'))).toEqual([
    'failed unknown-recipient 550 5.1.1 no such user',
    accepted,
    accepted,
  ])
  expect(arrived(there.second)).toEqual([['anne@away.test', 'paul@away.test']])
})

test('a connection that waited is closed with 421 at MAIL → a new one to the same host', async () => {
  await using there = await world()
  await there.deliver('paul')
  let closed = false
  there.first.reply = (moment) => {
    if (moment !== 'MAIL' || closed) return null
    closed = true
    return '421 4.4.2 timeout exceeded'
  }
  expect(told(await there.deliver('anne'))).toEqual([accepted])
  expect(arrived(there.first)).toEqual([['paul@away.test'], ['anne@away.test']])
  expect(there.second.said).toEqual([])
})
