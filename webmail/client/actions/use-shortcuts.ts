// Hears the keyboard for the whole webmail, also from the frame that shows a message.

import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useSettings } from '../settings/use-settings.ts'
import { type Command, commandOf, commandsOfKeys, type Key, sequenceMs } from './shortcuts.ts'

/** Gives the function that takes a key pressed in a frame. */
export function useShortcuts(run: (command: Command) => void): (key: Key) => boolean {
  const { shortcuts: on, keys: own } = useSettings()
  const keys = useMemo(() => commandsOfKeys(own), [own])
  const gone = useRef(Number.NEGATIVE_INFINITY)
  const now = useRef({ run, on, keys })
  now.current = { run, on, keys }
  const press = useCallback((key: Key): boolean => {
    const { on, keys } = now.current
    const command = commandOf(key, { on, keys, afterGo: performance.now() - gone.current < sequenceMs })
    gone.current = Number.NEGATIVE_INFINITY
    if (command === null) return false
    if (command === 'go') gone.current = performance.now()
    else now.current.run(command)
    return true
  }, [])
  useEffect(() => {
    const heard = (event: KeyboardEvent): void => {
      const { key, shiftKey: shift, ctrlKey, metaKey, altKey, target, defaultPrevented, isComposing } = event
      if (defaultPrevented || altKey || isComposing || (isTyped(target) && key !== 'F6')) return
      // What stands in a dialog or a menu has keys of its own.
      if (
        target instanceof Element &&
        target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
      )
        return
      // A message that is being written too; it is a region of the page all the same.
      if (target instanceof Element && target.closest('[data-own-keys]') !== null && key !== 'F6') return
      if (press({ key, shift, control: ctrlKey || metaKey })) event.preventDefault()
    }
    addEventListener('keydown', heard)
    return () => removeEventListener('keydown', heard)
  }, [press])
  return press
}

const isTyped = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
