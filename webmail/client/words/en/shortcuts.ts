// The map of the keyboard, in English.

import type { shortcuts as french } from '../fr/shortcuts.ts'

const keys = { enter: 'Enter', delete: 'Del', shift: 'Shift', control: 'Ctrl', escape: 'Esc' }

/** A key as `keyForm` has it; undefined: none. */
const keyName = (key: string | undefined): string =>
  key === undefined ? '–' : key.replace('Delete', keys.delete).replace('Shift+', `${keys.shift} `)

export const shortcuts: typeof french = {
  switch: 'Shortcuts of a single key',
  groups: { read: 'Read', file: 'File', write: 'Write', always: 'Always active' },
  or: 'or',
  after: 'then',
  keys,
  keyName,
  change: 'Change keys',
  changed: 'Done',
  changingHint: 'Go to a key and press the one you prefer. If it is in use, the two change places.',
  restore: 'Back to the original keys',
  asAtFirst: 'The keys are the original ones again.',
  nowHas: (does: string, key: string) => `${does}: ${key}.`,
  does: {
    next: 'Next conversation',
    previous: 'Previous conversation',
    open: 'Open',
    back: 'Back to the list',
    search: 'Search',
    go: 'Inbox, sent, drafts',
    map: 'This map',
    archive: 'Archive',
    delete: 'Delete',
    move: 'Move',
    snooze: 'Snooze',
    label: 'Label',
    flag: 'Star',
    unread: 'Unread',
    junk: 'Junk',
    select: 'Select',
    undo: 'Undo',
    write: 'New message',
    reply: 'Reply',
    'reply-all': 'Reply to all',
    forward: 'Forward',
  },
  send: 'Send',
  goTo: 'Go to',
  region: 'Next region',
  close: 'Close',
}
