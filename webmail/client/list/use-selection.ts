// Which conversations are ticked: by their uid, with the row as it was when it was ticked.

import { useState } from 'react'
import type { ConversationRow } from '../boxes.ts'
import type { Conversations } from './conversations.ts'

export interface Selection {
  readonly rows: ReadonlyMap<number, ConversationRow>
  /** Ticks or unticks; `through`: with all from the last one on (Maj). */
  readonly toggle: (index: number, through?: boolean) => void
  readonly set: (rows: readonly ConversationRow[]) => void
  readonly clear: () => void
}

const none: ReadonlyMap<number, ConversationRow> = new Map()

/** `listed` names the list: another one has nothing ticked. */
export function useSelection(conversations: Conversations, listed: string): Selection {
  const [ticked, setTicked] = useState({ listed, rows: none, last: null as number | null })
  const { rows, last } = ticked.listed === listed ? ticked : { rows: none, last: null }
  return {
    rows,
    toggle: (index, through = false) => {
      const row = conversations.rowAt(index)
      if (row === undefined) return
      const next = new Map(rows)
      const [from, to] =
        through && last !== null ? [Math.min(last, index), Math.max(last, index)] : [index, index]
      const on = through || !rows.has(row.uid)
      for (let at = from; at <= to; at++) {
        const each = conversations.rowAt(at)
        if (each === undefined) continue
        if (on) next.set(each.uid, each)
        else next.delete(each.uid)
      }
      setTicked({ listed, rows: next, last: index })
    },
    set: (all) => setTicked({ listed, rows: new Map(all.map((row) => [row.uid, row])), last: null }),
    clear: () => setTicked({ listed, rows: none, last: null }),
  }
}
