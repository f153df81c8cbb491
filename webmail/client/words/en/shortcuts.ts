// The map of the keyboard, in English.

import type { shortcuts as french } from '../fr/shortcuts.ts'

export const shortcuts: typeof french = {
  title: 'Keyboard shortcuts',
  switch: 'Shortcuts of a single key',
  groups: { read: 'Read', file: 'File', write: 'Write', always: 'Always active' },
  or: 'or',
  after: 'then',
  keys: { enter: 'Enter', delete: 'Del', shift: 'Shift', control: 'Ctrl', escape: 'Esc' },
  does: {
    nextPrevious: 'Next, previous',
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
    write: 'New message',
    reply: 'Reply',
    replyAll: 'Reply to all',
    forward: 'Forward',
    send: 'Send',
    goTo: 'Go to',
    undo: 'Undo',
    region: 'Next region',
    close: 'Close',
  },
}
