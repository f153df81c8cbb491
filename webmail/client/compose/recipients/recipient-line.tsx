// To whom: what is chosen as chips, then a field with suggestions. Enter, comma, semicolon, Tab and leaving the field make a
// recipient of what was typed; pasting several makes several. What is no address stays, marked.

import {
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { useWords } from '../../words/words.tsx'
import type { Recipient, RecipientField } from '../draft/draft.ts'
import { Chip } from './chip.tsx'
import { meaningInList, meaningOf } from './recipient-keys.ts'
import { asTyped, isAddress, readRecipients, withRecipients } from './recipients.ts'
import { SuggestionList } from './suggestion-list.tsx'
import { meantBy, type Suggestion, useSuggestions } from './suggestions.ts'

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
  const list = useId()
  // Which suggestion Enter would choose; shut until something else is typed.
  const [pointed, setPointed] = useState<number | null>(null)
  const [shut, setShut] = useState(false)
  const suggestions = useSuggestions(box, text)
  const offered = suggestions.filter((suggestion) =>
    meantBy(suggestion).some(({ address }) => !recipients.some((each) => each.address === address)),
  )
  const open = !shut && offered.length > 0
  // What is no address yet is the beginning of somebody: Enter means the first of them.
  const meant = pointed ?? (open && !isAddress(text.trim()) ? 0 : null)
  const input = (): HTMLInputElement | null => line.current?.querySelector('input') ?? null
  useTakesFocus(takesFocus, line)
  const chips = (): readonly HTMLElement[] => [
    ...(line.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? []),
  ]

  const type = (typed: string): void => {
    setPointed(null)
    setShut(false)
    // Keyboards on a screen name no key.
    const ended = /[,;]\s*$/.test(typed) && readRecipients(typed).every(({ address }) => isAddress(address))
    if (ended) add(readRecipients(typed))
    else setText(typed)
  }
  const add = (come: readonly Recipient[]): void => {
    setText('')
    setPointed(null)
    setCurrent(-1)
    if (come.length > 0) onChange(withRecipients(recipients, come))
  }
  const choose = (suggestion: Suggestion): void => {
    add(meantBy(suggestion))
    input()?.focus()
  }
  /** Whether the list of suggestions takes the key. */
  const keyInList = (key: string): boolean => {
    const means = meaningInList({ key, pointed: meant, count: offered.length })
    if (means === null) return false
    if (means === 'shut') setShut(true)
    else if (typeof means === 'number') setPointed(means)
    else for (const one of offered.slice(meant ?? 0).slice(0, 1)) add(meantBy(one))
    return true
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
    const choosing = open && meant !== null
    const taken = open && keyInList(key)
    if (taken && key !== 'Tab') stop(event)
    if (taken) return
    const means = meaningOf({
      ...{ key, text, choosing, any: recipients.length > 0 },
      atStart: target.selectionStart === 0 && target.selectionEnd === 0,
    })
    if (means === null) return
    if (means === 'chips') {
      setCurrent(recipients.length - 1)
      chips().at(-1)?.focus()
    } else add(readRecipients(text))
    if (means !== 'add-and-leave') stop(event)
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
    if (inside) return
    setShut(true)
    if (text.trim() !== '') add(readRecipients(text))
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
        <input
          className="compose-recipient"
          role="combobox"
          type="text"
          inputMode="email"
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          aria-label={compose.fieldNames[field]}
          aria-describedby={hint}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={list}
          {...(open && meant !== null ? { 'aria-activedescendant': `${list}-${meant}` } : {})}
          data-blank={text === '' && recipients.length > 0 ? '' : undefined}
          value={text}
          onChange={({ target }) => type(target.value)}
        />
        <SuggestionList
          {...{ pointed: meant }}
          id={list}
          suggestions={open ? offered : none}
          typed={text}
          onChoose={choose}
        />
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

/** Once, when the line is there because somebody asked for it. */
function useTakesFocus(takesFocus: boolean, line: RefObject<HTMLElement | null>): void {
  const [takes] = useState(takesFocus)
  useEffect(() => {
    if (takes) line.current?.querySelector('input')?.focus()
  }, [takes, line])
}

const none: readonly Suggestion[] = []

function stop(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
}

function wrongWith(
  { address }: Recipient,
  unknown: ReadonlySet<string>,
  words: ReturnType<typeof useWords>['compose'],
): string | null {
  if (!isAddress(address)) return words.badAddress
  return unknown.has(address.toLowerCase()) ? words.unknownAddress : null
}
