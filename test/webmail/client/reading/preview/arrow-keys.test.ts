import { expect, test } from 'vitest'
import { isMovedSideways, type Moved } from '#webmail/client/reading/preview/arrow-keys.ts'

const element = (scrollWidth: number, parentElement: Moved | null): Moved => ({
  ...{ scrollWidth, clientWidth: 100, parentElement },
})
const page = element(5_000, null)

test('wider than its frame, itself or what is around it → the arrows move it, and no file', () => {
  const wide = element(300, page)
  for (const focused of [wide, element(100, wide)])
    expect(isMovedSideways(focused, page, () => true)).toBe(true)
})

test('nothing to move, or a name that is only cut → the arrows go to the next file', () => {
  expect(isMovedSideways(element(100, page), page, () => true)).toBe(false)
  expect(isMovedSideways(element(300, page), page, () => false)).toBe(false)
})
