// What the keyboard does in a box: to what is ticked, else to what is open, else to the row one is on.

import { navigate } from 'wouter/use-browser-location'
import type { Command, Key } from '../actions/shortcuts.ts'
import { undoLast } from '../actions/undo.ts'
import type { Filed } from '../actions/use-file.ts'
import { useShortcuts } from '../actions/use-shortcuts.ts'
import { type ConversationRow, type FolderRole, type MessageAction, mayFile } from '../boxes.ts'
import type { AnswerKind } from '../compose/draft.ts'
import { focusRow } from '../list/rows.tsx'
import { folderAddress } from '../place.ts'
import { nextRegion } from './regions.ts'
import type { Opened, ReadingState } from './use-reading.ts'

export interface Commanded extends Opened {
  readonly reading: ReadingState
  readonly open: (row: ConversationRow) => void
  readonly answer: (how: AnswerKind) => void
  readonly onWrite: () => void
  readonly onHelp: () => void
}

/** Gives the function that takes a key pressed in the frame of a message. */
export function useCommands(commanded: Commanded): (key: Key) => boolean {
  const { box, place, folders, reading, open, answer, onWrite, onHelp } = commanded
  const { conversations, selection, current, at, row } = reading
  const target = row ?? conversations.rowAt(current) ?? null
  const meant = (): Filed => {
    if (selection.rows.size > 0) return [...selection.rows.values()]
    if (place.uid !== null) return reading.opened()
    return target === null ? [] : [target]
  }
  const file = (action: MessageAction): void => {
    if (!mayFile(box)) return
    const rows = meant()
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
    if (to !== undefined) navigate(folderAddress(box.address, to.path))
  }
  const inJunk = folders.find(({ path }) => path === place.folder)?.role === 'junk'
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
    move: () => document.querySelector<HTMLElement>('[data-move]')?.click(),
    label: () => document.querySelector<HTMLElement>('[data-label]')?.click(),
    search: () => document.querySelector<HTMLElement>('[data-search]')?.focus(),
    write: onWrite,
    reply: () => answer('reply'),
    'reply-all': () => answer('reply-all'),
    forward: () => answer('forward'),
    undo: undoLast,
    map: onHelp,
    'go-inbox': () => goTo('inbox'),
    'go-sent': () => goTo('sent'),
    'go-drafts': () => goTo('drafts'),
    region: nextRegion,
  }
  return useShortcuts((command) => commands[command]())
}
