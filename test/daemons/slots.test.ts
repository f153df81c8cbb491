import { expect, test } from 'vitest'
import { Slots } from '#daemons/slots.ts'

const never = new AbortController().signal

test('all places taken → who comes next waits, in the order of asking', async () => {
  const places = new Slots(1)
  expect(await places.enter(never)).toBe(true)
  const entered: string[] = []
  const first = places.enter(never).then(() => entered.push('first'))
  const second = places.enter(never).then(() => entered.push('second'))
  places.leave()
  await first
  expect(entered).toEqual(['first'])
  places.leave()
  await second
  expect(entered).toEqual(['first', 'second'])
})

test('the deadline aborts before there is a place → none, and the next one gets it', async () => {
  const places = new Slots(1)
  await places.enter(never)
  const over = new AbortController()
  const late = places.enter(over.signal)
  const next = places.enter(never)
  over.abort()
  expect(await late).toBe(false)
  places.leave()
  expect(await next).toBe(true)
  expect(await places.enter(over.signal)).toBe(false)
})
