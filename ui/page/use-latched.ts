// What was drawn once stays.

import { useState } from 'react'

/** Whether it is so, or was since the component is there. */
export function useLatched(is: boolean): boolean {
  const [ever, setEver] = useState(is)
  if (is && !ever) setEver(true)
  return ever || is
}
