// An HTML message in its frame: a page of another host, sandboxed, that is given the message once it asks and tells back how
// tall it is and which link was pressed.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTrouble } from '#ui/api/trouble.ts'
import type { Key } from '../actions/shortcuts.ts'
import { readFromFrame, type ToFrame } from '../html/frame-talk.ts'
import { useMarkedWords } from '../list/marks.tsx'
import { useSession } from '../session.tsx'
import { textOfHtml } from '../settings/plain-html.ts'
import { useWords } from '../words/words.tsx'
import { takeFrame } from './frame-pool.ts'

const leastPixels = 24

export interface HtmlFrameProps {
  readonly html: string
  readonly styles: string
  /** Of the text; that of the page where it is not known. */
  readonly language?: string | null
  readonly title: string
  readonly onLink: (href: string) => void
  readonly onKey: (key: Key) => void
}

export function HtmlFrame({ html, styles, language: own = null, title, onLink, onKey }: HtmlFrameProps) {
  const { contentOrigin } = useSession()
  const words = useWords().ui
  const language = own ?? words.language
  const trouble = useTrouble()
  const marks = useMarkedWords('text')
  const place = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLIFrameElement>(null)
  const [asked, setAsked] = useState(0)
  const heard = useRef({ onLink, onKey, title })
  heard.current = { onLink, onKey, title }
  const isAlone = trouble === 'offline' && asked === 0
  // Before it is painted.
  // biome-ignore lint/correctness/useExhaustiveDependencies: its place comes and goes with `isAlone`.
  useLayoutEffect(() => {
    if (place.current === null) return
    const taken = takeFrame(place.current, contentOrigin)
    frame.current = taken.frame
    taken.frame.title = heard.current.title
    taken.frame.style.blockSize = `${leastPixels}px`
    if (taken.isReady) setAsked((times) => times + 1)
    const hear = ({ source, data }: MessageEvent<unknown>): void => {
      // Sandboxed it belongs to no origin: that it is our frame is what is known of it.
      if (source === null || source !== taken.frame.contentWindow) return
      const said = readFromFrame(data)
      if (said?.kind === 'ready') setAsked((times) => times + 1)
      if (said?.kind === 'height') taken.frame.style.blockSize = `${Math.max(leastPixels, said.pixels)}px`
      if (said?.kind === 'link') heard.current.onLink(said.href)
      if (said?.kind === 'key') heard.current.onKey(said)
    }
    addEventListener('message', hear)
    return () => {
      removeEventListener('message', hear)
      taken.frame.remove()
      frame.current = null
    }
  }, [contentOrigin, isAlone])
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
