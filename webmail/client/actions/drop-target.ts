// A place in the column of folders that rows of the list may be dropped on.

import { type DragEvent, useState } from 'react'
import type { ConversationRow, MessageAction } from '../boxes.ts'
import { useDragged } from './drag-rows.ts'

/** `may`: it would take them; `over`: they are above it. Left out while nothing is dragged, `no` where it takes none. */
export type Drop = 'may' | 'over' | 'no'

export function useDropTarget(actionFor: (rows: readonly ConversationRow[]) => MessageAction | null) {
  const dragged = useDragged()
  const [over, setOver] = useState(false)
  if (dragged === null) {
    if (over) setOver(false)
    return {}
  }
  const action = actionFor(dragged.rows)
  if (action === null) return { 'data-drop': 'no' satisfies Drop }
  const hover = (event: DragEvent): void => {
    event.preventDefault()
    event.dataTransfer.dropEffect = 'move'
    setOver(true)
  }
  return {
    'data-drop': (over ? 'over' : 'may') satisfies Drop,
    onDragEnter: hover,
    onDragOver: hover,
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
      if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      dragged.file(action)
    },
  }
}
