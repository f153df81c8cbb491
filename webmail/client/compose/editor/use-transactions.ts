// Which buttons are pressed, and which are there, changes with the place of the cursor.

import type { Editor } from '@tiptap/core'
import { useEffect, useReducer } from 'react'

export function useTransactions(editor: Editor | null): void {
  const [, draw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    editor?.on('transaction', draw)
    return () => {
      editor?.off('transaction', draw)
    }
  }, [editor])
}
