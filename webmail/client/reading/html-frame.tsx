// An HTML message in its frame: a page of another host, sandboxed, that is given the message once it asks and tells back how
// tall it is and which link was pressed.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTrouble } from '#ui/api/trouble.ts'
import type { Key } from '../actions/shortcuts.ts'
import { readFromFrame, type ToFrame } from '../html/frame-talk.ts'
import { useHighlightedWords } from '../list/highlight.tsx'
import { useSession } from '../session.tsx'
import { textOfHtml } from '../settings/plain-html.ts'
import { useWords } from '../words/words.tsx'
import { loadAnew, takeFrame } from './frame-pool.ts'

const leastPixels = 24
/** A phone on a poor line has its first frame sooner. */
const readyWithinMs = 10_000

/** How tall each was last, in a window of that width: what is opened again takes its room at once, and nothing moves below it. */
const heights = new WeakMap<object, { readonly width: number; readonly pixels: number }>()

const heightBefore = (measured: object | null): number => {
  const before = measured === null ? undefined : heights.get(measured)
  return before?.width === innerWidth ? before.pixels : leastPixels
}

function giveHeight(frame: HTMLIFrameElement, measured: object | null, told: number): void {
  const pixels = Math.max(leastPixels, told)
  frame.style.blockSize = `${pixels}px`
  if (measured !== null) heights.set(measured, { width: innerWidth, pixels })
}

export interface HtmlFrameProps {
  readonly html: string
  readonly styles: string
  /** Of the text; that of the page where it is not known. */
  readonly language?: string | null
  readonly title: string
  /** Stands for what is shown, when its height is worth remembering. */
  readonly measured?: object | null
  readonly onLink: (href: string) => void
  readonly onKey: (key: Key) => void
}

export function HtmlFrame(props: HtmlFrameProps) {
  const { html, styles, language: own = null, title, measured = null, onLink, onKey } = props
  const { frame: page } = useSession()
  const words = useWords().ui
  const language = own ?? words.language
  const trouble = useTrouble()
  const marks = useHighlightedWords('text')
  const place = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLIFrameElement>(null)
  const [asked, setAsked] = useState(0)
  const heard = useRef({ onLink, onKey, title, measured })
  heard.current = { onLink, onKey, title, measured }
  // A message that is open stays in the frame that it has, whatever the next one is of.
  const pageNow = useRef(page)
  pageNow.current = page
  const isAlone = trouble === 'offline' && asked === 0
  // Before it is painted.
  // biome-ignore lint/correctness/useExhaustiveDependencies: its place comes and goes with `isAlone`.
  useLayoutEffect(() => {
    if (place.current === null) return
    const loads = pageNow.current
    const taken = takeFrame(place.current, loads)
    frame.current = taken.frame
    taken.frame.title = heard.current.title
    taken.frame.style.blockSize = `${heightBefore(heard.current.measured)}px`
    const late = setTimeout(() => loadAnew(taken.frame, loads), readyWithinMs)
    const isThere = (): void => {
      clearTimeout(late)
      setAsked((times) => times + 1)
    }
    if (taken.isReady) isThere()
    const hear = ({ source, data }: MessageEvent<unknown>): void => {
      // Sandboxed it belongs to no origin: that it is our frame is what is known of it.
      if (source === null || source !== taken.frame.contentWindow) return
      const said = readFromFrame(data)
      if (said?.kind === 'ready') isThere()
      if (said?.kind === 'height') giveHeight(taken.frame, heard.current.measured, said.pixels)
      if (said?.kind === 'link') heard.current.onLink(said.href)
      if (said?.kind === 'key') heard.current.onKey(said)
    }
    addEventListener('message', hear)
    return () => {
      clearTimeout(late)
      removeEventListener('message', hear)
      taken.frame.remove()
      frame.current = null
    }
  }, [isAlone])
  useEffect(() => {
    if (frame.current !== null) frame.current.title = title
  }, [title])
  useEffect(() => {
    if (asked === 0) return
    const show: ToFrame = { kind: 'show', html, styles, language, marks }
    // To no origin there is no other name; `frame-src` lets nothing else be there.
    frame.current?.contentWindow?.postMessage(show, '*')
  }, [asked, html, styles, language, marks])
  // The frame is a page of another host: without a network it comes no more, where it is not there already.
  return isAlone ? <TextAlone html={html} /> : <div ref={place} />
}

function TextAlone({ html }: Pick<HtmlFrameProps, 'html'>) {
  const { offline } = useWords()
  const text = useMemo(() => textOfHtml(html), [html])
  return (
    <>
      <p className="text-alone-note">{offline.textOnly}</p>
      <p className="text-alone">{text}</p>
    </>
  )
}
