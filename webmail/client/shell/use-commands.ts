// What the keyboard does in a box: to what is ticked, else to what is open, else to the row one is on.

import { navigate } from 'wouter/use-browser-location'
import { folderAddress, openFolderOf } from '../../place/place.ts'
import type { Command, Key } from '../actions/shortcuts.ts'
import { undoLast } from '../actions/undo.ts'
import type { Filed } from '../actions/use-filing.ts'
import { useShortcuts } from '../actions/use-shortcuts.ts'
import type { ConversationRow, FolderRole, MessageAction } from '../boxes.ts'
import type { AnswerKind } from '../compose/draft/draft.ts'
import { focusRow } from '../list/rows.tsx'
import { maySnooze } from '../snooze/may-snooze.ts'
import { nextRegion } from './regions.ts'
import type { Opened, ReadingState } from './use-reading.ts'

export interface Commanded extends Opened {
  readonly reading: ReadingState
  readonly open: (row: ConversationRow) => void
  readonly answer: (how: AnswerKind) => void
  readonly onWrite: () => void
  readonly onHelp: () => void
  readonly onGoTo: () => void
}

/** Gives the function that takes a key pressed in the frame of a message. */
export function useCommands(commanded: Commanded): (key: Key) => boolean {
  const { box, place, folders, reading, open, answer, onWrite, onHelp, onGoTo } = commanded
  const { conversations, selection, current, at, row, mayFileRow } = reading
  const target = row ?? conversations.rowAt(current) ?? null
  const meant = (): Filed => {
    if (selection.rows.size > 0) return [...selection.rows.values()]
    if (place.uid !== null) return reading.opened()
    return target === null ? [] : [target]
  }
  const file = (action: MessageAction): void => {
    const rows = meant()
    if (!rows.every(mayFileRow)) return
    selection.clear()
    void reading.file(action, rows)
  }
  const step = (by: 1 | -1): void => {
    if (place.uid !== null) {
      reading.neighbour(by)?.()
      return
    }
    const next = Math.max(0, Math.min(conversations.total - 1, current + by))
    reading.setCurrent(next)
    requestAnimationFrame(() => {
      focusRow(document.getElementById('list'), next)
      document.activeElement?.scrollIntoView({ block: 'nearest' })
    })
  }
  const goTo = (role: FolderRole): void => {
    const to = folders.find((each) => each.role === role)
    if (to !== undefined && box !== null) navigate(folderAddress(box.address, to.path))
  }
  /** Of the row one is on, which is ticked first where neither anything is ticked nor open. */
  const openMenu = (selector: string): void => {
    const press = (): void => document.querySelector<HTMLElement>(selector)?.click()
    if (selection.rows.size > 0 || place.uid !== null) press()
    else if (target !== null && mayFileRow(target)) {
      selection.toggle(current)
      requestAnimationFrame(() => requestAnimationFrame(press))
    }
  }
  const inJunk = folders.find(({ path }) => path === openFolderOf(place))?.role === 'junk'
  const commands: Readonly<Record<Command, () => void>> = {
    next: () => step(1),
    previous: () => step(-1),
    open: () => {
      const one = conversations.rowAt(current)
      if (one !== undefined) open(one)
    },
    back: () => {
      if (place.uid !== null) reading.close()
    },
    archive: () => file({ kind: 'archive' }),
    delete: () => file({ kind: 'delete' }),
    junk: () => file({ kind: inJunk ? 'not-junk' : 'junk' }),
    flag: () => file({ kind: target?.flagged === true ? 'unflag' : 'flag' }),
    unread: () => file({ kind: 'unread' }),
    select: () => selection.toggle(at === -1 ? current : at),
    move: () => openMenu('[data-move]'),
    label: () => openMenu('[data-label]'),
    snooze: () => {
      if (target === null || maySnooze(target.folder)) openMenu('[data-snooze]')
    },
    search: () => document.querySelector<HTMLElement>('[data-search]')?.focus(),
    write: onWrite,
    reply: () => answer('reply'),
    'reply-all': () => answer('reply-all'),
    forward: () => answer('forward'),
    undo: undoLast,
    map: onHelp,
    'go-to': onGoTo,
    'go-inbox': () => goTo('inbox'),
    'go-sent': () => goTo('sent'),
    'go-drafts': () => goTo('drafts'),
    region: nextRegion,
    print: () => {
      const button = document.querySelector<HTMLElement>('[data-print]')
      if (button === null) window.print()
      else button.click()
    },
  }
  return useShortcuts((command) => commands[command]())
}
