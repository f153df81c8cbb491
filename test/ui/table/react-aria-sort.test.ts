import { expect, test } from 'vitest'
import { reactAriaSort } from '#ui/table/react-aria-sort.ts'
import type { Sort } from '#ui/table/url-sort.ts'

const columns = [
  { id: 'name', sort: 'name' },
  { id: 'storage', sort: 'usage', align: 'end' },
  { id: 'stage' },
] as const

function pressed(id: string, sort: Sort): Sort | null {
  let wish: Sort | null = null
  const { onSortChange } = reactAriaSort({
    columns,
    sort,
    onSort: (asked) => {
      wish = asked
    },
  })
  onSortChange?.({ column: id, direction: 'ascending' })
  return wish
}

test('sorted by a column of another name than the server’s → that column says so, and which way', () => {
  const { sortDescriptor } = reactAriaSort({
    columns,
    sort: { by: 'usage', order: 'desc' },
    onSort: () => undefined,
  })
  expect(sortDescriptor).toEqual({ column: 'storage', direction: 'descending' })
})

test('sorted by a column that is not shown → no other one says so', () => {
  const sort = { by: 'mailboxes', order: 'asc' } as const
  expect(reactAriaSort({ columns, sort, onSort: () => undefined }).sortDescriptor?.column).toBe('')
})

test('a head is pressed → asked for in the server’s words, the largest first; one without order → nothing', () => {
  const sort = { by: 'name', order: 'asc' } as const
  expect(pressed('storage', sort)).toEqual({ by: 'usage', order: 'desc' })
  expect(pressed('name', sort)).toEqual({ by: 'name', order: 'desc' })
  expect(pressed('stage', sort)).toBeNull()
})

test('a table that nobody sorts → no descriptor, and no head that is a button', () => {
  expect(reactAriaSort({ columns })).toEqual({})
})
