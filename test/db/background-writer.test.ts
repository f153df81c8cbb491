import { expect, test } from 'vitest'
import { BackgroundWriter } from '#db/background-writer.ts'
import { eventually } from '#test/support/stack/eventually.ts'

interface Table {
  readonly written: number[]
  readonly statements: number[]
  readonly lost: { readonly entries: number; readonly cause: string }[]
  away: boolean
  /** Number of the one statement at which it is away. */
  awayAt: number
  /** Entries that break the table's rules. */
  bad: ReadonlySet<number>
  /** Before the table answers. */
  pause: Promise<unknown>
}

function tableAndWriter() {
  const table: Table = {
    written: [],
    statements: [],
    lost: [],
    away: false,
    awayAt: 0,
    bad: new Set(),
    pause: Promise.resolve(),
  }
  const writer = new BackgroundWriter<number>({
    write: async (entries) => {
      table.statements.push(entries.length)
      await table.pause
      if (table.away || table.statements.length === table.awayAt) throw new Error('connect ECONNREFUSED')
      if (entries.some((entry) => table.bad.has(entry)))
        throw Object.assign(new Error('violates check constraint'), { code: '23514' })
      table.written.push(...entries)
    },
    lost: (entries, cause) => void table.lost.push({ entries, cause }),
  })
  return { table, writer }
}

const numbers = (count: number, from = 0): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index)

test('entries one by one → one statement; more than a batch → several, in order', async () => {
  const { table, writer } = tableAndWriter()
  for (const each of numbers(3)) writer.add([each])
  await eventually('the batch', () => (table.written.length === 3 ? true : null))
  expect(table.statements).toEqual([3])
  writer.add(numbers(1200, 3))
  await eventually('the batches', () => (table.written.length === 1203 ? true : null))
  expect(table.statements).toEqual([3, 500, 500, 200])
  expect(table.written).toEqual(numbers(1203))
  await writer[Symbol.asyncDispose]()
  expect(table.lost).toEqual([])
})

test('one row that the table refuses → it alone is lost, and says why', async () => {
  const { table, writer } = tableAndWriter()
  table.bad = new Set([7, 333])
  writer.add(numbers(500))
  await writer[Symbol.asyncDispose]()
  expect(table.written).toEqual(numbers(500).filter((each) => !table.bad.has(each)))
  expect(table.lost).toEqual([{ entries: 2, cause: 'violates check constraint' }])
})

test('a row that cannot be written down at all → it alone is lost', async () => {
  const lost: number[] = []
  const written: Date[] = []
  const writer = new BackgroundWriter<Date>({
    write: async (entries) => {
      for (const entry of entries) entry.toISOString()
      written.push(...entries)
    },
    lost: (entries) => void lost.push(entries),
  })
  writer.add([new Date(0), new Date(Number.NaN), new Date(1)])
  await writer[Symbol.asyncDispose]()
  expect(written).toHaveLength(2)
  expect(lost).toEqual([1])
})

test('the database goes away between the halves of a refused batch → what is not written stays, in order', async () => {
  const { table, writer } = tableAndWriter()
  table.bad = new Set([0])
  // 0 to 3, 0 and 1, 0 alone, 1 alone; then 2 and 3.
  table.awayAt = 5
  writer.add(numbers(4))
  await eventually('the fifth statement', () => (table.statements.length === 5 ? true : null))
  await writer[Symbol.asyncDispose]()
  expect(table.statements).toEqual([4, 2, 1, 1, 2, 2])
  expect(table.written).toEqual([1, 2, 3])
  expect(table.lost).toEqual([{ entries: 1, cause: 'violates check constraint' }])
})

test('the database away for long → the oldest are dropped, counted once an attempt, the newest written after it is back', async () => {
  const { table, writer } = tableAndWriter()
  const answers = Promise.withResolvers<void>()
  table.pause = answers.promise
  table.away = true
  for (const each of numbers(20_600)) writer.add([each])
  await eventually('an attempt', () => (table.statements.length > 0 ? true : null))
  answers.resolve()
  await eventually('the event', () => (table.lost.length > 0 ? true : null))
  expect(table.lost).toEqual([{ entries: 600, cause: 'the database has been away for too long' }])
  table.away = false
  await writer[Symbol.asyncDispose]()
  expect(table.written).toEqual(numbers(20_000, 600))
  expect(table.lost).toHaveLength(1)
})

test('stopped while the database is away → tried once, what is left is counted', async () => {
  const { table, writer } = tableAndWriter()
  table.away = true
  writer.add(numbers(1200))
  await writer[Symbol.asyncDispose]()
  expect(table.statements).toEqual([500])
  expect(table.lost).toEqual([{ entries: 1200, cause: 'the process stops and the database is away' }])
})

test('added while a database hangs → returns at once', async () => {
  const { table, writer } = tableAndWriter()
  const answers = Promise.withResolvers<void>()
  table.pause = answers.promise
  writer.add([1])
  await eventually('the statement', () => (table.statements.length > 0 ? true : null))
  expect(writer.add([2])).toBeUndefined()
  expect(table.written).toEqual([])
  answers.resolve()
  await writer[Symbol.asyncDispose]()
  expect(table.written).toEqual([1, 2])
})
