// Ctrl+K, in English.

import type { goTo as french } from '../fr/go-to.ts'

export const goTo: typeof french = {
  title: 'Go to',
  placeholder: 'Mailbox, folder or page',
  boxes: 'Mailboxes',
  pages: 'Pages',
  nothing: (text) => `Nothing for “${text}”. Try another word of the name.`,
  browse: 'browse',
  open: 'open',
  closes: 'close',
  escape: 'Esc',
  enter: 'Enter',
}
