// The search field: a text, or the form behind its button, which are one query. What was searched for lately is at hand while
// the field is empty.

import { useQueryClient } from '@tanstack/react-query'
import { History, Search, SlidersHorizontal, X } from 'lucide-react'
import { type FocusEvent, type FormEvent, type KeyboardEvent, memo, useId, useRef, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { BareIconButton } from '#ui/control/button.tsx'
import { OverlayLoading } from '#ui/overlay/overlay-loading.tsx'
import { lazyPart } from '#ui/page/lazy-part.tsx'
import type { Listed } from '../../place/page-input.ts'
import { addressOf, closed, type Place } from '../../place/place.ts'
import { useSession } from '../session.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { useWords } from '../words/words.tsx'
import { answerAtOnce, usePrefetchSearch } from './prefetch-search.ts'
import { forgetSearches, recentSearches, rememberSearch } from './recent-searches.ts'
import { type SearchFieldProps, searchingFrom } from './search-scope.tsx'
import '#ui/control/field.css'
import '#ui/control/list.css'
import './search.css'

const SearchPanel = lazyPart(async () => (await import('./search-panel.tsx')).SearchPanel)
export const loadSearchPanel = SearchPanel.fetch

/** Drawn anew for another place, not for each change of the list below it. */
export const SearchField = memo(function SearchField(props: SearchFieldProps) {
  const { box, folder, place } = props
  const of = `${box?.id} ${place.folder} ${place.q}`
  const [shown, setShown] = useState(of)
  const { list, search, ui } = useWords()
  const { person } = useSession()
  const id = useId()
  const [text, setText] = useState(place.q ?? '')
  const [isWhole, setWhole] = useState(false)
  const [panel, setPanel] = useState(false)
  const [focused, setFocused] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const options = useRef<HTMLButtonElement>(null)
  // Another search, another text: what was being typed for the old one is gone with it.
  if (shown !== of) {
    setShown(of)
    setText(place.q ?? '')
    setPanel(false)
  }
  const { conversations } = useSettings()
  const typed = wanted(text)
  const listed = ({ every, folder, filter, scope }: Place, q: string | null): Listed | null =>
    box === null || every || q === null ? null : { box: box.id, conversations, folder, filter, q, scope }
  const from = searchingFrom(place, folder)
  usePrefetchSearch(!focused || panel || typed === place.q ? null : listed(from, typed), isWhole)
  const client = useQueryClient()
  const asked = useRef<object | null>(null)
  const go = async (q: string, from: Place): Promise<void> => {
    rememberSearch(person.id, q)
    setPanel(false)
    // What is pressed next is for the list.
    input.current?.blur()
    setFocused(false)
    const [turn, here] = [{}, location.href]
    asked.current = turn
    const found = listed(from, wanted(q))
    if (found !== null) await answerAtOnce(client, found)
    // Who searched for something else meanwhile, or went elsewhere, is not taken back.
    if (asked.current !== turn || location.href !== here) return
    navigate(addressOf({ ...closed(from), q: wanted(q) }))
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    void go(text, from)
  }
  const leave = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    if (!currentTarget.contains(relatedTarget)) setFocused(false)
  }
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && focused) {
      // What has the focus may be one of the searches that go.
      input.current?.focus()
      setFocused(false)
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const steps = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-search], [data-recent]')]
    const at = steps.findIndex((step) => step.contains(document.activeElement))
    const next = steps[at + (event.key === 'ArrowDown' ? 1 : -1)]
    if (at === -1 || next === undefined) return
    event.preventDefault()
    next.focus()
  }
  const recent = focused && text === '' && !panel ? recentSearches(person.id) : []
  return (
    <search className="search" onBlur={leave} onKeyDown={key}>
      <form className="field-box list-search" onSubmit={submit}>
        <Search aria-hidden />
        <label className="heard" htmlFor={id}>
          {box === null ? search.inEveryField : list.search(box.address)}
        </label>
        <input
          ref={input}
          id={id}
          name="q"
          type="search"
          data-search
          autoComplete="off"
          value={text}
          onChange={({ target }) => {
            setWhole(target.value.length > text.length + 1)
            setText(target.value)
          }}
          onFocus={() => setFocused(true)}
          placeholder={box === null ? search.inEveryField : list.searchShort}
          enterKeyHint="search"
        />
        {(text !== '' || place.q !== null) && (
          <BareIconButton
            label={ui.table.clear}
            onPress={() => {
              setText('')
              if (place.q === null) input.current?.focus()
              else navigate(addressOf({ ...closed(place), q: null }))
            }}
          >
            <X aria-hidden />
          </BareIconButton>
        )}
        <BareIconButton
          ref={options}
          label={search.options}
          aria-haspopup="dialog"
          aria-expanded={panel}
          onPress={() => setPanel(!panel)}
        >
          <SlidersHorizontal aria-hidden />
        </BareIconButton>
        {panel && (
          <OverlayLoading onClose={() => setPanel(false)}>
            <SearchPanel
              {...props}
              at={options}
              onClose={() => setPanel(false)}
              text={text}
              onText={setText}
              onSearch={(q, from) => void go(q, from)}
            />
          </OverlayLoading>
        )}
      </form>
      {recent.length > 0 && (
        <section className="search-recent floating" aria-label={search.recent}>
          <ul>
            {recent.map((each) => (
              <li key={each}>
                <button
                  type="button"
                  className="list-item list-item-icon"
                  data-recent
                  onClick={() => void go(each, from)}
                >
                  <History aria-hidden className="small" />
                  <span className="cut">{each}</span>
                </button>
              </li>
            ))}
          </ul>
          <button
            type="button"
            className="list-item search-forget"
            data-recent
            onClick={() => {
              forgetSearches()
              input.current?.focus()
              setFocused(false)
            }}
          >
            {search.forget}
          </button>
        </section>
      )}
    </search>
  )
})

const wanted = (text: string): string | null => (text.trim() === '' ? null : text.trim())
