import { expect, test } from 'vitest'
import { readFilters, setFilters, writeFilters } from '#ui/table/url-filters.ts'

test('an address with filters, an empty one and something else → what is set alone', () => {
  const search = new URLSearchParams('search=+saulieu+&suspended=&tab=2')
  const values = readFilters(search, ['search', 'suspended', 'step'])
  expect(values).toEqual({ search: 'saulieu', suspended: null, step: null })
  expect(setFilters(values)).toEqual({ search: 'saulieu' })
})

test('one filter set, one taken away → the rest of the address stays', () => {
  const before = new URLSearchParams('search=saulieu&tab=2')
  expect(String(writeFilters(before, { search: null, suspended: 'true' }))).toBe('tab=2&suspended=true')
  expect(String(before)).toBe('search=saulieu&tab=2')
})

test('a text of spaces → no filter', () => {
  expect(String(writeFilters(new URLSearchParams('search=a'), { search: '  ' }))).toBe('')
})
