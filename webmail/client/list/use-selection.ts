// Which conversations are ticked: by the key of their row, with the row as it was when it was ticked.

import { useState } from 'react'
import { type ConversationRow, rowKey } from '../boxes.ts'
import type { Conversations } from './conversations.ts'

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
  /** Where one ticked last. */
  readonly last: number | null
}

/** `listed` names the list: another one has nothing ticked. */
export function useSelection(conversations: Conversations, listed: string): Selection {
  const nothing: Ticked = { listed, rows: none, last: null }
  const [kept, keep] = useState(nothing)
  const { rows } = kept.listed === listed ? kept : nothing
  return {
    rows,
    toggle: (index, through = false) =>
      keep((now) => ticked(now.listed === listed ? now : nothing, conversations, { index, through })),
    set: (all) => keep({ listed, rows: new Map(all.map((row) => [rowKey(row), row])), last: null }),
    clear: () => keep(nothing),
  }
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
    return { ...now, rows, last: index }
  }
  for (let at = Math.min(now.last, index); at <= Math.max(now.last, index); at++) {
    const each = rowAt(at)
    if (each !== undefined) rows.set(rowKey(each), each)
  }
  return { ...now, rows, last: index }
}
