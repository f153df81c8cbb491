import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import {
  askedAgainAfterMs,
  forgetOlderStates,
  type Known,
  type KnownPage,
  knownPages,
  pageQuery,
  viewOf,
} from '#webmail/client/list/conversations.ts'
import { keyOf } from '#webmail/client/queries.ts'
import { type Listed, pageInput, routeOf } from '#webmail/place/page-input.ts'
import { keyOf as rowKeyOf, rowOf } from './rows-of.ts'

const inbox: Listed = { box: 'a', folder: 'INBOX', filter: null, q: null, conversations: true, scope: 'box' }

const page = (first: number, state = 'one', total = 200) => ({
  rows: [rowOf(first), rowOf(first + 1), rowOf(first + 2)],
  ...{ total, state, more: false },
})
const known = (offset: number, at: number, given = page(offset + 1)): [number, Known] => [
  offset,
  { offset, at, page: given },
]

afterEach(() => vi.unstubAllGlobals())

test('two pages far apart → their rows where they stand, and nothing between', () => {
  const view = viewOf(new Map([known(0, 1), known(100, 2)]), (row) => row)
  expect([view.total, view.rowAt(0)?.uid, view.rowAt(101)?.uid, view.rowAt(50)]).toEqual([
    200,
    1,
    102,
    undefined,
  ])
  expect([view.indexOf(rowKeyOf(102)), view.indexOf(rowKeyOf(7))]).toEqual([101, -1])
})

test('a row that is asked to go → those below move up, and the list is one shorter', () => {
  const view = viewOf(new Map([known(0, 1), known(100, 2)]), (row) => (row.uid === 2 ? null : row))
  expect([view.total, view.rowAt(0)?.uid, view.rowAt(1)?.uid, view.rowAt(100)?.uid]).toEqual([199, 1, 3, 102])
  expect([view.indexOf(rowKeyOf(3)), view.indexOf(rowKeyOf(102)), view.indexOf(rowKeyOf(2))]).toEqual([
    1, 100, -1,
  ])
})

test('how many there are → as the page says that was read last', () => {
  const pages = new Map([known(0, 2, page(1, 'two', 10)), known(100, 1, page(101, 'one', 300))])
  expect(viewOf(pages, (row) => row).total).toBe(10)
})

test('pages of other folders, filters and searches → not of this list', () => {
  const client = new QueryClient()
  const put = (listed: Listed, offset: number) =>
    client.setQueryData(keyOf(routeOf(listed), pageInput(listed, offset, 50)), page(offset + 1))
  put(inbox, 0)
  put(inbox, 50)
  put({ ...inbox, folder: 'Sent' }, 0)
  put({ ...inbox, filter: 'unread' }, 100)
  put({ ...inbox, q: 'devis' }, 150)
  put({ ...inbox, box: 'b' }, 200)
  put({ ...inbox, box: null }, 250)
  expect([...knownPages(client, inbox).keys()]).toEqual([0, 50])
  expect([...knownPages(client, { ...inbox, box: null }).keys()]).toEqual([250])
})

test('pages of an older state that nobody looks at → forgotten', () => {
  const client = new QueryClient()
  const put = (offset: number, state: string, updatedAt: number) =>
    client.setQueryData(keyOf(routeOf(inbox), pageInput(inbox, offset, 50)), page(offset + 1, state), {
      updatedAt,
    })
  put(0, 'two', 2000)
  put(50, 'one', 1000)
  put(100, 'two', 1500)
  forgetOlderStates(client, inbox)
  expect([...knownPages(client, inbox).keys()]).toEqual([0, 100])
})

test('a search in the whole box → one list, whichever folder is open; in a folder → of that one', () => {
  const found: Listed = { ...inbox, q: 'devis' }
  const archive = { ...found, folder: 'Archive' }
  expect(pageInput(archive, 0, 50)).toEqual(pageInput(found, 0, 50))
  expect(pageInput(found, 0, 50).query).toMatchObject({ q: 'devis', everywhere: '1' })
  expect(pageInput({ ...archive, scope: 'folder' }, 0, 50).query).toEqual({
    ...{ folder: 'Archive', offset: 0, limit: 50, q: 'devis' },
  })
})

test('a page that one scrolls to → asked for soon at first, then whole; the first page whole at once', async () => {
  const asked: (readonly [offset: string | null, soon: string | null])[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    const { searchParams } = new URL(address, 'https://webmail.test')
    asked.push([searchParams.get('offset'), searchParams.get('soon')])
    return Response.json({ ...page(1), repliesMissing: searchParams.has('soon') })
  })
  const client = new QueryClient()
  const read = (at: number) => client.fetchQuery({ ...pageQuery(inbox, at), staleTime: 0 })
  const againAfter = (data: KnownPage, error: Error | null = null) =>
    askedAgainAfterMs({ data, error }, 60_000)
  const first = await read(2)
  expect([againAfter(first), againAfter(first, new Error('no answer'))]).toEqual([400, 60_000])
  expect(againAfter(await read(2))).toBe(60_000)
  await read(0)
  expect(asked).toEqual([
    ['100', '1'],
    ['100', null],
    ['0', null],
  ])
})
