import { describe, expect, test } from 'vitest'
import {
  countUpTo,
  heightOf,
  type ListLayout,
  rowAtHeight,
  seenRows,
  topOf,
  withoutHidden,
} from '#webmail/client/list/layout.ts'

const layout: ListLayout = { total: 50_000, rowHeight: 64, headingHeight: 30, headings: [0, 3, 40_000] }

test('rows under one, two and three headings → moved down by as many', () => {
  expect([0, 2, 3, 39_999, 40_000].map((index) => topOf(layout, index))).toEqual([
    30,
    30 + 2 * 64,
    60 + 3 * 64,
    60 + 39_999 * 64,
    90 + 40_000 * 64,
  ])
})

test('50,000 rows with three headings → the height of all of them', () => {
  expect(heightOf(layout)).toBe(50_000 * 64 + 90)
})

test('the height of every edge → the row that begins there', () => {
  for (const index of [0, 1, 2, 3, 4, 39_999, 40_000, 49_999])
    expect(rowAtHeight(layout, topOf(layout, index))).toBe(index)
  expect(rowAtHeight(layout, 10 ** 9)).toBe(49_999)
})

describe('what is drawn', () => {
  test('at the top → the rows of the window and some below', () => {
    expect(seenRows(layout, { scrollTop: 0, height: 640, beyond: 6 })).toEqual({ from: 0, to: 16 })
  })

  test('in the middle → some above too, and never more than fit', () => {
    const { from, to } = seenRows(layout, { scrollTop: 1_600_000, height: 640, beyond: 6 })
    expect(topOf(layout, from)).toBeLessThanOrEqual(1_600_000)
    expect(topOf(layout, to)).toBeGreaterThanOrEqual(1_600_640)
    expect(to - from).toBeLessThan(30)
  })

  test('an empty list → nothing', () => {
    const empty = { ...layout, total: 0, headings: [] }
    expect(seenRows(empty, { scrollTop: 0, height: 640, beyond: 6 })).toEqual({ from: 0, to: 0 })
  })
})

test('rows that went elsewhere → those below take their places', () => {
  expect([0, 1, 2, 3].map((index) => withoutHidden([1, 2, 5], index))).toEqual([0, 3, 4, 6])
  expect([0, 1].map((index) => withoutHidden([0], index))).toEqual([1, 2])
})

test('how many numbers are at most a limit → counted, itself included', () => {
  expect([-1, 0, 3, 4].map((limit) => countUpTo([0, 3, 3, 9], limit))).toEqual([0, 1, 3, 3])
})
