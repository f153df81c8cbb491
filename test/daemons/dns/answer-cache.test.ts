import { expect, test } from 'vitest'
import { type AnswerCacheOptions, answerCache } from '#daemons/dns/answer-cache.ts'
import type { DnsAnswer, Question } from '#daemons/dns/dns-answer.ts'

const found = (seconds: number, octets = 100): DnsAnswer => ({
  kind: 'records',
  records: ['192.0.2.1'],
  at: 'a.test',
  secure: false,
  known: { seconds, octets },
})
const absent = (seconds: number): DnsAnswer => ({
  kind: 'none',
  code: 'ENOTFOUND',
  secure: false,
  known: { seconds, octets: 100 },
})

const question = (name: string, type: Question['type'] = 'A'): Question => ({ name, type })

function keeping(answer: DnsAnswer, bounds: Partial<AnswerCacheOptions> = {}) {
  const asked: string[] = []
  const clock = { time: 1_000_000, now: () => clock.time }
  const ask = answerCache({
    ask: async ({ name, type }) => {
      asked.push(`${type} ${name}`)
      return answer
    },
    clock,
    longestSeconds: 300,
    mostAnswers: 100,
    mostOctets: 100_000,
    ...bounds,
  })
  return { ask, asked, clock }
}

test.each([
  ['records', found(60)],
  ['an absence', absent(60)],
])('%s for 60 s → kept for 60 s and no longer', async (_what, answer) => {
  const { ask, asked, clock } = keeping(answer)
  expect(await ask(question('a.test'))).toEqual(answer)
  clock.time += 59_999
  expect(await ask(question('a.test'))).toEqual(answer)
  expect(asked).toHaveLength(1)
  clock.time += 1
  expect(await ask(question('a.test'))).toEqual(answer)
  expect(asked).toHaveLength(2)
})

test.each<[string, DnsAnswer]>([
  ['records that live for 0 s', found(0)],
  ['an absence that is known for 0 s', absent(0)],
  ['a server that cannot say', { kind: 'failure', code: 'ESERVFAIL' }],
  ['a server that says nothing', { kind: 'failure', code: 'ETIMEOUT' }],
])('%s → asked every time', async (_what, answer) => {
  const { ask, asked } = keeping(answer)
  await ask(question('a.test'))
  await ask(question('a.test'))
  expect(asked).toHaveLength(2)
})

test('records for a day → kept for no longer than the bound', async () => {
  const { ask, asked, clock } = keeping(found(86_400))
  await ask(question('a.test'))
  clock.time += 300_000
  await ask(question('a.test'))
  expect(asked).toHaveLength(2)
})

test('an answer that was long under way → its life began with the question', async () => {
  const { ask, asked, clock } = keeping(found(60), {
    ask: async ({ name }) => {
      asked.push(name)
      clock.time += 20_000
      return found(60)
    },
  })
  await ask(question('a.test'))
  clock.time += 40_000
  await ask(question('a.test'))
  expect(asked).toHaveLength(2)
})

test('a clock that is set back → asked again', async () => {
  const { ask, asked, clock } = keeping(found(60))
  await ask(question('a.test'))
  clock.time -= 3_600_000
  await ask(question('a.test'))
  expect(asked).toHaveLength(2)
})

test('another type of the same name → another question', async () => {
  const { ask, asked } = keeping(found(60))
  await ask(question('a.test', 'A'))
  await ask(question('a.test', 'TXT'))
  expect(asked).toEqual(['A a.test', 'TXT a.test'])
})

test('more answers than may be kept → the least recently used is asked again', async () => {
  const { ask, asked } = keeping(found(60), { mostAnswers: 2 })
  for (const name of ['a.test', 'b.test', 'a.test', 'c.test', 'a.test', 'b.test']) await ask(question(name))
  expect(asked).toEqual(['A a.test', 'A b.test', 'A c.test', 'A b.test'])
})

test('more octets than may be kept → the least recently used is asked again', async () => {
  const { ask, asked } = keeping(found(60, 1000), { mostOctets: 2500 })
  for (const name of ['a.test', 'b.test', 'c.test', 'b.test', 'c.test', 'a.test']) await ask(question(name))
  expect(asked).toEqual(['A a.test', 'A b.test', 'A c.test', 'A a.test'])
})

test('answers that died or were replaced → weigh nothing', async () => {
  const { ask, asked, clock } = keeping(found(60, 1000), { mostOctets: 2500 })
  for (let minute = 0; minute < 5; minute += 1) {
    await ask(question('a.test'))
    clock.time += 60_000
  }
  asked.length = 0
  for (const name of ['a.test', 'b.test', 'a.test', 'b.test']) await ask(question(name))
  expect(asked).toEqual(['A a.test', 'A b.test'])
})

test('one question asked by many at once → asked once, and again by who comes after', async () => {
  const under = Promise.withResolvers<DnsAnswer>()
  const { ask, asked } = keeping(found(0), {
    ask: ({ name }) => {
      asked.push(name)
      return under.promise
    },
  })
  const answers = Promise.all([ask(question('a.test')), ask(question('a.test')), ask(question('a.test'))])
  under.resolve(found(0))
  expect(await answers).toEqual([found(0), found(0), found(0)])
  expect(asked).toHaveLength(1)
  await ask(question('a.test'))
  expect(asked).toHaveLength(2)
})
