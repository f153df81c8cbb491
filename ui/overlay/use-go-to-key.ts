// Ctrl+K (or the Mac's command key) from anywhere but a dialog, which would be left with what was typed in it.

import { useEffect } from 'react'

export function useGoToKey(open: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'k') return
      // The browser's own search would open in its place.
      event.preventDefault()
      if (document.querySelector('.scrim') === null) open()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  })
}
