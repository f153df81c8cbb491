import pg from 'pg'
import { expect, test } from 'vitest'
import { batchWrites } from '#db/batch-writes.ts'
import { eventually } from '#test/support/stack/eventually.ts'

/** A database that answers when the test says so. */
function slowWrites() {
  const begun: { readonly items: readonly string[]; readonly done: PromiseWithResolvers<void> }[] = []
  const write = (items: readonly string[]) => {
    const done = Promise.withResolvers<void>()
    begun.push({ items, done })
    return done.promise
  }
  const end = async (at: number, error?: Error) => {
    if (error === undefined) begun[at]?.done.resolve()
    else begun[at]?.done.reject(error)
    // Whoever hears of it goes on within the same turn of the loop.
    await new Promise(setImmediate)
  }
  return { write, end, items: () => begun.map(({ items }) => items.join('')) }
}

const refused = (code: string) => Object.assign(new pg.DatabaseError(`refused ${code}`, 0, 'error'), { code })
const outcome = (promise: Promise<void>) =>
  promise.then(
    () => 'written',
    (error: Error) => error.message,
  )

test('what comes while the first is on its way → waits for its end and goes as one, in order', async () => {
  const { write, end, items } = slowWrites()
  const add = batchWrites({ write, most: 3 })
  const [a, ...others] = ['a', 'b', 'c', 'd', 'e'].map((item) => outcome(add(item)))
  expect(items()).toEqual(['a'])
  await end(0)
  expect(items()).toEqual(['a', 'bcd'])
  expect(await a).toBe('written')
  const f = outcome(add('f'))
  await end(1)
  await end(2)
  expect(items()).toEqual(['a', 'bcd', 'ef'])
  expect(await Promise.all([...others, f])).toEqual(Array.from({ length: 5 }, () => 'written'))
})

test('nothing on its way any more → the next one goes at once', async () => {
  const { write, end, items } = slowWrites()
  const add = batchWrites({ write, most: 3 })
  const a = add('a')
  await end(0)
  await a
  const b = add('b')
  expect(items()).toEqual(['a', 'b'])
  await end(1)
  await b
})

test.each(['23505', '22P02', '40P01'])(
  'several refused with %s → one by one, so that each hears of its own; what came meanwhile waits for them',
  async (code) => {
    const { write, end, items } = slowWrites()
    const add = batchWrites({ write, most: 3 })
    const all = ['a', 'b', 'c', 'd', 'e'].map((item) => outcome(add(item)))
    await end(0)
    await end(1, refused(code))
    await end(2)
    await end(3, refused(code))
    await end(4)
    await end(5)
    expect(items()).toEqual(['a', 'bcd', 'b', 'c', 'd', 'e'])
    expect(await Promise.all(all)).toEqual(['written', 'written', `refused ${code}`, 'written', 'written'])
  },
)

test.each([
  ['a connection that breaks', new Error('Connection terminated unexpectedly')],
  ['a server that is told to stop', refused('57P01')],
])('%s → refuses all that were on it, which may be there; what waited goes on', async (_what, error) => {
  const { write, end, items } = slowWrites()
  const add = batchWrites({ write, most: 2 })
  const all = ['a', 'b', 'c', 'd'].map((item) => outcome(add(item)))
  await end(0)
  await end(1, error)
  await end(2)
  expect(items()).toEqual(['a', 'bc', 'd'])
  expect(await Promise.all(all)).toEqual(['written', error.message, error.message, 'written'])
})

test('what nobody hurries for → the first at once; what comes right after it, a while later and together', async () => {
  const { write, end, items } = slowWrites()
  const add = batchWrites({ write, most: 3, apartMilliseconds: 10 })
  const a = add('a')
  expect(items()).toEqual(['a'])
  await end(0)
  await a
  const others = ['b', 'c'].map((item) => outcome(add(item)))
  expect(items()).toEqual(['a'])
  await eventually('the others', () => items().length === 2 || null)
  expect(items()).toEqual(['a', 'bc'])
  await end(1)
  expect(await Promise.all(others)).toEqual(['written', 'written'])
})
