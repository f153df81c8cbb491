// Which messages of a conversation are open when it is: those that were not read, and the last one. Of the others before
// them the nearest is shown as one line, and those before that behind a count.

import type { MessageView } from '../boxes.ts'

export interface Folding {
  /** Hidden behind the count, from the first on; 0 where nothing is. */
  readonly older: number
  /** By place in the conversation. */
  readonly open: ReadonlySet<number>
}

/** With fewer folded ones than this, each has its line. */
const fewFolded = 3

export function foldingOf(messages: readonly Pick<MessageView, 'unread'>[]): Folding {
  const open = new Set(messages.flatMap(({ unread }, index) => (unread ? [index] : [])))
  if (messages.length > 0) open.add(messages.length - 1)
  const firstOpen = Math.min(...open, messages.length)
  return { older: firstOpen >= fewFolded ? firstOpen - 1 : 0, open }
}
