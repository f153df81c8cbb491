import { expect, test } from 'vitest'
import { rowAfterKey } from '#webmail/client/list/list-keys.ts'
import { neighbourRow } from '#webmail/client/list/neighbour-row.ts'
import { ticked } from '#webmail/client/list/use-selection.ts'
import { keyOf, listOf, rowOf } from './rows-of.ts'

const five = listOf([1, 2, 3, 4, 5].map((uid) => rowOf(uid)))
const nothing = { listed: 'a', rows: new Map(), last: null }
const uids = (now: ReturnType<typeof ticked>) => [...now.rows.values()].map(({ uid }) => uid).sort()
const gone = (...uids: number[]) => new Set(uids.map((uid) => keyOf(uid)))

test('a row, then the fourth with Maj → all between', () => {
  const one = ticked(nothing, five, { index: 1, through: false })
  expect(uids(ticked(one, five, { index: 4, through: true }))).toEqual([2, 3, 4, 5])
  expect(uids(ticked(one, five, { index: 0, through: true }))).toEqual([1, 2])
})

test('a ticked row pressed again → unticked', () => {
  const one = ticked(nothing, five, { index: 1, through: false })
  expect(uids(ticked(one, five, { index: 1, through: false }))).toEqual([])
})

test('with Maj, nothing ticked before → that row', () => {
  expect(uids(ticked(nothing, five, { index: 2, through: true }))).toEqual([3])
})

test('a row that is not there yet → nothing changes', () => {
  expect(ticked(nothing, listOf([undefined]), { index: 0, through: false })).toBe(nothing)
})

test('the open conversation goes → the next one opens, in its place', () => {
  expect(neighbourRow(five, 1, gone(2))).toMatchObject({ row: { uid: 3 }, index: 1 })
})

test('several go at the end → the one before them', () => {
  expect(neighbourRow(five, 3, gone(4, 5))).toMatchObject({ row: { uid: 3 }, index: 2 })
})

test('others go, the one that one is on stays → that one, where it is then', () => {
  expect(neighbourRow(five, 3, gone(1, 2))).toMatchObject({ row: { uid: 4 }, index: 1 })
})

test('all go, or the list does not have it → none', () => {
  expect(neighbourRow(five, 2, gone(1, 2, 3, 4, 5))).toBeNull()
  expect(neighbourRow(five, -1, gone(9))).toBeNull()
})

test.each([
  ['ArrowDown', 4, 5],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['PageDown', 1, 5],
  ['PageUp', 5, 1],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['a', 5, null],
  ['toString', 5, null],
] as const)('%s on row %i of ten → %s', (key, current, next) => {
  expect(rowAfterKey(key, { current, total: 10, page: 4 })).toBe(next)
})
