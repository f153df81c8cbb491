// To whom: what is chosen as chips, then a field with suggestions. Enter, comma, semicolon, Tab and leaving the field make a
// recipient of what was typed; pasting several makes several. What is no address stays, marked.

import {
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useRef,
  useState,
} from 'react'
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components'
import { cachetTone, initials } from '#ui/cachet/letters.ts'
import { useWords } from '../words/words.tsx'
import { Chip } from './chip.tsx'
import type { Recipient, RecipientField } from './draft.ts'
import { meaningOf } from './recipient-keys.ts'
import { asTyped, isAddress, readRecipients, withRecipients } from './recipients.ts'
import { type Suggestion, useSuggestions } from './suggestions.ts'
import '#ui/control/list.css'

export interface RecipientLineProps {
  readonly box: string
  readonly field: RecipientField
  readonly recipients: readonly Recipient[]
  /** Addresses of which the server says that nobody has them. */
  readonly unknown: ReadonlySet<string>
  readonly takesFocus: boolean
  readonly onChange: (recipients: Recipient[]) => void
  readonly onSay: (text: string) => void
  readonly after?: ReactNode
}

export function RecipientLine(props: RecipientLineProps) {
  const { box, field, recipients, unknown, takesFocus, onChange, onSay, after } = props
  const { compose } = useWords()
  const [text, setText] = useState('')
  const [current, setCurrent] = useState(-1)
  const line = useRef<HTMLDivElement>(null)
  const hint = useId()
  const suggestions = useSuggestions(box, text)
  const offered = suggestions.filter(({ address }) => !recipients.some((each) => each.address === address))
  const input = (): HTMLInputElement | null => line.current?.querySelector('input') ?? null
  const chips = (): readonly HTMLElement[] => [
    ...(line.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? []),
  ]

  const add = (come: readonly Recipient[]): void => {
    setText('')
    setCurrent(-1)
    if (come.length > 0) onChange(withRecipients(recipients, come))
  }
  const remove = (index: number): void => {
    const gone = recipients[index]
    const last = recipients.length - 1
    onChange(recipients.filter((_, at) => at !== index))
    if (gone !== undefined) onSay(compose.removed(gone.name === '' ? gone.address : gone.name))
    requestAnimationFrame(() => (last === 0 ? input() : chips()[Math.min(index, last - 1)])?.focus())
  }
  const edit = (index: number): void => {
    const edited = recipients[index]
    if (edited === undefined) return
    // What was being typed is not lost by it.
    const typed = readRecipients(text)
    onChange(
      withRecipients(
        recipients.filter((_, at) => at !== index),
        typed,
      ),
    )
    setText(asTyped(edited))
    requestAnimationFrame(() => input()?.focus())
  }
  const step = (from: number, by: 1 | -1): void => {
    const to = chips()[from + by]
    if (to !== undefined) {
      setCurrent(from + by)
      to.focus()
    } else if (by === 1) input()?.focus()
  }
  const onKeyDownCapture = (event: KeyboardEvent): void => {
    const { key, target } = event
    if (!(target instanceof HTMLInputElement) || event.nativeEvent.isComposing) return
    const means = meaningOf({
      ...{ key, text, any: recipients.length > 0 },
      choosing: target.getAttribute('aria-activedescendant') !== null,
      atStart: target.selectionStart === 0 && target.selectionEnd === 0,
    })
    if (means === null) return
    if (means === 'add' || means === 'add-and-leave') add(readRecipients(text))
    else {
      setCurrent(recipients.length - 1)
      chips().at(-1)?.focus()
    }
    if (means === 'add-and-leave') return
    event.preventDefault()
    event.stopPropagation()
  }
  const onPaste = (event: ClipboardEvent): void => {
    const pasted = readRecipients(event.clipboardData.getData('text/plain'))
    const several = pasted.length > 1 || (text === '' && pasted.some(({ address }) => isAddress(address)))
    if (!several) return
    event.preventDefault()
    onChange(withRecipients(recipients, [...readRecipients(text), ...pasted]))
    setText('')
  }
  const onBlur = ({ relatedTarget, currentTarget }: FocusEvent): void => {
    const inside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget)
    const inList = relatedTarget instanceof Element && relatedTarget.closest('.compose-suggestions') !== null
    if (!inside && !inList && text.trim() !== '') add(readRecipients(text))
  }
  const at = current >= 0 && current < recipients.length ? current : recipients.length - 1
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the field inside, before the list of suggestions has them.
    <div
      ref={line}
      className="compose-line"
      data-field={field}
      onKeyDownCapture={onKeyDownCapture}
      onPasteCapture={onPaste}
      onBlur={onBlur}
    >
      <span className="compose-key" aria-hidden>
        {compose.fields[field]}
      </span>
      <div className="compose-value">
        {recipients.length > 0 && (
          <ul className="recipient-chips" aria-label={compose.fieldNames[field]}>
            {recipients.map((recipient, index) => (
              <Chip
                key={recipient.address}
                recipient={recipient}
                wrong={wrongWith(recipient, unknown, compose)}
                current={index === at}
                onEdit={() => edit(index)}
                onRemove={() => remove(index)}
                onStep={(by) => step(index, by)}
                hint={`${hint}-chip`}
              />
            ))}
          </ul>
        )}
        <ComboBox
          className="compose-recipient"
          items={offered}
          inputValue={text}
          onInputChange={(typed) => {
            // Keyboards on a screen name no key.
            const ended =
              /[,;]\s*$/.test(typed) && readRecipients(typed).every(({ address }) => isAddress(address))
            if (ended) add(readRecipients(typed))
            else setText(typed)
          }}
          selectedKey={null}
          onSelectionChange={(key) => {
            const chosen = offered.find(({ address }) => address === key)
            if (chosen !== undefined) add([{ name: chosen.name, address: chosen.address }])
          }}
          menuTrigger="input"
          allowsCustomValue
          autoFocus={takesFocus}
        >
          <Label className="heard">{compose.fieldNames[field]}</Label>
          <Input
            type="text"
            inputMode="email"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            aria-describedby={hint}
          />
          <Popover className="floating compose-suggestions" placement="bottom start">
            <ListBox<Suggestion> className="list" aria-label={compose.suggestions}>
              {(suggestion) => <SuggestionRow suggestion={suggestion} typed={text} />}
            </ListBox>
          </Popover>
        </ComboBox>
        <span id={hint} hidden>
          {compose.recipientKeys}
        </span>
        <span id={`${hint}-chip`} hidden>
          {compose.chipKeys}
        </span>
      </div>
      {after}
    </div>
  )
}

