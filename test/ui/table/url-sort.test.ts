import { expect, test } from 'vitest'
import { askedSort, nextSort, readSort, type Sort, writeSort } from '#ui/table/url-sort.ts'

const columns = ['name', 'mailboxes', 'usage'] as const

test.each<[string, Sort]>([
  ['', { by: 'name', order: 'asc' }],
  ['sort=usage&order=desc', { by: 'usage', order: 'desc' }],
  ['sort=usage', { by: 'usage', order: 'asc' }],
  ['order=desc', { by: 'name', order: 'desc' }],
  ['sort=password&order=sideways', { by: 'name', order: 'asc' }],
])('the address ?%s → %o', (search, sort) => {
  expect(readSort(new URLSearchParams(search), columns)).toEqual(sort)
})

test.each<Sort<(typeof columns)[number]>>([
  { by: 'name', order: 'asc' },
  { by: 'name', order: 'desc' },
  { by: 'usage', order: 'asc' },
  { by: 'mailboxes', order: 'desc' },
])('the sort %o, written and read → the same, and the filters stay', (sort) => {
  const before = new URLSearchParams('search=saulieu&sort=usage&order=desc')
  const written = writeSort(before, sort, 'name')
  expect(readSort(written, columns)).toEqual(sort)
  expect(written.get('search')).toBe('saulieu')
  expect(String(before)).toBe('search=saulieu&sort=usage&order=desc')
})

test('the order that the table has by itself → neither in the address nor in the question', () => {
  const own = { by: 'name', order: 'asc' } as const
  expect(String(writeSort(new URLSearchParams('sort=usage&order=desc&a=1'), own, 'name'))).toBe('a=1')
  expect(askedSort(own, 'name')).toEqual({})
  expect(askedSort({ by: 'usage', order: 'desc' }, 'name')).toEqual({ sort: 'usage', order: 'desc' })
})

test('a head is pressed → words from the beginning, numbers from the largest, then the other way round', () => {
  const own = { by: 'name', order: 'asc' } as const
  expect(nextSort(own, 'name', false)).toEqual({ by: 'name', order: 'desc' })
  const largest = nextSort(own, 'usage', true)
  expect(largest).toEqual({ by: 'usage', order: 'desc' })
  expect(nextSort(largest, 'usage', true)).toEqual({ by: 'usage', order: 'asc' })
  expect(nextSort(largest, 'name', false)).toEqual(own)
})
