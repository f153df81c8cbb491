// The single keys of the keyboard: what each does as the house has it, and how one that somebody chose is written.

/** What a single key can be chosen for. `go` waits for a second one, which is always the same. */
export const keyCommands = [
  ...(['next', 'previous', 'open', 'back', 'search', 'go', 'map'] as const),
  ...(['archive', 'delete', 'move', 'snooze', 'label', 'flag', 'unread', 'junk', 'select', 'undo'] as const),
  ...(['write', 'reply', 'reply-all', 'forward'] as const),
] as const

export type KeyCommand = (typeof keyCommands)[number]

export const houseKeys: Readonly<Record<KeyCommand, string>> = {
  next: 'j',
  previous: 'k',
  open: 'o',
  back: 'u',
  search: '/',
  go: 'g',
  map: '?',
  archive: 'e',
  delete: 'Delete',
  move: 'v',
  snooze: 'b',
  label: 'l',
  flag: 's',
  unread: 'Shift+u',
  junk: 'i',
  select: 'x',
  undo: 'z',
  write: 'c',
  reply: 'r',
  'reply-all': 'a',
  forward: 'f',
}

/**
 * By `event.key`: a small letter, with Maj as `Shift+u`; a digit or a sign, which has its Maj in it; or `Delete`. Never what a dialog,
 * a list or the page needs: Enter, Escape, Tab, space and arrows.
 */
export const keyForm = /^(?:(?:Shift\+)?[\p{Ll}\p{Lo}]|[\p{N}\p{P}\p{S}]|Delete)$/u
