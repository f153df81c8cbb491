// What is being dragged out of the list, and what it may be dropped on: folders and labels of the box it lies in. The same can be
// done by the menus of the selection, with the keys v and l.

import { useSyncExternalStore } from 'react'
import type { ConversationRow, FolderView, MessageAction } from '../boxes.ts'
import { acceptsMessages } from './accepts-messages.ts'

export interface Dragged {
  readonly rows: readonly ConversationRow[]
  readonly file: (action: MessageAction) => void
}

let dragged: Dragged | null = null
const listeners = new Set<() => void>()

export function setDragged(next: Dragged | null): void {
  dragged = next
  for (const listener of listeners) listener()
}

/** Null while nothing is dragged. */
export const useDragged = (): Dragged | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => dragged,
  )

/** What dropping rows on a folder does; null where it takes none, or they are there already. */
export function actionOn(
  { path, role, ...folder }: FolderView,
  box: string,
  rows: readonly ConversationRow[],
): MessageAction | null {
  if (!acceptsMessages({ path, role, ...folder }) || !areOf(box, rows)) return null
  if (rows.every((row) => row.folder === path)) return null
  if (role === 'trash') return { kind: 'delete' }
  if (role === 'archive' || role === 'junk') return { kind: role }
  return { kind: 'move', to: path }
}

/** What dropping rows on a label does; null where all bear it. */
export function labelling(
  label: string,
  box: string,
  rows: readonly ConversationRow[],
): MessageAction | null {
  const missing = rows.some(({ labels }) => !labels.includes(label))
  return areOf(box, rows) && missing ? { kind: 'label', label } : null
}

const areOf = (box: string, rows: readonly ConversationRow[]): boolean =>
  rows.length > 0 && rows.every((row) => row.box === box)
