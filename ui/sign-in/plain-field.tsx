// Fields of the pages before the panel: plain inputs, so that those pages load fast, in the same look.

import { CircleAlert, Eye, EyeOff } from 'lucide-react'
import { type InputHTMLAttributes, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useSignInWords } from './words.tsx'
import '../control/field.css'
import '../control/button.css'

export interface PlainFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | null
  readonly after?: ReactNode
}

export function PlainField({ label, hint, error = null, after, ...input }: PlainFieldProps) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  // What is wrong is where one is: the field takes the focus when its error comes.
  useEffect(() => {
    if (error !== null) box.current?.focus()
  }, [error])
  return (
    <div className="field field-large" data-invalid={error === null ? undefined : ''}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="field-box">
        <input
          {...input}
          id={id}
          ref={box}
          aria-invalid={error !== null}
          aria-describedby={
            [hint === undefined ? '' : `${id}-hint`, error === null ? '' : `${id}-error`].join(' ').trim() ||
            undefined
          }
        />
        {after}
      </div>
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldProblem id={`${id}-error`} text={error} />
    </div>
  )
}

/** Said aloud when it comes. */
export function FieldProblem({ id, text }: { readonly id: string; readonly text: string | null }) {
  return (
    <div role="alert" id={id}>
      {text !== null && (
        <p className="field-error">
          <CircleAlert aria-hidden />
          <span>{text}</span>
        </p>
      )}
    </div>
  )
}

export function PasswordField(props: PlainFieldProps) {
  const words = useSignInWords()
  const [shown, setShown] = useState(false)
  const name = shown ? words.hide : words.show
  return (
    <PlainField
      {...props}
      type={shown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      after={
        <button
          type="button"
          className="button button-quiet button-icon"
          aria-label={name}
          title={name}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </button>
      }
    />
  )
}
