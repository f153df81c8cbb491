// How far the list is scrolled and how high it is, without measuring it before it is drawn.

import { type RefObject, startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type ListLayout, rowAtHeight, topOf } from './layout.ts'

/**
 * What was painted last, told apart by `of`, null at first: who opens a folder sees its rows before anything is made that only a hand
 * on them would show.
 */
export function useAfterPaint(of: string): string | null {
  const [painted, set] = useState<string | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => set(of)))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [of])
  return painted
}

/** Of the list that was there before: the next one is as high, and need not be measured before it is drawn. */
let lastHeight = 800

/** Of the element that scrolls, now and as it changes. With another list, told apart by `of`, it is at its top. */
export function useScroll(box: RefObject<HTMLDivElement | null>, of: string) {
  const [state, setState] = useState({ scrollTop: 0, height: lastHeight })
  const shown = useRef(of)
  const isNew = shown.current !== of
  const { scrollTop: before } = state
  useLayoutEffect(() => {
    if (shown.current === of) return
    shown.current = of
    // Where it is there already nothing is measured.
    if (before === 0 || box.current === null) return
    box.current.scrollTop = 0
    setState((now) => ({ ...now, scrollTop: 0 }))
  }, [box, of, before])
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const read = () => {
      const { scrollTop, clientHeight: height } = element
      lastHeight = height
      setState((now) => (now.scrollTop === scrollTop && now.height === height ? now : { scrollTop, height }))
    }
    // It tells at once, after the page is laid out and before it is painted.
    const watched = new ResizeObserver(read)
    watched.observe(element)
    element.addEventListener('scroll', read, { passive: true })
    return () => {
      watched.disconnect()
      element.removeEventListener('scroll', read)
    }
  }, [box])
  return isNew ? { ...state, scrollTop: 0 } : state
}

/** Headings that come above what is seen move nothing of it. */
export function useSteadyScroll(box: RefObject<HTMLDivElement | null>, layout: ListLayout, of: string): void {
  const before = useRef({ layout, of })
  useLayoutEffect(() => {
    const element = box.current
    const { layout: old, of: was } = before.current
    before.current = { layout, of }
    if (element === null || was !== of || old === layout || old.total !== layout.total) return
    if (element.scrollTop === 0) return
    const first = rowAtHeight(old, element.scrollTop)
    const moved = topOf(layout, first) - topOf(old, first)
    if (moved !== 0) element.scrollTop += moved
  }, [box, layout, of])
}

/** Scrolls no further than that row needs to be seen, with a heading above it. */
export function reveal(box: HTMLElement | null, layout: ListLayout, index: number): void {
  if (box === null) return
  const top = topOf(layout, index)
  if (top - layout.headingHeight < box.scrollTop) box.scrollTop = top - layout.headingHeight
  else if (top + layout.rowHeight > box.scrollTop + box.clientHeight)
    box.scrollTop = top + layout.rowHeight - box.clientHeight
}
