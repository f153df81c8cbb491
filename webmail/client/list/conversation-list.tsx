// The list of a folder: its head, what is ticked, and its rows or why there are none.

import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import { passing } from '#ui/api/query-client.ts'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { addressOf } from '../../place/place.ts'
import { setDragged } from '../actions/drag-rows.ts'
import {
  type BoxView,
  type ConversationRow,
  type FolderRole,
  type FolderView,
  folderName,
  type MessageAction,
  rowKey,
} from '../boxes.ts'
import { Failure, problemWords } from '../failure.tsx'
import { QuotaLeft } from '../folders/quota-left.tsx'
import type { ReadingState } from '../shell/use-reading.ts'
import { type SnoozeAsked, SnoozeFrom } from '../snooze/snooze-from.tsx'
import { useIsPhone } from '../use-media.ts'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { showDragged } from './drag-image.ts'
import { ListEmpty } from './list-empty.tsx'
import { ListHead, type ListHeadProps } from './list-head.tsx'
import type { RowEvents } from './row.tsx'
import { RowSkeleton, Rows } from './rows.tsx'
import { SelectionBar } from './selection-bar.tsx'
import './list.css'
import './row.css'
import './row-acts.css'
import './selection.css'
import './empty.css'
import '#ui/page/page.css'

export interface ConversationListProps extends Omit<ListHeadProps, 'conversations' | 'ticking'> {
  /** What happens to rows is for the whole view to see: what is open may go with them. */
  readonly reading: ReadingState
  readonly onOpen: (row: ConversationRow) => void
}

/** Of a row until when it is put off. */
interface SnoozeOfRow extends SnoozeAsked {
  readonly row: ConversationRow
}

export function ConversationList(props: ConversationListProps) {
  const { reading, folders, title } = props
  const [snoozing, setSnoozing] = useState<SnoozeOfRow | null>(null)
  const { conversations, selection, listed, mayFileRow } = reading
  const rows = [...selection.rows.values()]
  const act = (action: MessageAction): void => {
    selection.clear()
    void reading.file(action, rows)
  }
  return (
    <section className="list" id="list" tabIndex={-1} aria-label={title}>
      <ListHead
        {...props}
        conversations={conversations}
        ticking={
          rows.length > 0 && rows.every(mayFileRow) ? (
            <SelectionBar
              selection={selection}
              listed={listed}
              total={conversations.total}
              folders={folders}
              onAct={act}
            />
          ) : undefined
        }
      />
      <MissingBoxes {...props} />
      {props.box !== null && !props.place.every && <QuotaLeft box={props.box} />}
      <ListBody {...props} onSnooze={setSnoozing} />
      {snoozing !== null && (
        <SnoozeFrom asked={snoozing} onAct={(action) => void reading.file(action, [snoozing.row])} />
      )}
    </section>
  )
}

/** What lies in them is not in the list, and that is said. */
function MissingBoxes({ boxes, reading: { conversations } }: ConversationListProps) {
  const { search, ui } = useWords()
  const missing = boxes.filter(({ id }) => conversations.missing.includes(id))
  if (missing.length === 0) return null
  return (
    <Banner kind="warn" action={<Button onPress={conversations.retry}>{ui.retry}</Button>}>
      {search.missing(missing.map(({ address }) => address).join(', '))}
    </Banner>
  )
}

interface ListBodyProps extends ConversationListProps {
  readonly onSnooze: (asked: SnoozeOfRow) => void
}

function ListBody(props: ListBodyProps): ReactNode {
  const { reading, boxes, folders, place, title, onSnooze } = props
  const { conversations, selection, current, openKey, boxOf, mayFileRow, placeOf } = reading
  const words = useWords()
  const phone = useIsPhone()
  const on = useRowEvents(props, onSnooze)
  const of = JSON.stringify(reading.listed)
  const before = useRef<ReactElement | null>(null)
  const kept = useIsSoon(conversations.state === 'loading', of) ? before.current : null
  before.current = kept
  if (conversations.state === 'failed')
    return (
      <div className="list-failed">
        <Failure error={conversations.error} onRetry={conversations.retry} />
      </div>
    )
  if (conversations.state === 'loading') return kept ?? <ListSkeleton onRetry={conversations.retry} />
  if (conversations.total === 0) return <ListEmpty {...props} />
  const ofFolder = folderNames(folders, words)
  const several = place.q !== null && (place.every || place.scope === 'box')
  const rows = (
    <Rows
      of={of}
      name={title}
      conversations={conversations}
      selection={selection}
      open={openKey}
      current={Math.max(0, Math.min(current, conversations.total - 1))}
      hrefOf={(row) => addressOf(placeOf(row))}
      mayFile={mayFileRow}
      mayDrag={!place.every && !phone}
      boxOf={place.every && boxes.length > 1 ? boxOf : null}
      noteOf={(row) => noteOf(row, { several, ofFolder, of: place.every ? boxOf(row) : null, boxes })}
      on={on}
    />
  )
  before.current = rows
  // What passes by itself is said over the whole page, and asked again.
  if (conversations.error === null || passing(conversations.error)) return rows
  return (
    <>
      <Banner kind="warn" action={<Button onPress={conversations.retry}>{words.ui.retry}</Button>}>
        {problemWords(conversations.error, words).title}
      </Banner>
      {rows}
    </>
  )
}

