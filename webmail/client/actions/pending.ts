// Changes that were asked for and not yet confirmed: the list shows them at once, and takes them back when they fail.

import { useSyncExternalStore } from 'react'
import type { ConversationRow, MessageAction } from '../boxes.ts'

export interface PendingChange {
  readonly box: string
  readonly folder: string
  /** Rows by the uid that names them. */
  readonly rows: ReadonlySet<number>
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

/** Whether rows go to another folder by it. */
export const leaves = ({ kind }: MessageAction): boolean =>
  kind === 'archive' || kind === 'delete' || kind === 'junk' || kind === 'not-junk' || kind === 'move'

/** The row as it will be; null once it is elsewhere. */
export function afterPending(
  row: ConversationRow,
  changes: readonly PendingChange[],
  place: { readonly box: string; readonly folder: string },
): ConversationRow | null {
  let shown = row
  for (const { box, folder, rows, action } of changes) {
    if (box !== place.box || folder !== place.folder || !rows.has(row.uid)) continue
    if (leaves(action)) return null
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
  return {}
}
