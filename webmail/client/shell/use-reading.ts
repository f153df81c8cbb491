// What is listed, ticked and open in a folder, and what happens to it: the list loses a row, the next conversation opens, the
// focus goes on.

import { useEffect, useMemo, useRef, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { leaves } from '../actions/pending.ts'
import { type FileConversations, type Filed, useFile } from '../actions/use-file.ts'
import {
  type BoxView,
  type ConversationView,
  type FolderView,
  type MessageAction,
  mayFile,
} from '../boxes.ts'
import { rowBeside } from '../list/beside.ts'
import { useConversations } from '../list/conversations.ts'
import { inPlace } from '../list/in-place.ts'
import { focusRow } from '../list/rows.tsx'
import { useSelection } from '../list/use-selection.ts'
import { addressOf, type Place } from '../place.ts'

export interface Opened {
  readonly box: BoxView
  readonly place: Place
  readonly folders: readonly FolderView[]
}

export type ReadingState = ReturnType<typeof useReading>

export function useReading({ box, place, folders }: Opened) {
  const { folder, filter, q } = place
  const listed = useMemo(() => ({ box: box.id, folder, filter, q }), [box.id, folder, filter, q])
  const { conversations, elsewhere } = inPlace(useConversations(listed), place)
  const selection = useSelection(conversations, JSON.stringify(listed))
  const moved = useRef(false)
  const send = useFile(box, folder, folders)
  const at = place.uid === null ? -1 : conversations.indexOf(place.uid)
  const row = at === -1 ? null : (conversations.rowAt(at) ?? null)
  // Where one is in this list; in another one begins at its top, or at what is open.
  const [kept, keep] = useState({ listed, index: -1 })
  const current = kept.listed === listed && kept.index !== -1 ? kept.index : Math.max(0, at)
  const setCurrent = (index: number): void => keep({ listed, index })
  const seen = useRef<{ readonly uid: number | null; readonly view: ConversationView } | null>(null)
  const markOnce = useMarkRead(place, (uids) => {
    if (place.uid !== null && mayFile(box)) void send({ kind: 'read' }, [{ uid: place.uid, uids }], 'quiet')
  })

  const open = ({ uid }: { readonly uid: number }): void => {
    moved.current = true
    // Back leads to the list, not through all that was read.
    navigate(addressOf({ ...place, uid }), { replace: place.uid !== null })
  }
  const close = (): void => {
    navigate(addressOf({ ...place, uid: null }))
    const index = at === -1 ? current : at
    setCurrent(index)
    focusSoon(index)
  }
  const neighbour = (step: 1 | -1): (() => void) | null => {
    const next = at === -1 ? undefined : conversations.rowAt(at + step)
    if (next === undefined) return null
    return () => {
      setCurrent(at + step)
      open(next)
    }
  }
  /** The open conversation as a row of this folder, also where the list does not have it. */
  const opened = (): Filed => {
    if (row !== null) return [row]
    if (place.uid === null || seen.current?.uid !== place.uid) return []
    return [{ uid: place.uid, uids: uidsIn(seen.current.view, folder) }]
  }
  const openBeside = (gone: ReadonlySet<number>): void => {
    const beside = rowBeside(conversations, at, gone)
    if (beside === null) {
      navigate(addressOf({ ...place, uid: null }), { replace: true })
      return
    }
    setCurrent(beside.index)
    open(beside.row)
  }
  /** Whoever was on a row is on the one that takes its place. */
  const stayInList = (gone: ReadonlySet<number>): void => {
    const index = rowBeside(conversations, current, gone)?.index ?? 0
    setCurrent(index)
    if (isInList(document.activeElement)) focusSoon(index)
  }
  const file: FileConversations = (action, rows, quiet) => {
    const gone = new Set(rows.map(({ uid }) => uid))
    const openGoes = place.uid !== null && gone.has(place.uid)
    if (openGoes && leaves(action)) openBeside(gone)
    else if (openGoes && action.kind === 'unread') close()
    else if (leaves(action)) stayInList(gone)
    return send(action, rows, quiet)
  }
  return {
    ...{ listed, conversations, elsewhere, selection, current, setCurrent, at, row },
    ...{ open, close, neighbour, opened, file },
    act: (action: MessageAction): void => void file(action, opened()),
    markRead: (view: ConversationView): void => {
      seen.current = { uid: place.uid, view }
      markOnce(view)
    },
    /** The message that an answer is about: the newest that is no draft. */
    answerable: () =>
      place.uid === null || seen.current?.uid !== place.uid
        ? null
        : (seen.current.view.messages.findLast(({ draft }) => !draft)?.place ?? null),
    moved: moved.current,
  }
}

/** Reading marks as read, once: whoever marks it unread again means it. */
function useMarkRead({ uid, folder }: Place, mark: (uids: readonly number[]) => void) {
  const done = useRef<number | null>(null)
  useEffect(() => {
    if (uid === null) done.current = null
  }, [uid])
  return (view: ConversationView): void => {
    const uids = uidsIn({ messages: view.messages.filter(({ unread }) => unread) }, folder)
    if (uid === null || done.current === uid) return
    done.current = uid
    if (uids.length > 0) mark(uids)
  }
}

const uidsIn = ({ messages }: Pick<ConversationView, 'messages'>, folder: string): readonly number[] =>
  messages.flatMap(({ place }) => (place.folder === folder ? [place.uid] : []))

const theList = (): HTMLElement | null => document.getElementById('list')

const isInList = (element: Element | null): boolean => theList()?.contains(element) === true

/** Once the list is drawn as it will be: a row that went is not there any more, the one in its place is. */
function focusSoon(index: number): void {
  requestAnimationFrame(() => requestAnimationFrame(() => focusRow(theList(), index)))
}