/**
 * The rows of the list before stay until the next one is there, if that is soon: a skeleton for a moment is a flicker, and takes
 * longer to draw than what follows it. What is pressed in them meanwhile finds no row, and does nothing.
 */
const soonMs = 150

/** Whether it is not yet worth saying that `of` takes a while. */
function useIsSoon(loading: boolean, of: string): boolean {
  const [late, setLate] = useState<string | null>(null)
  useEffect(() => {
    if (!loading) return
    const timer = setTimeout(() => setLate(of), soonMs)
    return () => clearTimeout(timer)
  }, [loading, of])
  return loading && late !== of
}

/** The same functions as long as the list is there, with what is true when they are called. */
function useRowEvents(props: ConversationListProps, onSnooze: (asked: SnoozeOfRow) => void): RowEvents {
  const { list } = useWords()
  const saying = useRef((count: number) => String(count))
  saying.current = (count) => list.total(count, String(count))
  const now = useRef(props)
  now.current = props
  const [events] = useState<RowEvents>(() => ({
    open: (index) => {
      const row = now.current.reading.conversations.rowAt(index)
      if (row === undefined) return
      now.current.reading.setCurrent(index)
      now.current.onOpen(row)
    },
    tick: (index, through) => now.current.reading.selection.toggle(index, through),
    act: (kind, index) => {
      const row = now.current.reading.conversations.rowAt(index)
      if (row !== undefined) void now.current.reading.file({ kind }, [row])
    },
    snooze: (index, from) => {
      const row = now.current.reading.conversations.rowAt(index)
      if (row !== undefined) onSnooze({ row, folder: row.folder, from })
    },
    focus: (index) => now.current.reading.setCurrent(index),
    drag: (index, transfer) => {
      const { conversations, selection, mayFileRow, file } = now.current.reading
      const row = conversations.rowAt(index)
      if (row === undefined) return
      const rows = selection.rows.has(rowKey(row)) ? [...selection.rows.values()] : [row]
      if (!rows.every(mayFileRow)) return
      showDragged(transfer, saying.current(rows.length))
      setDragged({
        rows,
        file: (action) => {
          setDragged(null)
          selection.clear()
          void file(action, rows)
        },
      })
    },
    dragEnd: () => setDragged(null),
  }))
  return events
}

function ListSkeleton({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <Skeleton rows={0} onRetry={onRetry}>
      {Array.from({ length: 9 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows that are all alike.
        <RowSkeleton key={index} index={index} />
      ))}
    </Skeleton>
  )
}

interface Noted {
  /** Folders. */
  readonly several: boolean
  readonly ofFolder: (path: string) => string
  readonly of: BoxView | null
  readonly boxes: readonly BoxView[]
}

/** Where it lies, as far as the list and the cachet do not say it: boxes of one commune have one cachet. */
function noteOf({ folder }: ConversationRow, { several, ofFolder, of, boxes }: Noted): string | null {
  const alike = of !== null && boxes.filter(({ commune }) => commune === of.commune).length > 1
  const notes = [...(alike ? [of.address.replace(/@.*$/, '@…')] : []), ...(several ? [ofFolder(folder)] : [])]
  return notes.length === 0 ? null : notes.join(' · ')
}

/** How folders of a box are called; one that is not known there, by its last level. */
const folderNames =
  (folders: readonly FolderView[], words: Words) =>
  (path: string): string => {
    const found = folders.find((folder) => folder.path === path)
    const role = usualRoles[path]
    if (found !== undefined) return folderName(found, words.frame.roles)
    return role === undefined ? (path.split('/').at(-1) ?? path) : words.frame.roles[role]
  }

/** As boxes of ours have them. */
const usualRoles: Readonly<Record<string, FolderRole>> = {
  ...{ INBOX: 'inbox', Snoozed: 'snoozed', Sent: 'sent', Drafts: 'drafts', Archive: 'archive' },
  ...{ Junk: 'junk', Trash: 'trash' },
}
