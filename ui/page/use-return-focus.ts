// Where the focus goes when what holds it goes away.

import { useEffect, useRef } from 'react'

const title = (): HTMLElement | null => document.querySelector('h1')

/**
 * For what is gone once it is dealt with: whoever was in it by the keyboard goes on from the title of the page, or from what
 * `next` gives, and not from the very top. A dialog that closes with it gives the focus back first.
 */
export function useReturnFocus(next: () => HTMLElement | null | undefined = title): void {
  const to = useRef(next)
  to.current = next
  useEffect(
    () => () => {
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (document.activeElement === document.body) to.current()?.focus()
        }),
      )
    },
    [],
  )
}
