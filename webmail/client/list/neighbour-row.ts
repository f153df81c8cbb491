// Where one is after conversations went elsewhere: at the same one if it stays, else at the next of the list, at its end at the
// one before.

import { type ConversationRow, rowKey } from '../boxes.ts'
import type { Conversations } from './conversations.ts'

export interface NeighbourRow {
  readonly row: ConversationRow
  /** Where it stands once the others are gone. */
  readonly index: number
}

/** Null where nothing is left, or is not there yet. */
export function neighbourRow(
  { rowAt, total }: Pick<Conversations, 'rowAt' | 'total'>,
  at: number,
  gone: ReadonlySet<string>,
): NeighbourRow | null {
  const staying = (from: number, step: 1 | -1): NeighbourRow | null => {
    for (let index = from; index >= 0 && index < total; index += step) {
      const row = rowAt(index)
      if (row === undefined) return null
      if (!gone.has(rowKey(row))) return { row, index: index - goneBefore(index) }
    }
    return null
  }
  const goneBefore = (index: number): number => {
    let count = 0
    for (let each = 0; each < index; each++) {
      const row = rowAt(each)
      if (row !== undefined && gone.has(rowKey(row))) count++
    }
    return count
  }
  return at === -1 ? null : (staying(at, 1) ?? staying(at - 1, -1))
}
