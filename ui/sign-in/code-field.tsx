// Six digits: one input for the ear, the keyboard and the phone that offers the code; six squares for the eye.

import { useEffect, useId, useRef } from 'react'
import { FieldProblem } from './plain-field.tsx'
import './code-field.css'

export interface CodeFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (digits: string) => void
  readonly error: string | null
  readonly autoFocus?: boolean
}

const squares = [0, 1, 2, 3, 4, 5] as const

export function CodeField({ label, value, onChange, error, autoFocus = false }: CodeFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (autoFocus || error !== null) input.current?.focus()
  }, [autoFocus, error])
  return (
    <div className="field" data-invalid={error === null ? undefined : ''}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="code-squares">
        {squares.map((square) => (
          <span
            key={square}
            aria-hidden="true"
            data-next={square === Math.min(value.length, 5) ? '' : undefined}
          >
            {value[square] ?? ''}
          </span>
        ))}
        <input
          id={id}
          ref={input}
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, 6))}
          inputMode="numeric"
          autoComplete="one-time-code"
          aria-invalid={error !== null}
          aria-describedby={`${id}-error`}
        />
      </div>
      <FieldProblem id={`${id}-error`} text={error} />
    </div>
  )
}
