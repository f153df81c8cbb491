// One of many, found by typing: the caller searches, here or on the server.

import { ChevronDown, CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  ComboBox as AriaComboBox,
  Button,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components'
import { useUiWords } from '../words/words.tsx'
import type { Option } from './select.tsx'
import './field.css'
import './list.css'

export interface ComboBoxProps {
  readonly label: string
  /** What fits the text so far. */
  readonly options: readonly Option<string>[]
  readonly text: string
  readonly onText: (text: string) => void
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly hint?: ReactNode
  readonly placeholder?: string
  /** Said where nothing fits. */
  readonly empty: string
  readonly labelHidden?: boolean
  /** Without a choice the form is not sent, and the field says so. */
  readonly isRequired?: boolean
}

export function ComboBox(props: ComboBoxProps) {
  const { label, options, text, onText, value, onChange, hint, placeholder, empty, labelHidden } = props
  const { isRequired = false } = props
  const words = useUiWords()
  return (
    <AriaComboBox
      className="field"
      items={options}
      inputValue={text}
      onInputChange={onText}
      selectedKey={value}
      onSelectionChange={(key) => {
        // Text and choice are both the caller's: the library leaves the text as it was typed.
        const chosen = options.find((option) => option.value === key)
        if (chosen !== undefined) onText(chosen.label)
        onChange(key === null ? null : String(key))
      }}
      allowsEmptyCollection
      menuTrigger="focus"
      isRequired={isRequired}
    >
      <Label className={labelHidden === true ? 'heard' : 'field-label'}>
        {label}
        {isRequired && <small> ({words.required})</small>}
      </Label>
      <div className="field-box">
        <Input {...(placeholder === undefined ? {} : { placeholder })} />
        <Button className="button button-quiet button-small button-icon" aria-label={words.options}>
          <ChevronDown aria-hidden className="small" />
        </Button>
      </div>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">
        <CircleAlert aria-hidden />
        <span>{words.chooseOne}</span>
      </FieldError>
      <Popover className="floating">
        <ListBox<Option<string>>
          className="list"
          renderEmptyState={() => <p className="list-empty">{empty}</p>}
        >
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className="list-item">
              <Text slot="label">{option.label}</Text>
              {option.hint !== undefined && (
                <Text slot="description" className="list-hint">
                  {option.hint}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
