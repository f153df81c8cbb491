import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { encode } from 'dns-packet'
import { expect, test } from 'vitest'
import type { HostPort } from '#core/address/host-port.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { type Asked, addressRecord, nameServer, response } from '#test/support/world/name-server.ts'

const question = { name: 'a.test', type: 'A' } as const

const one = { answers: [addressRecord('a.test', '192.0.2.1')] }
const other = { answers: [addressRecord('a.test', '192.0.2.2')] }
const overLong = { flags: 0x0380 }

function asking(servers: readonly HostPort[], tryMilliseconds = 5_000) {
  const clock = { time: 1_000_000, now: () => clock.time }
  return { resolver: new StubResolver({ servers, tries: 2, tryMilliseconds, clock }), clock }
}

async function closedPort(): Promise<HostPort> {
  const server = await nameServer(() => null)
  await server[Symbol.asyncDispose]()
  return server
}

test('many questions at once → one port, each its own answer', async () => {
  // The first comes last.
  const waiting: (() => void)[] = []
  await using server = await nameServer(async ({ question: { name } }) => {
    const ready = Promise.withResolvers<void>()
    waiting.unshift(ready.resolve)
    if (waiting.length === 200) for (const answer of waiting) answer()
    await ready.promise
    return { answers: [addressRecord(name, `192.0.2.${Number.parseInt(name, 10)}`)] }
  })
  using resolver = asking([server]).resolver
  const names = Array.from({ length: 200 }, (_, index) => `${index}.test`)
  const answers = await Promise.all(names.map((name) => resolver.ask({ name, type: 'A' })))
  expect(answers.map((answer) => answer.kind === 'records' && answer.records)).toEqual(
    names.map((_, index) => [`192.0.2.${index}`]),
  )
  expect(new Set(server.asked.map(({ port }) => port)).size).toBe(1)
  expect(new Set(server.asked.map(({ id }) => id)).size).toBe(200)
})

test.each<[string, (asked: Asked) => Buffer]>([
  ['with another number', (asked) => encode(response({ ...asked, id: asked.id ^ 1 }, other))],
  [
    'about another name',
    (asked) => encode(response({ ...asked, question: { name: 'b.test', type: 'A' } }, other)),
  ],
  ['that cannot be read', (asked) => encode(response(asked, other)).subarray(0, -1)],
  ['too short to be one', () => Buffer.from('x')],
])('an answer %s → ignored, the right one counts', async (_what, wrong) => {
  await using server = await nameServer((asked) => [wrong(asked), encode(response(asked, one))])
  using resolver = asking([server]).resolver
  expect(await resolver.ask(question)).toMatchObject({ records: ['192.0.2.1'] })
  expect(server.asked).toHaveLength(1)
})

test('a right answer from another address → never comes in', async () => {
  const stranger = createSocket('udp4').bind(0, '127.0.0.1')
  await once(stranger, 'listening')
  await using server = await nameServer(async (asked) => {
    await new Promise((sent) => stranger.send(encode(response(asked, other)), asked.port, '127.0.0.1', sent))
    return one
  })
  using resolver = asking([server]).resolver
  expect(await resolver.ask(question)).toMatchObject({ records: ['192.0.2.1'] })
  stranger.close()
})

test('a truncated answer → asked again by TCP', async () => {
  const answers = Array.from({ length: 200 }, (_, index) => addressRecord('a.test', `192.0.2.${index}`))
  await using server = await nameServer(({ over }) => (over === 'udp' ? overLong : { answers }))
  using resolver = asking([server]).resolver
  const answer = await resolver.ask(question)
  expect(answer.kind === 'records' && answer.records).toHaveLength(200)
  expect(server.asked.map(({ over }) => over)).toEqual(['udp', 'tcp'])
})

test('a truncated answer and nothing by TCP → the next server', async () => {
  await using first = await nameServer(({ over }) => (over === 'udp' ? overLong : null))
  await using second = await nameServer(() => one)
  using resolver = asking([first, second], 100).resolver
  expect(await resolver.ask(question)).toMatchObject({ records: ['192.0.2.1'] })
})

test('nobody listens at the first server → the second answers, at once', async () => {
  await using second = await nameServer(() => one)
  using resolver = asking([await closedPort(), second]).resolver
  expect(await resolver.ask(question)).toMatchObject({ records: ['192.0.2.1'] })
})

test('a first server that cannot say → the second answers', async () => {
  await using first = await nameServer(() => ({ flags: 0x0182 }))
  await using second = await nameServer(() => one)
  using resolver = asking([first, second]).resolver
  expect(await resolver.ask(question)).toMatchObject({ records: ['192.0.2.1'] })
})

test('a first server that says nothing → asked after the second for 5 s', async () => {
  let isSilent = true
  await using first = await nameServer(() => (isSilent ? null : one))
  await using second = await nameServer(() => other)
  const { resolver, clock } = asking([first, second], 100)
  using _ = resolver
  expect(await resolver.ask(question)).toMatchObject({ records: ['192.0.2.2'] })
  isSilent = false
  expect(await resolver.ask(question)).toMatchObject({ records: ['192.0.2.2'] })
  expect(first.asked).toHaveLength(1)
  clock.time += 5_000
  expect(await resolver.ask(question)).toMatchObject({ records: ['192.0.2.1'] })
})

test('a question that got lost → asked a second time', async () => {
  await using server = await nameServer(() => (server.asked.length === 1 ? null : one))
  using resolver = asking([server], 100).resolver
  expect(await resolver.ask(question)).toMatchObject({ records: ['192.0.2.1'] })
})

test.each<[string, null | { flags: number }, string, number]>([
  ['says nothing', null, 'ETIMEOUT', 2],
  ['cannot say', { flags: 0x0182 }, 'ESERVFAIL', 1],
])('the only server %s → a failure', async (_what, said, code, times) => {
  await using server = await nameServer(() => said)
  using resolver = asking([server], 100).resolver
  expect(await resolver.ask(question)).toEqual({ kind: 'failure', code })
  expect(server.asked).toHaveLength(times)
})

test('a server that was restarted → asked again with a new socket', async () => {
  const server = await nameServer(() => one)
  using resolver = asking([server]).resolver
  await resolver.ask(question)
  await server[Symbol.asyncDispose]()
  expect(await resolver.ask(question)).toEqual({ kind: 'failure', code: 'ETIMEOUT' })
  const again = createSocket('udp4').bind(server.port, '127.0.0.1')
  again.on('message', (packet, { port }) => {
    const asked = { over: 'udp', id: packet.readUInt16BE(0), question, port } as const
    again.send(encode(response(asked, other)), port)
  })
  await once(again, 'listening')
  expect(await resolver.ask(question)).toMatchObject({ records: ['192.0.2.2'] })
  again.close()
})

test('closed while a question is under way → it fails, and so does every later one', async () => {
  const heard = Promise.withResolvers<void>()
  await using server = await nameServer(() => {
    heard.resolve()
    return null
  })
  const { resolver } = asking([server])
  const answer = resolver.ask(question)
  await heard.promise
  resolver[Symbol.dispose]()
  expect(await answer).toEqual({ kind: 'failure', code: 'ECANCELLED' })
  expect(await resolver.ask(question)).toEqual({ kind: 'failure', code: 'ECANCELLED' })
})
