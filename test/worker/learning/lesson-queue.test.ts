import { expect, test } from 'vitest'
import type { Event } from '#core/event.ts'
import { failed, ok } from '#core/result.ts'
import { claire } from '#test/support/database/commune.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import type { Lesson } from '#worker/learning/lesson.ts'
import { LessonQueue, type LessonQueuePorts } from '#worker/learning/lesson-queue.ts'

const lesson = (text: string): Lesson => ({ class: 'spam', mailbox: claire, content: Buffer.from(text) })

function open(teach: LessonQueuePorts['teach'], limits: Partial<LessonQueuePorts> = {}) {
  const events: Event[] = []
  const keep = (event: Event) => void events.push(event)
  const queue = new LessonQueue({
    teach,
    log: { info: keep, warn: keep, error: keep },
    mostLessons: 3,
    mostBytes: 100,
    pausesMilliseconds: [1, 1],
    ...limits,
  })
  return { queue, events }
}

test('several lessons → given one at a time, in order', async () => {
  const given: string[] = []
  let atOnce = 0
  const { queue } = open(async ({ content }) => {
    atOnce += 1
    expect(atOnce).toBe(1)
    await Promise.resolve()
    given.push(String(content))
    atOnce -= 1
    return ok(null)
  })
  for (const text of ['a', 'b', 'c']) expect(queue.add(lesson(text))).toBe(true)
  await eventually('all', () => (given.length === 3 ? true : null))
  expect(queue.add(lesson('d'))).toBe(true)
  await eventually('one more', () => (given.length === 4 ? true : null))
  expect(given).toEqual(['a', 'b', 'c', 'd'])
  await queue[Symbol.asyncDispose]()
})

test('rspamd or the database fails at first → tried again; for good → dropped and told, the next one is given', async () => {
  const tries: string[] = []
  const { queue, events } = open(async ({ content }) => {
    tries.push(String(content))
    if (String(content) === 'never') return failed('ECONNREFUSED')
    if (tries.length === 1) throw new Error('no database')
    return ok(null)
  })
  queue.add(lesson('second time'))
  queue.add(lesson('never'))
  queue.add(lesson('after'))
  await eventually('the last', () => (tries.includes('after') ? true : null))
  await queue[Symbol.asyncDispose]()
  expect(tries).toEqual(['second time', 'second time', 'never', 'never', 'never', 'after'])
  expect(events).toEqual([
    { event: 'learning.dropped', mailbox: claire, class: 'spam', cause: 'ECONNREFUSED' },
  ])
})

test('too many lessons, or too many octets → refused and told, nothing grows', async () => {
  const { queue, events } = open(async () => failed('away'), { pausesMilliseconds: [3_600_000] })
  expect(queue.add(lesson('x'.repeat(101)))).toBe(false)
  expect(['a', 'b', 'c', 'd'].map((text) => queue.add(lesson(text)))).toEqual([true, true, true, false])
  expect(events.map(({ event }) => event)).toEqual(['learning.dropped', 'learning.dropped'])
  await queue[Symbol.asyncDispose]()
})

test('a stop while rspamd is away → at once, and what is lost is told', async () => {
  const { queue, events } = open(async () => failed('away'), { pausesMilliseconds: [3_600_000] })
  queue.add(lesson('a'))
  queue.add(lesson('b'))
  await queue[Symbol.asyncDispose]()
  expect(events).toHaveLength(2)
  expect(queue.add(lesson('c'))).toBe(false)
})
