import { expect, test } from 'vitest'
import { type Near, pagesNear } from '#webmail/client/list/near.ts'

const nothing: Near = { of: '', pages: [], isFound: false }
const list = { of: 'inbox 7', total: 344, pageRows: 50, isKnown: () => true }
const at = (place: number, before = nothing) => pagesNear(before, { ...list, at: place })

test.each([
  [0, [0]],
  [39, [0]],
  [40, [0, 1]],
  [49, [0, 1]],
  [59, [0, 1]],
  [60, [1]],
  [100, [1, 2]],
  [343, [6]],
])('what is open stands at %i of 344 → pages %j', (place, pages) => {
  expect(at(place)).toEqual({ of: list.of, pages, isFound: true })
})

test('nothing changed → the same, so that nothing is drawn anew', () => {
  const before = at(120)
  expect(at(121, before)).toBe(before)
})

test('it left the list → the pages where it was stay', () => {
  const before = at(120)
  expect(at(-1, before)).toBe(before)
})

test('its place is not known → page after page, each once the one before is there, until the last', () => {
  const known = new Set<number>()
  const looked = (before: Near) =>
    pagesNear(before, {
      ...list,
      at: -1,
      total: known.size === 0 ? 0 : 120,
      isKnown: (page) => known.has(page),
    })
  let near = looked(nothing)
  expect([near.pages, looked(near) === near]).toEqual([[0], true])
  for (const page of [0, 1]) {
    known.add(page)
    near = looked(near)
    expect([near.pages, looked(near) === near]).toEqual([[page + 1], true])
  }
  known.add(2)
  expect(looked(near)).toBe(near)
})

test('another conversation, or another list → looked for anew', () => {
  const other = pagesNear(at(120), { ...list, of: 'inbox 8', at: -1, isKnown: () => false })
  expect(other).toEqual({ of: 'inbox 8', pages: [0], isFound: false })
})

test('a list without end → not looked for below its thousandth row', () => {
  let near = nothing
  for (let asked = 0; asked < 100; asked++) near = pagesNear(near, { ...list, at: -1, total: 90_000 })
  expect(near.pages).toEqual([19])
})
