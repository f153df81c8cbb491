// Which messages of a conversation are open when it is: those that were not read, the last one that says something to people, and
// what the box itself wrote where it was opened by that. Of the others before them the nearest is shown as one line, and those
// before that behind a count.

import type { MessageView } from '../boxes.ts'

export interface Folding {
  /** Hidden behind the count, from the first on; 0 where nothing is. */
  readonly older: number
  /** By place in the conversation. */
  readonly open: ReadonlySet<number>
}

/** With fewer folded ones than this, each has its line. */
const fewFolded = 3
/** Each is a frame of its own. */
const mostOpen = 20

type Foldable = Pick<MessageView, 'unread'> & Partial<Pick<MessageView, 'me' | 'attachments'>>

const forPrograms = new Set(['text/calendar', 'application/ics', 'message/disposition-notification'])

/** What this box answered for another program: to an invitation, or that a message was read. */
export const isNotice = ({ me = false, attachments = [] }: Foldable): boolean =>
  me && attachments.length > 0 && attachments.every(({ type }) => forPrograms.has(type))

/** `opened`: by place in the conversation, the message that it was opened by; -1 where it is not among them. */
export function foldingOf(messages: readonly Foldable[], opened = -1): Folding {
  const unread = messages.flatMap((message, index) => (message.unread ? [index] : []))
  const open = new Set(unread.slice(-mostOpen))
  const last = messages.findLastIndex((message) => !isNotice(message))
  if (messages.length > 0) open.add(last === -1 ? messages.length - 1 : last)
  // A row of the inbox names whichever message came last there; a row of what was sent means that very message.
  if (messages[opened]?.me === true) open.add(opened)
  const firstOpen = Math.min(...open, messages.length)
  return { older: firstOpen >= fewFolded ? firstOpen - 1 : 0, open }
}
