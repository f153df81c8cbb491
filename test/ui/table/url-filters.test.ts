import { expect, test } from 'vitest'
import { isFiltered, noFilter, readFilters, setFilters, writeFilters } from '#ui/table/url-filters.ts'

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

test('no filter, or an empty one → nothing narrows the table; one of them → something does, until all are taken off', () => {
  const names = ['search', 'suspended'] as const
  expect(isFiltered(readFilters(new URLSearchParams('search=&tab=2'), names))).toBe(false)
  const search = new URLSearchParams('suspended=true&tab=2')
  const values = readFilters(search, names)
  expect(isFiltered(values)).toBe(true)
  expect(String(writeFilters(search, noFilter(values)))).toBe('tab=2')
})
