import { expect, test } from 'vitest'
import { Semaphore } from '#db/semaphore.ts'
import { problemOfDatabase } from '#http/database-problem.ts'
import { problemResponse } from '#http/problem.ts'
import { limitsForConnections, takeShared } from '#http/request-concurrency.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

test('others have every turn for as long as one waits → 503 that says when to ask again, no word of the database', async () => {
  const turns = new Semaphore({ atOnce: 1, patienceMilliseconds: 1 })
  using _others = await takeShared(turns)
  const refused = await takeShared(turns).catch((error: unknown) => error)
  const warned: unknown[] = []
  const log = { ...silent, warn: (event: unknown) => void warned.push(event) }
  const answer = problemResponse(problemOfDatabase(refused, log, 'POST /imports'))
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await answer.json()).toMatchObject({ code: 'others-at-work' })
  expect(warned).toEqual([])
})

test('a turn that was given back → taken by the next', async () => {
  const turns = new Semaphore({ atOnce: 1, patienceMilliseconds: 60_000 })
  const first = await takeShared(turns)
  const second = takeShared(turns)
  first[Symbol.dispose]()
  await expect(second).resolves.toBeDefined()
})

test('however many connections → as many files are judged at once, whoever sent them', () => {
  expect([1, 6, 40].map((connections) => limitsForConnections(connections).turns.judging.atOnce)).toEqual([
    2, 2, 2,
  ])
})
