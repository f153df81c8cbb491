// Rows that are ticked without having been seen: those of a whole list, or between two of it.

import { mostAtOnce } from '../../contract/action-limits.ts'
import type { Listed } from '../../place/page-input.ts'
import { type ConversationRow, rowKey } from '../boxes.ts'
import { readPage } from './conversations.ts'

const pageRows = 200

/** From the newest on, as many as one action takes. */
export async function everyRow(listed: Listed, total: number): Promise<readonly ConversationRow[]> {
  const { rows } = await rowsFrom(listed, { offset: 0, total })
  return rows
}

/** A row that is seen, and its place in the list. */
export interface RowAt {
  readonly row: ConversationRow
  readonly index: number
}

/**
 * Those between two rows, which are at these places of the list or, where others are on their way out of it, a little further:
 * `gone` where one of the two is no longer there, `too-many` where they are more than one action takes.
 */
export async function rowsBetween(
  listed: Listed,
  one: RowAt,
  other: RowAt,
): Promise<readonly ConversationRow[] | 'gone' | 'too-many'> {
  const offset = Math.min(one.index, other.index)
  const total = Math.max(one.index, other.index) + 1 + pageRows
  const { rows, isCut } = await rowsFrom(listed, { offset, total })
  const places = [one, other].map(({ row }) => rows.findIndex((each) => rowKey(each) === rowKey(row)))
  if (places.includes(-1)) return isCut ? 'too-many' : 'gone'
  return rows.slice(Math.min(...places), Math.max(...places) + 1)
}

/** `isCut`: there are more than one action takes. */
async function rowsFrom(
  listed: Listed,
  { offset: first, total }: { readonly offset: number; readonly total: number },
): Promise<{ readonly rows: readonly ConversationRow[]; readonly isCut: boolean }> {
  const rows: ConversationRow[] = []
  let messages = 0
  for (let offset = first; offset < total; offset += pageRows) {
    const page = await readPage(listed, { offset, limit: pageRows })
    for (const row of page.rows) {
      messages += row.uids.length
      if (messages > mostAtOnce) return { rows, isCut: true }
      rows.push(row)
    }
    if (page.rows.length < pageRows) break
  }
  return { rows, isCut: false }
}
