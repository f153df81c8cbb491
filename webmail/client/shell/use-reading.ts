// What is listed, ticked and open in a folder, and what happens to it: the list loses a row, the next conversation opens, the
// focus goes on.

import { useEffect, useMemo, useRef, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { addressOf, closed, inbox, openFolderOf, opening, type Place } from '../../place/place.ts'
import { type ContinueInList, useOpenList } from '../actions/open-list.ts'
import { leaves } from '../actions/pending.ts'
import { type FileConversations, type Filed, useFiling } from '../actions/use-filing.ts'
import {
  type BoxView,
  type ConversationView,
  type FolderView,
  type MessageAction,
  mayFile,
  type RowPlace,
  rowKey,
} from '../boxes.ts'
import { confirmDeletion, isInTrash } from '../folders/confirm-deletion.tsx'
import { useConversations } from '../list/conversations.ts'
import { neighbourRow } from '../list/neighbour-row.ts'
import { focusRow } from '../list/rows.tsx'
import { useSelection } from '../list/use-selection.ts'
import { answeredOf } from '../reading/folding.ts'
import { useSettings } from '../settings/use-settings.ts'

export interface Opened {
  readonly boxes: readonly BoxView[]
  /** Of what is open; null where nothing is, in the list of all boxes. */
  readonly box: BoxView | null
  readonly place: Place
  readonly folders: readonly FolderView[]
}

export type ReadingState = ReturnType<typeof useReading>

export function useReading({ boxes, box, place, folders }: Opened) {
  const { every, folder, filter, q, scope } = place
  const listedBox = every ? null : (box?.id ?? null)
  // Of all boxes, or of a whole one, it is the same list whichever folder is open.
  const listedFolder = every ? inbox : folder
  const { conversations: grouped, afterFiling } = useSettings()
  const listed = useMemo(
    () => ({ box: listedBox, conversations: grouped, folder: listedFolder, filter, q, scope }),
    [listedBox, grouped, listedFolder, filter, q, scope],
  )
  const openFolder = openFolderOf(place)
  const openRow =
    place.uid === null || box === null ? null : { box: box.id, folder: openFolder, uid: place.uid }
  const openKey = openRow === null ? null : rowKey(openRow)
  const ids = listedBox ?? boxes.map(({ id }) => id).join(' ')
  const conversations = useConversations(listed, ids, openKey)
  const selection = useSelection(conversations, listed)
  const moved = useRef(false)
  const send = useFiling(folders)
  const at = conversations.indexOf(openKey)
  const row = at === -1 ? null : (conversations.rowAt(at) ?? null)
  // Where one is in this list; in another one begins at its top, or at what is open.
  const [kept, keep] = useState({ listed, index: -1 })
  const current = kept.listed === listed && kept.index !== -1 ? kept.index : Math.max(0, at)
  const setCurrent = (index: number): void => keep({ listed, index })
  const seen = useRef<{ readonly key: string | null; readonly view: ConversationView } | null>(null)
  const boxOf = ({ box: id }: Pick<RowPlace, 'box'>): BoxView | null =>
    boxes.find((each) => each.id === id) ?? null
  const mayFileRow = (each: Pick<RowPlace, 'box'>): boolean => {
    const of = boxOf(each)
    return of !== null && mayFile(of)
  }
  const markOnce = useMarkRead(openKey, openFolder, (uids) => {
    if (openRow !== null && mayFileRow(openRow))
      void send({ kind: 'read' }, [{ ...openRow, uids: [...uids] }], 'quiet')
  })
  const placeOf = (one: RowPlace): Place => opening(place, one, boxOf(one)?.address ?? '')

  const open = (one: RowPlace): void => {
    moved.current = true
    // Back leads to the list, not through all that was read.
    navigate(addressOf(placeOf(one)), { replace: place.uid !== null })
  }
  const close = (): void => {
    navigate(addressOf(closed(place)))
    const index = at === -1 ? current : at
    setCurrent(index)
    focusSoon(index)
  }
  // From what was open when a neighbour was asked for whose page is on its way.
  const awaited = useRef<{ readonly from: string | null; readonly step: 1 | -1 } | null>(null)
  const neighbour = (step: 1 | -1): (() => void) | null => {
    const index = at + step
    if (at === -1 || index < 0 || index >= conversations.total) return null
    return () => {
      const next = conversations.rowAt(index)
      awaited.current = next === undefined ? { from: openKey, step } : null
      if (next === undefined) return
      setCurrent(index)
      open(next)
    }
  }
  useEffect(() => {
    if (awaited.current?.from === openKey) neighbour(awaited.current.step)?.()
  })
  /** The open conversation as a row, also where the list does not have it. */
  const opened = (): Filed => {
    // What a search found is one message; what is open is the conversation.
    if (row !== null && q === null) return [row]
    if (openRow === null || seen.current?.key !== openKey) return row === null ? [] : [row]
    const { uids } = seen.current.view
    const returns = row?.returnsAt === undefined ? {} : { returnsAt: row.returnsAt }
    return [{ ...openRow, ...returns, uids: uids.length === 0 ? [openRow.uid] : [...uids] }]
  }
  const openBeside = (gone: ReadonlySet<string>, how?: 'by-itself'): void => {
    const beside = neighbourRow(conversations, at, gone)
    if (beside === null || afterFiling === 'list' || how === 'by-itself') {
      navigate(addressOf(closed(place)), { replace: true })
      if (beside === null) return
      setCurrent(beside.index)
      if (how !== 'by-itself') focusSoon(beside.index)
      return
    }
    setCurrent(beside.index)
    open(beside.row)
  }
  /** Whoever was on a row is on the one that takes its place. */
  const stayInList = (gone: ReadonlySet<string>): void => {
    const index = neighbourRow(conversations, current, gone)?.index ?? 0
    setCurrent(index)
    if (isInList(document.activeElement)) focusSoon(index)
  }
  const goOn: ContinueInList = (action, rows, how) => {
    const gone = new Set(rows.map(rowKey))
    const openGoes = openKey !== null && gone.has(openKey)
    if (openGoes && leaves(action, openFolder)) openBeside(gone, how)
    else if (openGoes && action.kind === 'unread') close()
    else if (rows.some(({ folder: from }) => leaves(action, from))) stayInList(gone)
  }
  useOpenList(goOn)
  const file: FileConversations = async (action, rows, quiet) => {
    const lost = action.kind === 'delete' ? rows.filter(isInTrash).length : 0
    if (lost > 0 && !(await confirmDeletion(lost))) return false
    goOn(action, rows)
    return await send(action, rows, quiet)
  }
  return {
    ...{ listed, conversations, selection, current, setCurrent, at, row, openKey },
    ...{ open, close, neighbour, opened, file, boxOf, mayFileRow, placeOf },
    act: (action: MessageAction): void => void file(action, opened()),
    markRead: (view: ConversationView): void => {
      seen.current = { key: openKey, view }
      markOnce(view, row?.unread !== 0)
    },
    /** The message that an answer is about. */
    answerable: () =>
      openKey === null || seen.current?.key !== openKey
        ? null
        : (seen.current.view.messages[answeredOf(seen.current.view.messages)]?.place ?? null),
    moved: moved.current,
  }
}

/** Reading marks as read, once: whoever marks it unread again means it. `open`: the key of what is open. */
function useMarkRead(open: string | null, folder: string, mark: (uids: readonly number[]) => void) {
  const done = useRef<string | null>(null)
  useEffect(() => {
    if (open === null) done.current = null
  }, [open])
  return (view: ConversationView, mayBeUnread: boolean): void => {
    const unread = uidsIn({ messages: view.messages.filter((each) => each.unread) }, folder)
    // Of those that are not here nobody knows which they are: all of it is read.
    const uids = view.older > 0 && mayBeUnread ? view.uids : unread
    if (open === null || done.current === open) return
    done.current = open
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
