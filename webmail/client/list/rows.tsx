// The rows of the list that are seen, in their days. Tab leads to one of them; arrows, Home and End move between them, right
// and left to what can be done with one; Space ticks, Enter opens.

// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn where they stand are no table.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row takes the focus, and leads to what stands in its cells.

import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ConversationRow } from '../boxes.ts'
import { useSettings } from '../settings/use-settings.ts'
import { useIsPhone } from '../use-media.ts'
import { useWords } from '../words/words.tsx'
import type { Conversations } from './conversations.ts'
import { type DayGroup, dayGroup, dayGroupName } from './days.ts'
import { rowAfterKey } from './keys.ts'
import { heightOf, type ListLayout, type Range, rowAtHeight, seenRows, topOf } from './layout.ts'
import { Row, type RowEvents } from './row.tsx'
import type { Selection } from './use-selection.ts'

export interface RowsProps {
  readonly conversations: Conversations
  readonly selection: Selection
  readonly open: number | null
  readonly current: number
  readonly hrefOf: (row: ConversationRow) => string
  readonly mayFile: boolean
  readonly on: RowEvents
}

const headingHeight = 30
const beyond = 6
/** A list that is dragged past is not asked for on the way. */
const pauseMs = 80

export function Rows(props: RowsProps) {
  const { conversations, selection, current, on } = props
  const { want } = conversations
  const phone = useIsPhone()
  const { density } = useSettings()
  const box = useRef<HTMLDivElement>(null)
  const { scrollTop, height } = useScroll(box)
  const day = new Date().toDateString()
  const groups = useGroups(conversations, day)
  const layout: ListLayout = useMemo(
    () => ({
      total: conversations.total,
      rowHeight: phone ? 84 : density === 'compact' ? 40 : 64,
      headingHeight,
      headings: groups.headings,
    }),
    [conversations.total, groups, phone, density],
  )
  useSteadyScroll(box, layout)
  const seen = seenRows(layout, { scrollTop, height, beyond })
  const { from, to } = seen
  useEffect(() => {
    const pause = setTimeout(() => want({ from, to }), pauseMs)
    return () => clearTimeout(pause)
  }, [want, from, to])
  const awaited = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (awaited.current === null || rowElement(box.current, awaited.current) === null) return
    focusRow(box.current, awaited.current)
    awaited.current = null
  })
  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(layout.total - 1, index))
    on.focus(next)
    reveal(box.current, layout, next)
    awaited.current = next
    // Where the row is not there yet, the list itself hears the keys.
    if (rowElement(box.current, next) === null) box.current?.focus({ preventScroll: true })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const inRow = event.target instanceof Element && event.target.closest('button, a') !== null
    if (inRow ? keyInRow(event) : keyOnRow(event)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
  const keyOnRow = ({ key, shiftKey, currentTarget }: KeyboardEvent): boolean => {
    const page = Math.max(1, Math.floor(height / layout.rowHeight) - 1)
    const next = rowAfterKey(key, { current, total: layout.total, page })
    if (next !== null) {
      // From the row one was on, through all that were passed.
      if (shiftKey && selection.rows.size === 0) on.tick(current, false)
      if (shiftKey) on.tick(next, true)
      moveTo(next)
    } else if (key === 'Enter') on.open(current)
    else if (key === ' ') on.tick(current, shiftKey)
    else if (key === 'ArrowRight') partsOf(currentTarget, current)[0]?.focus()
    else return false
    return true
  }
  const keyInRow = ({ key, target, currentTarget }: KeyboardEvent): boolean => {
    const parts = partsOf(currentTarget, current)
    const at = parts.findIndex((part) => part.contains(target as Node))
    if (key === 'ArrowRight') parts[at + 1]?.focus()
    else if (key === 'ArrowLeft' && at > 0) parts[at - 1]?.focus()
    else if (key === 'ArrowLeft' || key === 'Escape') focusRow(box.current, current)
    else return false
    return true
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows inside take the keys.
    <div
      ref={box}
      className="list-scroll"
      tabIndex={-1}
      data-ticking={selection.rows.size > 0 ? '' : undefined}
      onKeyDown={onKeyDown}
    >
      <div className="list-rows" style={{ blockSize: heightOf(layout) }}>
        <Segments {...props} layout={layout} seen={seen} groups={groups} day={day} />
      </div>
    </div>
  )
}

interface Groups {
  readonly headings: readonly number[]
  readonly of: ReadonlyMap<number, DayGroup>
}

