// The rows of the list that are seen, in their days. Tab leads to one of them; arrows, Home and End move between them, right
// and left to what can be done with one; Space ticks, Enter opens.

// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn where they stand are no table.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row takes the focus, and leads to what stands in its cells.

import { type KeyboardEvent, memo, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { type BoxView, type ConversationRow, rowKey } from '../boxes.ts'
import { useSettings } from '../settings/use-settings.ts'
import { useIsPhone } from '../use-media.ts'
import { useWords } from '../words/words.tsx'
import type { Conversations } from './conversations.ts'
import { type DayGroup, dayGroup, dayGroupName } from './day-headings.ts'
import { heightOf, type ListLayout, type Range, seenRows, topOf } from './layout.ts'
import { rowAfterKey } from './list-keys.ts'
import { Row, type RowEvents } from './row.tsx'
import { reveal, useAfterPaint, useScroll, useSteadyScroll } from './use-scroll.ts'
import type { Selection } from './use-selection.ts'

export interface RowsProps {
  /** What is listed, as text: with another list one begins at its top. */
  readonly of: string
  /** How the list is called. */
  readonly name: string
  readonly conversations: Conversations
  readonly selection: Selection
  /** Key of the row that is open. */
  readonly open: string | null
  readonly current: number
  readonly hrefOf: (row: ConversationRow) => string
  readonly mayFile: (row: ConversationRow) => boolean
  /** Folders stand beside the list. */
  readonly mayDrag: boolean
  /** Null where all are of one box; then what says where a row lies, beside its cachet. */
  readonly boxOf: ((row: ConversationRow) => BoxView | null) | null
  readonly noteOf: (row: ConversationRow) => string | null
  readonly on: RowEvents
}

/** As list.css has them, in pixels of letters that nobody enlarged. */
const heights = { phone: 84, compact: 40, comfortable: 64, heading: 30 }
const beyond = 6
/** A list that is dragged past is not asked for on the way. */
const pauseMs = 80

/** How many times larger than usual the reader has letters: rows are as high as what stands in them. */
const lettersEnlarged = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1

export function Rows(props: RowsProps) {
  const { of, conversations, selection, open, current, on } = props
  const { want } = conversations
  const phone = useIsPhone()
  const { density } = useSettings()
  const box = useRef<HTMLDivElement>(null)
  const { scrollTop, height } = useScroll(box, of)
  const day = new Date().toDateString()
  const groups = useGroups(conversations, day)
  const enlarged = lettersEnlarged()
  const layout: ListLayout = useMemo(
    () => ({
      total: conversations.total,
      rowHeight: heights[phone ? 'phone' : density] * enlarged,
      headingHeight: heights.heading * enlarged,
      headings: groups.headings,
    }),
    [conversations.total, groups, phone, density, enlarged],
  )
  useSteadyScroll(box, layout, of)
  const painted = useAfterPaint(of)
  const seen = seenRows(layout, { scrollTop, height, beyond: painted === of ? beyond : 0 })
  const { from, to } = seen
  useEffect(() => {
    const pause = setTimeout(() => want({ from, to }), pauseMs)
    return () => clearTimeout(pause)
  }, [want, from, to])
  const openAt = conversations.indexOf(open)
  // Whoever reads on sees where that is in the list. Where the list is not shown, nothing is there to scroll.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for what is opened, wherever one scrolls then.
  useLayoutEffect(() => {
    if (openAt !== -1 && box.current?.clientHeight !== 0) reveal(box.current, layout, openAt)
  }, [open, openAt === -1])
  const awaited = useRef<number | null>(null)
  const shown = useRef(of)
  useLayoutEffect(() => {
    if (shown.current === of) return
    shown.current = of
    awaited.current = null
    if (box.current?.contains(document.activeElement) === true) focusRow(box.current, current)
  }, [of, current])
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
      <Lines {...props} layout={layout} seen={seen} groups={groups} day={day} whole={painted !== null} />
    </div>
  )
}

interface Groups {
  readonly headings: readonly number[]
  readonly of: ReadonlyMap<number, DayGroup>
}

