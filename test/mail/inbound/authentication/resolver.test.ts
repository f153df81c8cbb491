import { expect, test } from 'vitest'
import { dnsResolver } from '#mail/inbound/authentication/resolver.ts'
import { addressRecord, nameServer, type Said, soaRecord } from '#test/support/world/name-server.ts'

async function resolving(said: Said) {
  const server = await nameServer(() => said)
  const clock = { time: 1_000_000, now: () => clock.time }
  const resolver = dnsResolver({ servers: [server], timeoutMilliseconds: 20_000, clock })
  return {
    resolve: resolver.resolve,
    asked: server.asked,
    clock,
    async [Symbol.asyncDispose]() {
      resolver[Symbol.dispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

test('two messages ask the same → one question, for a fifth of a second, however long the record lives', async () => {
  await using run = await resolving({ answers: [addressRecord('a.test', '192.0.2.1', 60)] })
  expect(await run.resolve('a.test', 'A')).toEqual(['192.0.2.1'])
  expect(await run.resolve('A.Test.', 'A')).toEqual(['192.0.2.1'])
  expect(run.asked).toHaveLength(1)
  run.clock.time += 200
  await run.resolve('a.test', 'A')
  expect(run.asked).toHaveLength(2)
})

test('a record that lives for 0 s → asked by each message', async () => {
  await using run = await resolving({ answers: [addressRecord('a.test', '192.0.2.1', 0)] })
  await run.resolve('a.test', 'A')
  await run.resolve('a.test', 'A')
  expect(run.asked).toHaveLength(2)
})

test('no such name → one question, and an error of its own for each message', async () => {
  const authorities = [soaRecord('test', { ttl: 600, minimum: 60 })]
  await using run = await resolving({ flags: 0x0183, authorities })
  const errorOf = () =>
    run.resolve('a.test', 'A').then(
      () => null,
      (error: unknown) => error,
    )
  const [first, second] = [await errorOf(), await errorOf()]
  expect(first).toMatchObject({ code: 'ENOTFOUND' })
  expect(second).toMatchObject({ code: 'ENOTFOUND' })
  expect(first).not.toBe(second)
  expect(run.asked).toHaveLength(1)
})

test.each([
  ['TXT', { type: 'TXT', name: 'a.test', ttl: 60, data: ['one', 'two'] }, [['one', 'two']]],
  [
    'MX',
    { type: 'MX', name: 'a.test', ttl: 60, data: { preference: 5, exchange: 'b.test' } },
    [{ priority: 5, exchange: 'b.test' }],
  ],
] as const)(
  'what one message does to its %s records → nothing to those of the next',
  async (type, record, expected) => {
    await using run = await resolving({
      answers: [{ ...record, data: structuredClone(record.data) as never }],
    })
    const records: unknown[] = await run.resolve('a.test', type)
    for (const each of records) Object.assign(Object(each), { 0: 'changed', exchange: 'changed' })
    records.pop()
    expect(await run.resolve('a.test', type)).toEqual(expected)
  },
)

test.each(['SRV', 'SOA'])('%s, which nobody here asks for → refused, not taken for absent', async (type) => {
  await using run = await resolving(null)
  await expect(run.resolve('a.test', type)).rejects.toMatchObject({ code: 'EBADQUERY' })
  expect(run.asked).toEqual([])
})
