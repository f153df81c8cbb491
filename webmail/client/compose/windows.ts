// Which messages are being written, and how each window stands. Only this much is there from the start: the windows
// themselves come with the editor, once somebody writes.

import { useSyncExternalStore } from 'react'
import type { MessageView } from '../boxes.ts'
import type { AnswerKind, Recipient } from './draft/draft.ts'
import type { SavingStart } from './draft/saving-state.ts'

type MessagePlace = MessageView['place']

export interface Prefilled {
  readonly to: readonly Recipient[]
  readonly cc: readonly Recipient[]
  readonly bcc: readonly Recipient[]
  readonly subject: string
  readonly text: string
}

/** What a window begins with; `box` by its id. */
export type Opening =
  | { readonly kind: 'new'; readonly box: string; readonly prefilled?: Prefilled }
  | { readonly kind: 'answer'; readonly box: string; readonly how: AnswerKind; readonly place: MessagePlace }
  | { readonly kind: 'draft'; readonly box: string; readonly place: MessagePlace }
  /** As it was left: thrown away and wanted again, or from a copy in this browser. */
  | { readonly kind: 'again'; readonly box: string; readonly start: SavingStart }

export type WindowSize = 'open' | 'small' | 'full'

export interface ComposeWindow {
  readonly id: string
  readonly opening: Opening
  readonly size: WindowSize
  /** Where its draft is by now. */
  readonly place: MessagePlace | null
  /** Where it was before: what shows it may not have heard yet that it was saved again. */
  readonly was: readonly MessagePlace[]
  /** Where the focus goes once it is closed. */
  readonly opener: Element | null
}

let windows: readonly ComposeWindow[] = []
const listeners = new Set<() => void>()

function set(next: readonly ComposeWindow[]): void {
  windows = next
  for (const listener of listeners) listener()
}

const sameAs = (one: Opening, other: Opening): boolean =>
  one.kind !== 'new' && one.kind !== 'again' && JSON.stringify(one) === JSON.stringify(other)

/** What was begun here, and is opened from the list of drafts. */
const isDraftOf = ({ opening, place, was }: ComposeWindow, other: Opening): boolean =>
  other.kind === 'draft' &&
  opening.box === other.box &&
  [...was, ...(place === null ? [] : [place])].some(
    ({ folder, uid }) => folder === other.place.folder && uid === other.place.uid,
  )

/** Width of a window that is open, with the gap beside it, and what the page keeps for itself. */
const windowWidth = 612
const keptWidth = 24

/** Opens a window, or the one that is there for the same; others make room where there is none. */
export function openComposer(opening: Opening): void {
  const there = windows.find((each) => isDraftOf(each, opening) || sameAs(each.opening, opening))
  const id = there?.id ?? crypto.randomUUID()
  const fresh = { id, opening, size: 'small', place: null, was: [], opener: document.activeElement } as const
  if (there === undefined) set([...windows, fresh])
  sizeWindow(id, 'open')
}

/** Where the draft of a window is, whenever it was saved. */
export function noteDraft(id: string, place: MessagePlace | null): void {
  set(
    windows.map((each) => {
      if (each.id !== id) return each
      return { ...each, place, was: each.place === null ? each.was : [...each.was, each.place] }
    }),
  )
}

export function sizeWindow(id: string, size: WindowSize): void {
  const room = Math.max(1, Math.floor((innerWidth - keptWidth) / windowWidth))
  const resized = windows.map((each) => (each.id === id ? { ...each, size } : each))
  const others = resized.filter((each) => each.size !== 'small' && each.id !== id)
  const tooMany = new Set(
    size === 'small' ? [] : others.slice(0, Math.max(0, others.length + 1 - room)).map((each) => each.id),
  )
  set(resized.map((each) => (tooMany.has(each.id) ? { ...each, size: 'small' } : each)))
}

/** The focus goes back to where it came from, or to the list. */
export function closeWindow(id: string): void {
  const closing = windows.find((each) => each.id === id)
  if (closing === undefined) return
  set(windows.filter((each) => each !== closing))
  requestAnimationFrame(() => {
    // Whoever went elsewhere meanwhile stays there.
    if (document.activeElement !== null && document.activeElement !== document.body) return
    const { opener } = closing
    const back =
      opener instanceof HTMLElement && opener !== document.body && opener.isConnected ? opener : listRow()
    back?.focus()
  })
}

const listRow = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('#list [role="row"][tabindex="0"]') ?? document.getElementById('list')

export const useWindows = (): readonly ComposeWindow[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => windows,
  )
