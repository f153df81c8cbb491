// Which conversations are ticked: by the key of their row, with the row as it was when it was ticked.

import { useState } from 'react'
import { useFormat } from '#ui/format/use-format.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { mostAtOnce } from '../../contract/action-limits.ts'
import type { Listed } from '../../place/page-input.ts'
import { afterPending, usePending } from '../actions/pending.ts'
import { type ConversationRow, rowKey } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { useWords } from '../words/words.tsx'
import type { Conversations } from './conversations.ts'
import { type RowAt, rowsBetween } from './read-rows.ts'

export interface Selection {
  readonly rows: ReadonlyMap<string, ConversationRow>
  /** Ticks or unticks; `through`: with all from the last one on (Maj). */
  readonly toggle: (index: number, through?: boolean) => void
  readonly set: (rows: readonly ConversationRow[]) => void
  readonly clear: () => void
}

const none: ReadonlyMap<string, ConversationRow> = new Map()

interface Ticked {
  readonly listed: string
  readonly rows: ReadonlyMap<string, ConversationRow>
  /** What one ticked last, and where: its page may be gone by then. */
  readonly last: RowAt | null
}

/** Another list has nothing ticked. */
export function useSelection(conversations: Conversations, of: Listed): Selection {
  const words = useWords()
  const format = useFormat()
  const pending = usePending()
  const listed = JSON.stringify(of)
  const nothing: Ticked = { listed, rows: none, last: null }
  const [kept, keep] = useState(nothing)
  const now = kept.listed === listed ? kept : nothing
  /** Some of those between were never on the screen. Whoever does anything else with the selection meanwhile has changed their mind. */
  const tickThrough = async (last: RowAt, other: RowAt): Promise<void> => {
    const tick = (rows: readonly ConversationRow[]): void =>
      keep((then) =>
        then === kept ? { listed, last: other, rows: new Map([...then.rows, ...rows.map(keyed)]) } : then,
      )
    try {
      const between = await rowsBetween(of, last, other)
      if (between === 'too-many') sayDone({ text: words.list.tooFar(format.number(mostAtOnce)) })
      // One of the two went elsewhere: nobody can say any more what lies between.
      else if (between === 'gone') tick([other.row])
      else tick(between.filter((row) => afterPending(row, pending) !== null))
    } catch (error) {
      sayDone({ text: problemWords(error, words).title })
    }
  }
  return {
    rows: now.rows,
    toggle: (index, through = false) => {
      const row = conversations.rowAt(index)
      if (
        through &&
        row !== undefined &&
        now.last !== null &&
        !areThere(conversations, now.last.index, index)
      )
        void tickThrough(now.last, { row, index })
      else keep((then) => ticked(then.listed === listed ? then : nothing, conversations, { index, through }))
    },
    set: (all) => keep({ listed, rows: new Map(all.map(keyed)), last: null }),
    clear: () => keep(nothing),
  }
}

const keyed = (row: ConversationRow): readonly [string, ConversationRow] => [rowKey(row), row]

/** All rows from one to the other. */
function areThere({ rowAt }: Pick<Conversations, 'rowAt'>, one: number, other: number): boolean {
  for (let at = Math.min(one, other); at <= Math.max(one, other); at++)
    if (rowAt(at) === undefined) return false
  return true
}

/** With a row ticked or unticked; through all that lie between it and the last one, they are ticked. */
export function ticked(
  now: Ticked,
  { rowAt }: Pick<Conversations, 'rowAt'>,
  { index, through }: { readonly index: number; readonly through: boolean },
): Ticked {
  const row = rowAt(index)
  if (row === undefined) return now
  const rows = new Map(now.rows)
  if (!through || now.last === null) {
    if (!rows.delete(rowKey(row)) || through) rows.set(rowKey(row), row)
    return { ...now, rows, last: { row, index } }
  }
  const { index: last } = now.last
  for (let at = Math.min(last, index); at <= Math.max(last, index); at++) {
    const each = rowAt(at)
    if (each !== undefined) rows.set(rowKey(each), each)
  }
  return { ...now, rows, last: { row, index } }
}
