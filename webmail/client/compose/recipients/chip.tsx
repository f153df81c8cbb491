// One recipient: with name and address; marked where nobody could have this address. Enter edits it, Delete takes it away, the
// arrows lead to the others.

import { CircleAlert, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useWords } from '../../words/words.tsx'
import type { Recipient } from '../draft/draft.ts'

export interface ChipProps {
  readonly recipient: Recipient
  /** What is wrong with it; null: nothing. */
  readonly wrong: string | null
  /** The one that Tab leads to. */
  readonly current: boolean
  readonly onEdit: () => void
  readonly onRemove: () => void
  /** -1 for the one before, 1 for the one after. */
  readonly onStep: (by: 1 | -1) => void
  readonly hint: string
}

export function Chip({ recipient, wrong, current, onEdit, onRemove, onStep, hint }: ChipProps) {
  const { compose } = useWords()
  const { name, address } = recipient
  const shown = name === '' ? address : name
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey } = event
    if (ctrlKey || metaKey) return
    if (key === 'Enter' || key === 'F2') onEdit()
    else if (key === 'Delete' || key === 'Backspace') onRemove()
    else if (key === 'ArrowLeft') onStep(-1)
    else if (key === 'ArrowRight') onStep(1)
    else return
    event.preventDefault()
  }
  return (
    <li className="recipient-chip" data-wrong={wrong === null ? undefined : ''}>
      <button
        type="button"
        className="chip-name"
        data-chip
        tabIndex={current ? 0 : -1}
        title={wrong === null ? address : `${address}, ${wrong}`}
        aria-describedby={hint}
        onKeyDown={onKeyDown}
        onDoubleClick={onEdit}
      >
        {wrong !== null && <CircleAlert aria-hidden className="small" />}
        <span className="cut">
          {shown}
          {name !== '' && <span className="chip-address"> {address}</span>}
        </span>
        {wrong !== null && <span className="heard">, {wrong}</span>}
      </button>
      <button
        type="button"
        className="chip-remove"
        tabIndex={-1}
        aria-label={compose.remove(shown)}
        title={compose.remove(shown)}
        onClick={onRemove}
      >
        <X aria-hidden className="small" />
      </button>
    </li>
  )
}
