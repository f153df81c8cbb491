import { readdirSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { headerTooLarge } from '#core/smtp/smtp-reply.ts'
import { memoryBudget } from '#mail/session/message-memory.ts'
import { type ReceivedContent, receiveContent } from '#mail/session/receive-content.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const unannounced = { octets: null, endless: () => {} }

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

test('a large message → spooled without a name, delivered and scanned octet by octet', async () => {
  await using run = await gatewayUnderTest()
  const body = `.${'0123456789abcdef'.repeat(4)}\r\n`.repeat(40_000)
  expect(
    await run.deliver(
      `From: s@away.test\r\nSubject: big\r\n\r\n${body.replaceAll('\r\n.', '\r\n..').replace(/^\./, '..')}`,
    ),
  ).toMatch(/^250/)
  const expected = `From: s@away.test\r\nSubject: big\r\n\r\n${body}\r\n`
  expect(run.lmtp.delivered[0]?.message.endsWith(`\r\n${expected}`)).toBe(true)
  expect(run.clamd.streams[0]?.toString()).toBe(expected)
  expect(run.rspamd.requests[0]?.endsWith(`\r\n\r\n${expected}`)).toBe(true)
  expect(readdirSync(`${run.folder}/spool`)).toEqual([])
})

test('the spool cannot be written → 452 4.3.1', async () => {
  await using run = await gatewayUnderTest({ spoolDirectory: '/nowhere-at-all' })
  expect(await run.deliver(`From: s@away.test\r\nSubject: big\r\n\r\n${'x'.repeat(2_000_000)}`)).toMatch(
    /^452 4\.3\.1/,
  )
})

test('a header section without end → 554 5.6.0', async () => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver('X-Long: x\r\n'.repeat(150_000))).toMatch(/^554 5\.6\.0/)
})

test('a header section over a megabyte whose end comes with the piece that passes the bound → 554 5.6.0', async () => {
  await using folder = await temporaryFolder()
  async function* pieces() {
    yield Buffer.from(`X-Long: ${'x'.repeat(1_000_000)}`)
    yield Buffer.from(`${'x'.repeat(100_000)}\r\n\r\nbody\r\n`)
  }
  const limits = { maxMessageBytes: 5_000_000, spoolDirectory: folder.path, memory: memoryBudget(5_000_000) }
  expect(await receiveContent(pieces(), limits, unannounced)).toMatchObject({
    ...{ ok: false, error: { reply: headerTooLarge } },
  })
})

test('much more data than allowed, without end → 552 5.3.4 and closed, nobody waits for the end', async () => {
  await using run = await gatewayUnderTest({ maxMessageBytes: 5000 })
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250\nC: DATA\nS: 354')
  for (let part = 0; part < 20; part += 1) dialogue.send('x'.repeat(1000))
  expect(await dialogue.reply()).toMatch(/^552 5\.3\.4/)
  expect(await dialogue.reply()).toBe('closed')
})

/** A message in pieces, to be received with a budget of memory that is smaller than it. */
async function received(text: string, budget: number) {
  await using folder = await temporaryFolder()
  const memory = memoryBudget(budget)
  async function* pieces() {
    for (let at = 0; at < text.length; at += 100) yield Buffer.from(text.slice(at, at + 100))
  }
  const limits = { maxMessageBytes: 10_000, spoolDirectory: folder.path, memory }
  const result = await receiveContent(pieces(), limits, unannounced)
  if (!result.ok) return { reply: result.error.reply.code, message: null, free: memory.take(budget) }
  const { head, body } = result.value
  const parts = [head]
  for await (const part of body.chunks()) parts.push(part)
  const spooled = body.whole === null
  await result.value[Symbol.asyncDispose]()
  return { message: Buffer.concat(parts).toString(), spooled, free: memory.take(budget) }
}

const message = `From: s@away.test\r\n\r\n${'0123456789'.repeat(200)}`

test.each([
  [10_000, false],
  [500, true],
])(
  'a small message with %s octets of memory left → whole, spooled: %s, all given back',
  async (budget, spooled) => {
    expect(await received(message, budget)).toEqual({ message, spooled, free: true })
  },
)

test('more than a message may have, in small pieces → 552, all memory given back', async () => {
  expect(await received(message.repeat(5), 20_000)).toEqual({ reply: 552, message: null, free: true })
})

test('messages in memory → cost their own octets once', async () => {
  await using folder = await temporaryFolder()
  const memory = memoryBudget(16 << 20)
  async function* pieces() {
    for (let piece = 0; piece < 15; piece += 1) yield Buffer.alloc(65_536, 'x'.repeat(70).concat('\r\n'))
  }
  const limits = { maxMessageBytes: 10_000_000, spoolDirectory: folder.path, memory }
  collectGarbage()
  const before = process.memoryUsage().arrayBuffers
  const contents: ReceivedContent[] = []
  for (let message = 0; message < 15; message += 1) {
    const result = await receiveContent(pieces(), limits, unannounced)
    if (result.ok) contents.push(result.value)
  }
  const octets = 15 * 15 * 65_536
  expect(contents).toHaveLength(15)
  await eventually('the pieces they came in to be collected', () => {
    collectGarbage()
    return process.memoryUsage().arrayBuffers - before < 1.2 * octets ? true : null
  })
  expect(memory.take((16 << 20) - octets + 1)).toBe(false)
  for (const content of contents) await content[Symbol.asyncDispose]()
  expect(memory.take(16 << 20)).toBe(true)
})

test('no memory left before the header section ends → 452, the sender keeps it, all given back', async () => {
  expect(await received(`X-Long: ${'x'.repeat(2000)}`, 500)).toEqual({
    reply: 452,
    message: null,
    free: true,
  })
})

test.each([
  ['announced as large', { octets: 2_000_000, head: 100, body: 200_000 }, true],
  [
    'announced as large, the header section is long',
    { octets: 2_000_000, head: 400_000, body: 500_000 },
    true,
  ],
  ['announced as large, and small', { octets: 2_000_000, head: 100, body: 20_000 }, false],
  ['announced as small', { octets: 900_000, head: 100, body: 900_000 }, false],
  ['announced as small, and large', { octets: 5, head: 100, body: 1_500_000 }, true],
  ['not announced', { octets: null, head: 100, body: 900_000 }, false],
  ['not announced, and large', { octets: null, head: 400_000, body: 2_500_000 }, true],
])('a message that is %s → whole, spooled as its size wants', async (_, { octets, head, body }, spooled) => {
  await using folder = await temporaryFolder()
  const memory = memoryBudget(16 << 20)
  const text = Buffer.from(`X-Long: ${'x'.repeat(head)}\r\n\r\n${'0123456789abcdef'.repeat(body / 16)}`)
  for (const size of [1_000, 65_536, 3_000_000]) {
    async function* pieces() {
      for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size)
    }
    const limits = { maxMessageBytes: 5_000_000, spoolDirectory: folder.path, memory }
    const result = await receiveContent(pieces(), limits, { ...unannounced, octets })
    if (!result.ok) throw new Error(result.error.reply.text)
    const parts = [result.value.head]
    expect(result.value.head.length).toBe(head + 12)
    for await (const part of result.value.body.chunks()) parts.push(Buffer.from(part))
    expect(Buffer.concat(parts).equals(text)).toBe(true)
    expect(result.value.body.whole === null).toBe(spooled)
    await result.value[Symbol.asyncDispose]()
    expect(memory.take(16 << 20)).toBe(true)
    memory.give(16 << 20)
  }
})
