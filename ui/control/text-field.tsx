// A line (or some lines) of text with its label, its hint and what is wrong with it, tied together for the ear.

import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components'
import { useUiWords } from '../words/words.tsx'
import './field.css'

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong, in a sentence; null or left out: nothing. */
  readonly error?: string | null | undefined
  readonly placeholder?: string
  readonly lines?: number
  readonly large?: boolean
  /** Inside the box, before and after the text. */
  readonly before?: ReactNode
  readonly after?: ReactNode
  /** The label is heard, not shown: a search field with its lens. */
  readonly labelHidden?: boolean
}

export function TextField(props: TextFieldProps) {
  const { label, hint, error, placeholder, lines, large, before, after, labelHidden, ...rest } = props
  const words = useUiWords()
  const invalid = error !== null && error !== undefined
  return (
    <AriaTextField
      {...rest}
      isInvalid={invalid || rest.isInvalid === true}
      // What the server found wrong must not keep the browser from sending the form again.
      validationBehavior={invalid ? 'aria' : 'native'}
      className={`field${large === true ? ' field-large' : ''}`}
    >
      <Label className={labelHidden === true ? 'heard' : 'field-label'}>
        {label}
        {rest.isRequired === true && <small> ({words.required})</small>}
      </Label>
      <div className="field-box">
        {before}
        {lines === undefined ? (
          <Input {...(placeholder === undefined ? {} : { placeholder })} />
        ) : (
          <TextArea rows={lines} {...(placeholder === undefined ? {} : { placeholder })} />
        )}
        {after}
      </div>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">
        {({ validationErrors }) => (
          <>
            <CircleAlert aria-hidden />
            <span>{invalid ? error : validationErrors.join(' ')}</span>
          </>
        )}
      </FieldError>
    </AriaTextField>
  )
}
