// The list and the conversation in sight, for what is filed beside them, such as from the window of an answer: whoever was on it
// goes on as if it had been filed there.

import { useEffect, useRef } from 'react'
import type { MessageAction } from '../boxes.ts'
import type { Filed } from './use-filing.ts'

/** `by-itself`: nobody pressed anything just now, so nothing is opened, and the keyboard stays where it is. */
export type ContinueInList = (action: MessageAction, rows: Filed, how?: 'by-itself') => void

let inSight: ContinueInList | null = null

/** Once for each page with a list. */
export function useOpenList(goOn: ContinueInList): void {
  const latest = useRef(goOn)
  latest.current = goOn
  useEffect(() => {
    const mine: ContinueInList = (...given) => latest.current(...given)
    inSight = mine
    return () => {
      if (inSight === mine) inSight = null
    }
  }, [])
}

export const continueInOpenList: ContinueInList = (...given) => inSight?.(...given)
