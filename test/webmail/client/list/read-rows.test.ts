import { afterEach, expect, test, vi } from 'vitest'
import type { ConversationRow } from '#webmail/client/boxes.ts'
import { rowsBetween } from '#webmail/client/list/read-rows.ts'
import type { Listed } from '#webmail/place/page-input.ts'
import { rowBox, rowOf } from './rows-of.ts'

const archive: Listed = {
  ...{ box: rowBox, folder: 'Archive', filter: null, q: null, conversations: true, scope: 'box' },
}

afterEach(() => vi.unstubAllGlobals())

/** A list that has these rows by now. */
function listHas(rows: readonly ConversationRow[]): void {
  vi.stubGlobal('fetch', async (address: string) => {
    const asked = new URL(address, 'https://webmail.test').searchParams
    const [offset, limit] = [Number(asked.get('offset')), Number(asked.get('limit'))]
    return Response.json({
      rows: rows.slice(offset, offset + limit),
      total: rows.length,
      more: false,
      state: '1.1',
    })
  })
}

const rowsFrom = (first: number, count: number, messages = 1) =>
  Array.from({ length: count }, (_, at) =>
    rowOf(first + at, { uids: Array.from({ length: messages }, (_, each) => (first + at) * 100 + each) }),
  )
const at = (uid: number, index: number) => ({ row: rowOf(uid), index })
const uidsOf = (rows: Awaited<ReturnType<typeof rowsBetween>>) =>
  typeof rows === 'string' ? rows : [rows.length, rows[0]?.uid, rows.at(-1)?.uid]

test('two rows far apart, upwards or downwards → both and all between, over pages', async () => {
  listHas(rowsFrom(1, 700))
  expect(uidsOf(await rowsBetween(archive, at(3, 2), at(503, 502)))).toEqual([501, 3, 503])
  expect(uidsOf(await rowsBetween(archive, at(503, 502), at(3, 2)))).toEqual([501, 3, 503])
})

test('new mail came above them meanwhile → the same rows, further down', async () => {
  listHas([...rowsFrom(1_000, 30), ...rowsFrom(1, 300)])
  expect(uidsOf(await rowsBetween(archive, at(1, 0), at(250, 249)))).toEqual([250, 1, 250])
})

test('one of the two went meanwhile → gone', async () => {
  listHas(rowsFrom(2, 300))
  expect(await rowsBetween(archive, at(1, 0), at(250, 249))).toBe('gone')
})

test('more messages between than one action takes → too many', async () => {
  listHas(rowsFrom(1, 400, 20))
  expect(await rowsBetween(archive, at(1, 0), at(400, 399))).toBe('too-many')
})
