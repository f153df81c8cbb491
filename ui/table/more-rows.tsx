// The end of what is loaded: once it comes near the window, the next page is asked for. Measured against the window, as it
// is the page that scrolls, not the table.

import { useEffect, useRef } from 'react'
import { useUiWords } from '../words/words.tsx'

export function MoreRows({ onMore, loading }: { readonly onMore: () => void; readonly loading: boolean }) {
  const words = useUiWords()
  const end = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (end.current === null || loading) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onMore()
      },
      { rootMargin: '600px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [onMore, loading])
  return (
    <p className="register-more" role="status" ref={end}>
      {loading ? words.loading : ''}
    </p>
  )
}