function wrongWith(
  { address }: Recipient,
  unknown: ReadonlySet<string>,
  words: ReturnType<typeof useWords>['compose'],
): string | null {
  if (!isAddress(address)) return words.badAddress
  return unknown.has(address.toLowerCase()) ? words.unknownAddress : null
}

function SuggestionRow({ suggestion, typed }: { readonly suggestion: Suggestion; readonly typed: string }) {
  const { compose } = useWords()
  const { name, address, kind } = suggestion
  const called = name === '' ? address : name
  return (
    <ListBoxItem id={address} textValue={`${called} ${address}`} className="list-item compose-suggestion">
      <span className="writer" data-tone={cachetTone(called)} aria-hidden>
        {initials(called)}
      </span>
      <span className="compose-suggestion-text">
        <Text slot="label">
          <Matched text={called} typed={typed} />
        </Text>
        <Text slot="description" className="list-hint">
          {name === '' ? compose.kinds[kind] : `${address} · ${compose.kinds[kind]}`}
        </Text>
      </span>
    </ListBoxItem>
  )
}

function Matched({ text, typed }: { readonly text: string; readonly typed: string }) {
  const at = text.toLowerCase().indexOf(typed.trim().toLowerCase())
  if (at === -1 || typed.trim() === '') return text
  const end = at + typed.trim().length
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, end)}</mark>
      {text.slice(end)}
    </>
  )
}
