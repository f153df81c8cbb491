// Changes that were asked for and not yet confirmed: the list shows them at once, and takes them back when they fail.

import { useSyncExternalStore } from 'react'
import { snoozed } from '../../place/place.ts'
import { type ConversationRow, type MessageAction, rowKey } from '../boxes.ts'

export interface PendingChange {
  /** Keys of rows (`rowKey`). */
  readonly rows: ReadonlySet<string>
  readonly action: MessageAction
}

let pending: readonly PendingChange[] = []
const listeners = new Set<() => void>()

function set(next: readonly PendingChange[]): void {
  pending = next
  for (const listener of listeners) listener()
}

/** Shown until the function that comes back is called. */
export function showPending(change: PendingChange): () => void {
  set([...pending, change])
  return () => set(pending.filter((each) => each !== change))
}

export const usePending = (): readonly PendingChange[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => pending,
  )

const filing: ReadonlySet<MessageAction['kind']> = new Set(['archive', 'delete', 'junk', 'not-junk', 'move'])

/** Whether rows of this folder go to another one by it. What was put off already stays, at another hour. */
export const leaves = ({ kind }: MessageAction, folder: string): boolean =>
  filing.has(kind) || (kind === 'snooze' && folder !== snoozed)

/** The row as it will be; null once it is elsewhere. */
export function afterPending(
  row: ConversationRow,
  changes: readonly PendingChange[],
): ConversationRow | null {
  let shown = row
  for (const { rows, action } of changes) {
    if (!rows.has(rowKey(row))) continue
    if (leaves(action, row.folder)) return null
    shown = { ...shown, ...patchOf(action, shown) }
  }
  return shown
}

function patchOf(action: MessageAction, row: ConversationRow): Partial<ConversationRow> {
  if (action.kind === 'read') return { unread: 0 }
  if (action.kind === 'unread') return { unread: Math.max(1, row.unread) }
  if (action.kind === 'flag') return { flagged: true }
  if (action.kind === 'unflag') return { flagged: false }
  if (action.kind === 'label') return { labels: [...new Set([...row.labels, action.label])] }
  if (action.kind === 'unlabel') return { labels: row.labels.filter((each) => each !== action.label) }
  if (action.kind === 'snooze') return { returnsAt: action.until }
  return {}
}
