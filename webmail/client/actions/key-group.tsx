// What belongs together on the map of the keyboard: what is done, and by which keys; each in a field of its own while they are chosen.

import { type KeyboardEvent, useId } from 'react'
import { type KeyCommand, keyForm } from '../../contract/shortcut-words.ts'
import { useAllWords } from '../words/later-part.tsx'
import type { ShownKeys } from './custom-shortcuts.ts'
import { strokeOf } from './shortcuts.ts'

/** What can be chosen, what is always the same, and a word between. */
type KeyOrWord = { readonly command: KeyCommand } | { readonly key: string } | string

export interface KeyRow {
  readonly does: string
  readonly keys: readonly KeyOrWord[]
}

export interface KeyGroupProps {
  readonly title: string
  readonly rows: readonly KeyRow[]
  readonly shown: ShownKeys
  readonly changing: boolean
  readonly onChoose: (command: KeyCommand, key: string) => void
}

export function KeyGroup({ title, rows, shown, changing, onChoose }: KeyGroupProps) {
  const { keyName } = useAllWords().shortcuts
  const drawn = (each: KeyOrWord, label: string) => {
    if (typeof each === 'string') return <span key={each}>{each}</span>
    if ('key' in each) return <kbd key={each.key}>{each.key}</kbd>
    const name = keyName(shown.get(each.command))
    if (!changing) return <kbd key={each.command}>{name}</kbd>
    return (
      <KeyField
        key={each.command}
        labelledBy={label}
        value={name}
        onKey={(key) => onChoose(each.command, key)}
      />
    )
  }
  const id = useId()
  return (
    <section>
      <h3>{title}</h3>
      <dl className="key-rows">
        {rows.map(({ does, keys }, at) => (
          <div key={does}>
            <dt id={`${id}${at}`}>{does}</dt>
            <dd>{keys.map((each) => drawn(each, `${id}${at}`))}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

interface KeyFieldProps {
  readonly labelledBy: string
  readonly value: string
  readonly onKey: (key: string) => void
}

/** A field of text and no button, so that a screen reader hands over every key. What moves about the page or closes still does. */
function KeyField({ labelledBy, value, onKey }: KeyFieldProps) {
  const heard = (event: KeyboardEvent): void => {
    const { ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey || event.getModifierState('AltGraph')) return
    const key = strokeOf({ key: event.key, shift: event.shiftKey })
    if (!keyForm.test(key)) return
    event.preventDefault()
    onKey(key)
  }
  return (
    <input
      className="key-field"
      aria-labelledby={labelledBy}
      value={value}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onKeyDown={heard}
      onChange={({ nativeEvent }) => {
        // A keyboard on the screen says no keys, only what it wrote.
        const wrote = nativeEvent instanceof InputEvent ? nativeEvent.data : null
        const key = strokeOf({ key: wrote?.slice(-1) ?? '', shift: false })
        if (keyForm.test(key)) onKey(key)
      }}
    />
  )
}
