// A text to search for: typing is left in peace for a moment before the list is asked again.

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { TextField } from './text-field.tsx'

export interface SearchFieldProps {
  /** Heard, and shown while nothing is typed. */
  readonly label: string
  /** What is asked for now; null: nothing. */
  readonly text: string | null
  readonly onText: (text: string | null) => void
  readonly before?: ReactNode
  readonly large?: boolean
}

const pauseMs = 300

export function SearchField({ label, text, onText, before, large = false }: SearchFieldProps) {
  const [typed, setTyped] = useState(text ?? '')
  const [given, setGiven] = useState(text)
  // Back, or a saved filter, changed it from outside.
  if (given !== text) {
    setGiven(text)
    if ((text ?? '') !== typed.trim()) setTyped(text ?? '')
  }
  const say = useRef(onText)
  say.current = onText
  useEffect(() => {
    if (typed.trim() === (text ?? '')) return
    const pause = setTimeout(() => say.current(typed.trim() === '' ? null : typed.trim()), pauseMs)
    return () => clearTimeout(pause)
  }, [typed, text])
  return (
    <TextField
      label={label}
      labelHidden
      placeholder={label}
      type="search"
      value={typed}
      onChange={setTyped}
      before={before}
      large={large}
    />
  )
}
