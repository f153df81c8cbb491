// Suggestions under the field where somebody is being typed. The focus stays in the field, and the rest of the page stays heard.

import { useLayoutEffect, useRef } from 'react'
import { cachetTone, initials } from '#ui/cachet/letters.ts'
import type { Words } from '../../words/fr.ts'
import { useWords } from '../../words/words.tsx'
import { type Suggestion, suggestionKey } from './suggestions.ts'

export interface SuggestionListProps {
  readonly id: string
  /** None: nothing is shown. */
  readonly suggestions: readonly Suggestion[]
  readonly pointed: number | null
  readonly typed: string
  readonly onChoose: (suggestion: Suggestion) => void
}

export function SuggestionList({ id, suggestions, pointed, typed, onChoose }: SuggestionListProps) {
  const { compose } = useWords()
  const list = useRef<HTMLDivElement>(null)
  const shown = suggestions.length > 0
  useLayoutEffect(() => {
    const field = list.current?.previousElementSibling?.getBoundingClientRect()
    if (!shown || list.current === null || field === undefined) return
    // Over whatever would cut it off, and never beside the screen.
    const { style, offsetWidth } = list.current
    style.insetBlockStart = `${field.bottom + 6}px`
    style.insetInlineStart = `${Math.max(8, Math.min(field.left - 8, innerWidth - offsetWidth - 8))}px`
  }, [shown])
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={compose.suggestions}
      className="floating compose-suggestions"
      hidden={!shown}
    >
      {suggestions.map((suggestion, index) => (
        <SuggestionRow
          key={suggestionKey(suggestion)}
          id={`${id}-${index}`}
          {...{ suggestion, typed }}
          pointed={index === pointed}
          onChoose={() => onChoose(suggestion)}
        />
      ))}
    </div>
  )
}

interface SuggestionRowProps {
  readonly id: string
  readonly suggestion: Suggestion
  readonly typed: string
  readonly pointed: boolean
  readonly onChoose: () => void
}

function SuggestionRow({ id, suggestion, typed, pointed, onChoose }: SuggestionRowProps) {
  const { compose } = useWords()
  const called = nameOf(suggestion)
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the one that is pointed at.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys.
    <div
      id={id}
      role="option"
      aria-selected={pointed}
      className="compose-suggestion"
      // Before the field would lose the focus by it.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="writer" data-tone={cachetTone(called)} aria-hidden>
        {initials(called)}
      </span>
      <span className="compose-suggestion-text">
        <Matched text={called} typed={typed.trim()} />
        <small>{detailOf(suggestion, compose)}</small>
      </span>
    </div>
  )
}

const nameOf = (suggestion: Suggestion): string =>
  suggestion.kind !== 'group' && suggestion.name === '' ? suggestion.address : suggestion.name

function detailOf(suggestion: Suggestion, compose: Words['compose']): string {
  if (suggestion.kind === 'group') return compose.group(suggestion.members.length)
  const { name, address, kind, commune } = suggestion
  return [...(name === '' ? [] : [address]), commune === '' ? compose.kinds[kind] : commune].join(' · ')
}

function Matched({ text, typed }: { readonly text: string; readonly typed: string }) {
  const at = text.toLowerCase().indexOf(typed.toLowerCase())
  if (at === -1 || typed === '') return <span>{text}</span>
  return (
    <span>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + typed.length)}</mark>
      {text.slice(at + typed.length)}
    </span>
  )
}