/** The day of every row that is there; a heading stands above the first of each. */
function useGroups({ known, rowAt }: Conversations, day: string): Groups {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new day names all days anew.
  return useMemo(() => {
    const now = new Date()
    const of = new Map<number, DayGroup>()
    const headings: number[] = []
    let before: DayGroup | null = null
    for (const index of known) {
      const row = rowAt(index)
      if (row === undefined) continue
      const group = dayGroup(row.at, now)
      of.set(index, group)
      if (group !== before) headings.push(index)
      before = group
    }
    return { headings, of }
  }, [known, rowAt, day])
}

interface LinesProps extends RowsProps {
  readonly layout: ListLayout
  readonly seen: Range
  readonly groups: Groups
  readonly day: string
  /** With what is only shown to a hand on a row. */
  readonly whole: boolean
}

/**
 * Rows and the headings above them, each where it stands. Rows are told apart by their place alone: in another folder the same ones
 * say something else, which is sooner done than to make new ones. The current row is always there, or its focus would be lost.
 */
function Lines({ layout, seen, groups, ...props }: LinesProps) {
  const words = useWords()
  const indexes = Array.from({ length: seen.to - seen.from }, (_, at) => seen.from + at)
  if (props.current < seen.from) indexes.unshift(props.current)
  else if (props.current >= seen.to && props.current < layout.total) indexes.push(props.current)
  const heads = new Set(layout.headings)
  const lines: ReactNode[] = []
  for (const index of indexes) {
    const group = groups.of.get(index)
    const top = topOf(layout, index)
    if (group === undefined) {
      lines.push(<RowSkeleton key={`coming ${index}`} index={index} top={top} />)
      continue
    }
    if (heads.has(index)) {
      const name = dayGroupName(group, words)
      lines.push(<DayHeading key={`day ${group}`} name={name} top={top - layout.headingHeight} />)
    }
    lines.push(<ShownRow key={index} index={index} top={top} {...props} />)
  }
  return (
    <div
      className="list-rows"
      style={{ blockSize: heightOf(layout) }}
      {...(groups.of.size === 0
        ? {}
        : {
            ...{ role: 'grid', 'aria-label': props.name },
            ...{ 'aria-rowcount': layout.total, 'aria-multiselectable': true },
          })}
    >
      {lines}
    </div>
  )
}

const DayHeading = memo(function DayHeading({ name, top }: { readonly name: string; readonly top: number }) {
  return (
    <div role="row" className="list-day" style={{ insetBlockStart: top }}>
      <div role="gridcell">
        <h2>{name}</h2>
      </div>
    </div>
  )
})

interface ShownRowProps extends Omit<LinesProps, 'layout' | 'seen' | 'groups'> {
  readonly index: number
  readonly top: number
}

function ShownRow(props: ShownRowProps) {
  const { conversations, index, top, selection, open, current, hrefOf, mayFile, mayDrag, boxOf, noteOf } =
    props
  const { on, day, whole } = props
  const row = conversations.rowAt(index)
  if (row === undefined) return null
  return (
    <Row
      row={row}
      index={index}
      top={top}
      href={hrefOf(row)}
      open={rowKey(row) === open}
      ticked={selection.rows.has(rowKey(row))}
      current={index === current}
      acts={mayFile(row) && whole}
      mayDrag={mayDrag && mayFile(row)}
      box={boxOf?.(row) ?? null}
      note={noteOf(row)}
      day={day}
      on={on}
    />
  )
}

/** `top`: where it stands among rows that are there. */
export function RowSkeleton({ index, top }: { readonly index: number; readonly top?: number }) {
  return (
    <div
      className="row row-skeleton"
      aria-hidden
      {...(top === undefined ? {} : { style: { insetBlockStart: top } })}
    >
      <span className="skeleton" style={{ inlineSize: `${32 + ((index * 17) % 24)}%` }} />
      <span className="skeleton" style={{ inlineSize: `${58 + ((index * 29) % 30)}%` }} />
    </div>
  )
}

const rowElement = (box: Element | null, index: number): HTMLElement | null =>
  box?.querySelector<HTMLElement>(`[role="row"][data-index="${index}"]`) ?? null

export const focusRow = (box: Element | null, index: number): void =>
  rowElement(box, index)?.focus({ preventScroll: true })

/** What can be pressed in a row, in order. */
const partsOf = (box: Element, index: number): readonly HTMLElement[] => [
  ...(rowElement(box, index)?.querySelectorAll<HTMLElement>('button') ?? []),
]
