// What can be done with the rows that were ticked: how many, then verbs, each of which opens a preview first.

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../control/button.tsx'
import { useUiWords } from '../words/words.tsx'
import './table.css'

export interface SelectionBarProps {
  /** « 4 communes sélectionnées ». */
  readonly text: string
  readonly children: ReactNode
  readonly onClear: () => void
}

export function SelectionBar({ text, children, onClear }: SelectionBarProps) {
  const words = useUiWords()
  return (
    <section className="selection-bar" aria-label={text}>
      <p role="status">{text}</p>
      {children}
      <IconButton label={words.table.unselect} onPress={onClear}>
        <X aria-hidden />
      </IconButton>
    </section>
  )
}
