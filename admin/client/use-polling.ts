// Asks again every two seconds while something is under way.

import { useEffect, useRef } from 'react'

const everyMs = 2000

export function usePolling(underWay: boolean, ask: () => void): void {
  const latest = useRef(ask)
  latest.current = ask
  useEffect(() => {
    if (!underWay) return
    const again = setInterval(() => latest.current(), everyMs)
    return () => clearInterval(again)
  }, [underWay])
}
