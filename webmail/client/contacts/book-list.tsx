// The lines of contacts that are seen, of twenty thousand as of twenty. Tab leads to one of them; arrows, Home and End move on.

import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { cachetTone, initials } from '#ui/cachet/letters.ts'
import { heightOf, type ListLayout, seenRows, topOf } from '../list/layout.ts'
import { rowAfterKey } from '../list/list-keys.ts'
import { useIsPhone } from '../use-media.ts'
import { useAllWords } from '../words/later-part.tsx'
import type { Book, BookLine } from './use-book.ts'

export interface BookListProps {
  readonly book: Book
  readonly label: string
  readonly open: string | null
  readonly hrefOf: (line: BookLine) => string
  readonly onOpen: (line: BookLine) => void
}

const beyond = 6
const pauseMs = 80

export function BookList({ book, label, open, hrefOf, onOpen }: BookListProps) {
  const { total, want } = book
  const box = useRef<HTMLDivElement>(null)
  const phone = useIsPhone()
  const [current, setCurrent] = useState(0)
  const { scrollTop, height } = useScroll(box)
  const layout: ListLayout = { total, rowHeight: phone ? 64 : 56, headingHeight: 0, headings: [] }
  const { from, to } = seenRows(layout, { scrollTop, height, beyond })
  useEffect(() => {
    const pause = setTimeout(() => want({ from, to }), pauseMs)
    return () => clearTimeout(pause)
  }, [want, from, to])
  const awaited = useRef<number | null>(null)
  useLayoutEffect(() => {
    const row = awaited.current === null ? null : linkAt(box.current, awaited.current)
    if (row === null) return
    row.focus({ preventScroll: true })
    awaited.current = null
  })
  const tabbed = Math.min(current, total - 1)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const page = Math.max(1, Math.floor(height / layout.rowHeight) - 1)
    const next = rowAfterKey(event.key, { current: tabbed, total, page })
    if (next === null) return
    event.preventDefault()
    setCurrent(next)
    awaited.current = next
    reveal(box.current, topOf(layout, next), layout.rowHeight)
  }
  const shown = Array.from({ length: to - from }, (_, at) => from + at)
  if (tabbed >= 0 && (tabbed < from || tabbed >= to)) shown.push(tabbed)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside take the keys.
    <div ref={box} className="list-scroll" onKeyDown={onKeyDown}>
      <ul className="list-rows" aria-label={label} style={{ blockSize: heightOf(layout) }}>
        {shown.map((index) => {
          const line = book.lineAt(index)
          return (
            <li
              key={index}
              className="book-line"
              style={{ insetBlockStart: topOf(layout, index), blockSize: layout.rowHeight }}
              aria-setsize={total}
              aria-posinset={index + 1}
            >
              {line === undefined ? (
                <LineSkeleton index={index} />
              ) : (
                <Line
                  line={line}
                  index={index}
                  tabIndex={index === tabbed ? 0 : -1}
                  isOpen={line.key === open}
                  href={hrefOf(line)}
                  onOpen={() => {
                    setCurrent(index)
                    onOpen(line)
                  }}
                />
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

interface LineProps {
  readonly line: BookLine
  readonly index: number
  readonly tabIndex: number
  readonly isOpen: boolean
  readonly href: string
  readonly onOpen: () => void
}

function Line({ line, index, tabIndex, isOpen, href, onOpen }: LineProps) {
  const words = useAllWords().contacts
  const { name, second, entry } = line
  return (
    <a
      href={href}
      data-index={index}
      tabIndex={tabIndex}
      {...(isOpen ? { 'aria-current': 'true' } : {})}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        onOpen()
      }}
    >
      <span className="book-mark" data-tone={cachetTone(name)} aria-hidden>
        {initials(name)}
      </span>
      <span className="book-text">
        <b className="cut">{name}</b>
        <span className="cut">{second}</span>
      </span>
      {entry !== null && entry.kind !== 'person' && (
        <span className="book-kind">{words.entryKinds[entry.kind]}</span>
      )}
    </a>
  )
}

const LineSkeleton = ({ index }: { readonly index: number }) => (
  <div className="row-skeleton book-skeleton" aria-hidden>
    <span className="skeleton" style={{ inlineSize: `${32 + ((index * 17) % 24)}%` }} />
    <span className="skeleton" style={{ inlineSize: `${48 + ((index * 29) % 30)}%` }} />
  </div>
)

function useScroll(box: React.RefObject<HTMLDivElement | null>) {
  const [state, setState] = useState({ scrollTop: 0, height: 800 })
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const read = () => setState({ scrollTop: element.scrollTop, height: element.clientHeight })
    read()
    const watched = new ResizeObserver(read)
    watched.observe(element)
    element.addEventListener('scroll', read, { passive: true })
    return () => {
      watched.disconnect()
      element.removeEventListener('scroll', read)
    }
  }, [box])
  return state
}

function reveal(box: HTMLElement | null, top: number, rowHeight: number): void {
  if (box === null) return
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + rowHeight > box.scrollTop + box.clientHeight)
    box.scrollTop = top + rowHeight - box.clientHeight
}

const linkAt = (box: Element | null, index: number): HTMLElement | null =>
  box?.querySelector<HTMLElement>(`a[data-index="${index}"]`) ?? null
