import { expect, test } from 'vitest'
import { daysWith, daysWithout } from '#webmail/api/imap/day-ranges.ts'

const range = (from: number, to: number) => ({ from, to })

test.each([
  { known: [], wanted: range(3, 9), gaps: [range(3, 9)] },
  { known: [range(3, 9)], wanted: range(3, 9), gaps: [] },
  { known: [range(0, 20)], wanted: range(3, 9), gaps: [] },
  { known: [range(5, 7)], wanted: range(3, 9), gaps: [range(3, 5), range(7, 9)] },
  { known: [range(0, 4), range(8, 20)], wanted: range(3, 9), gaps: [range(4, 8)] },
  { known: [range(0, 3), range(9, 12)], wanted: range(3, 9), gaps: [range(3, 9)] },
])('of $wanted, $known known → $gaps to be read', ({ known, wanted, gaps }) => {
  expect(daysWithout(known, wanted)).toEqual(gaps)
})

test.each([
  { known: [], more: range(3, 9), all: [range(3, 9)] },
  { known: [range(1, 3)], more: range(3, 9), all: [range(1, 9)] },
  { known: [range(1, 2), range(12, 20)], more: range(3, 9), all: [range(1, 2), range(3, 9), range(12, 20)] },
  { known: [range(1, 5), range(7, 20)], more: range(3, 9), all: [range(1, 20)] },
  { known: [range(4, 5)], more: range(3, 9), all: [range(3, 9)] },
])('$known and $more → $all', ({ known, more, all }) => {
  expect(daysWith(known, more)).toEqual(all)
})