/** The day of every row that is there; a heading stands above the first of each. */
function useGroups({ total, rowAt }: Conversations, day: string): Groups {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new day names all days anew.
  return useMemo(() => {
    const now = new Date()
    const of = new Map<number, DayGroup>()
    const headings: number[] = []
    let before: DayGroup | null = null
    for (let index = 0; index < total; index++) {
      const row = rowAt(index)
      if (row === undefined) continue
      const group = dayGroup(row.at, now)
      of.set(index, group)
      if (group !== before) headings.push(index)
      before = group
    }
    return { headings, of }
  }, [total, rowAt, day])
}

interface SegmentsProps extends RowsProps {
  readonly layout: ListLayout
  readonly seen: Range
  readonly groups: Groups
  readonly day: string
}

/** Rows that follow each other on one day; the current row is always among them, or its focus would be lost. */
function Segments({ layout, seen, groups, ...props }: SegmentsProps) {
  const words = useWords()
  const indexes = Array.from({ length: seen.to - seen.from }, (_, at) => seen.from + at)
  if (props.current < seen.from) indexes.unshift(props.current)
  else if (props.current >= seen.to && props.current < layout.total) indexes.push(props.current)
  const heads = new Set(layout.headings)
  const segments: { readonly first: number; readonly rows: number[] }[] = []
  for (const index of indexes) {
    const last = segments.at(-1)
    const follows = last !== undefined && last.rows.at(-1) === index - 1 && !heads.has(index)
    const same = last !== undefined && groups.of.get(last.first) === groups.of.get(index)
    if (follows && same) last.rows.push(index)
    else segments.push({ first: index, rows: [index] })
  }
  return segments.map(({ first, rows }) => {
    const group = groups.of.get(first)
    const headed = heads.has(first)
    const top = topOf(layout, first) - (headed ? headingHeight : 0)
    const name = group === undefined ? words.list.loading : dayGroupName(group, words)
    return (
      <div key={headed ? `day ${group}` : first} className="list-segment" style={{ insetBlockStart: top }}>
        {headed && <h2 className="list-day">{name}</h2>}
        {group === undefined ? (
          <div aria-hidden>
            {rows.map((index) => (
              <RowSkeleton key={index} index={index} />
            ))}
          </div>
        ) : (
          <div role="grid" aria-label={name} aria-rowcount={layout.total} aria-multiselectable="true">
            {rows.map((index) => (
              <ShownRow key={index} index={index} {...props} />
            ))}
          </div>
        )}
      </div>
    )
  })
}

function ShownRow(props: Omit<SegmentsProps, 'layout' | 'seen' | 'groups'> & { readonly index: number }) {
  const { conversations, index, selection, open, current, hrefOf, mayFile, on, day } = props
  const row = conversations.rowAt(index)
  if (row === undefined) return null
  return (
    <Row
      row={row}
      index={index}
      href={hrefOf(row)}
      open={row.uid === open}
      ticked={selection.rows.has(row.uid)}
      current={index === current}
      mayFile={mayFile}
      day={day}
      on={on}
    />
  )
}

export function RowSkeleton({ index }: { readonly index: number }) {
  return (
    <div className="row row-skeleton">
      <span className="skeleton" style={{ inlineSize: `${32 + ((index * 17) % 24)}%` }} />
      <span className="skeleton" style={{ inlineSize: `${58 + ((index * 29) % 30)}%` }} />
    </div>
  )
}

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

/** Headings that come above what is seen move nothing of it. */
function useSteadyScroll(box: React.RefObject<HTMLDivElement | null>, layout: ListLayout): void {
  const before = useRef(layout)
  useLayoutEffect(() => {
    const element = box.current
    const old = before.current
    before.current = layout
    if (element === null || old === layout || old.total !== layout.total || element.scrollTop === 0) return
    const first = rowAtHeight(old, element.scrollTop)
    const moved = topOf(layout, first) - topOf(old, first)
    if (moved !== 0) element.scrollTop += moved
  }, [box, layout])
}

function reveal(box: HTMLElement | null, layout: ListLayout, index: number): void {
  if (box === null) return
  const top = topOf(layout, index)
  if (top - headingHeight < box.scrollTop) box.scrollTop = top - headingHeight
  else if (top + layout.rowHeight > box.scrollTop + box.clientHeight)
    box.scrollTop = top + layout.rowHeight - box.clientHeight
}

const rowElement = (box: Element | null, index: number): HTMLElement | null =>
  box?.querySelector<HTMLElement>(`[role="row"][data-index="${index}"]`) ?? null

export const focusRow = (box: Element | null, index: number): void =>
  rowElement(box, index)?.focus({ preventScroll: true })

/** What can be pressed in a row, in order. */
const partsOf = (box: Element, index: number): readonly HTMLElement[] => [
  ...(rowElement(box, index)?.querySelectorAll<HTMLElement>('button') ?? []),
]
