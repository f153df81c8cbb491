import { expect, test } from 'vitest'
import { morningOf } from '#worker/digest/digest-hours.ts'

test.each([
  ['winter, a little past seven', '2026-11-25T06:06:00Z', '2026-11-25', '2026-11-25T06:00:00Z'],
  ['summer, a little past seven', '2026-07-14T05:06:00Z', '2026-07-14', '2026-07-14T05:00:00Z'],
  ['a worker that was down until the evening', '2026-11-25T22:59:59Z', '2026-11-25', '2026-11-25T06:00:00Z'],
  ['the day summer time begins', '2026-03-29T05:06:00Z', '2026-03-29', '2026-03-29T05:00:00Z'],
  ['the day it ends', '2026-10-25T06:06:00Z', '2026-10-25', '2026-10-25T06:00:00Z'],
])('%s → that morning, seven in Paris', (_, now, day, at) => {
  expect(morningOf(Date.parse(now))).toEqual({ day, at: new Date(at) })
})

test.each([
  ['past midnight', '2026-11-24T23:00:00Z'],
  ['seven', '2026-11-25T06:00:00Z'],
  ['a moment before', '2026-11-25T06:05:59Z'],
  ['seven in London, in summer', '2026-07-14T05:00:00Z'],
])('%s → none yet', (_, now) => {
  expect(morningOf(Date.parse(now))).toBeNull()
})
