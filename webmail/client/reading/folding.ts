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

type Foldable = Pick<MessageView, 'unread'> & Partial<Pick<MessageView, 'me' | 'draft' | 'attachments'>>

const forPrograms = new Set(['text/calendar', 'application/ics', 'message/disposition-notification'])

/** What this box answered for another program: to an invitation, or that a message was read. */
export const isNotice = ({ me = false, attachments = [] }: Foldable): boolean =>
  me && attachments.length > 0 && attachments.every(({ type }) => forPrograms.has(type))

/** What a program wrote about another message: that it was read, or could not be delivered. */
const reports = new Set(['message/disposition-notification', 'message/delivery-status'])

/** The place of the message that an answer is about, -1 for none: the last that somebody wrote and sent, or the last that came. */
export function answeredOf(messages: readonly Foldable[]): number {
  const written = messages.findLastIndex(
    (message) =>
      message.draft !== true &&
      !isNotice(message) &&
      !(message.attachments ?? []).some(({ type }) => reports.has(type)),
  )
  return written === -1 ? messages.findLastIndex(({ draft }) => draft !== true) : written
}

/** `opened`: by place in the conversation, the message that it was opened by; -1 where it is not among them. */
export function foldingOf(messages: readonly Foldable[], opened = -1): Folding {
  const unread = messages.flatMap(({ unread, draft }, index) => (unread && draft !== true ? [index] : []))
  const open = new Set(unread.slice(-mostOpen))
  const { me = false, draft = false } = messages[opened] ?? {}
  // A row of the inbox names whichever message came last there; a row of what was sent means that very message.
  if (me || draft) open.add(opened)
  // A draft that is open looks like an answer that went: it is, where somebody asked for that one.
  const last = messages.findLastIndex((message) => !isNotice(message) && message.draft !== true)
  if (messages.length > 0 && !draft) open.add(last === -1 ? messages.length - 1 : last)
  const firstOpen = Math.min(...open, messages.length)
  return { older: firstOpen >= fewFolded ? firstOpen - 1 : 0, open }
}
