// Where the focus goes when what holds it goes away.

import { useEffect } from 'react'

/**
 * For what is gone once it is dealt with: whoever was in it by the keyboard goes on from the title of the page, and not from
 * the very top. A dialog that closes with it gives the focus back first.
 */
export function useFocusLeft(): void {
  useEffect(
    () => () => {
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (document.activeElement === document.body) document.querySelector('h1')?.focus()
        }),
      )
    },
    [],
  )
}
