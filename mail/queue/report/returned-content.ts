// What of a message goes back with a report about it (RFC 3461 §4.3 and §6.2, RFC 6522 §4): all of it when a failure is told and
// the sender asked for that, else its header section.

import type { Notification } from '#core/queue/queued-mail.ts'
import type { ReportedMessage } from './report.ts'

export interface ReturnedContent {
  readonly type: string
  readonly content: Buffer
  /** The header section of the message, in both cases. */
  readonly head: Buffer
  readonly eightBit: boolean
  readonly enclosed: 'full' | 'headers'
}

/** RFC 3461 §4.3 leaves more to us. Whoever sent more has it, and room for it once. */
const mostReturned = 2 << 20
/** Not more than anybody looks at. */
const mostHead = 128 << 10

export function returnedContent(
  { content, returns, smtputf8 }: ReportedMessage,
  kind: Notification,
): ReturnedContent {
  const end = content.indexOf('\r\n\r\n')
  const head = wholeLines(end < 0 ? content : content.subarray(0, end + 2))
  const full = returns === 'full' && kind === 'failure' && content.length <= mostReturned
  const enclosed = full ? 'full' : 'headers'
  const returned = full ? content : head
  // RFC 6533 §3: fields beyond ASCII have types of their own.
  const types = smtputf8
    ? { full: 'message/global', headers: 'message/global-headers' }
    : { full: 'message/rfc822', headers: 'text/rfc822-headers' }
  return { type: types[enclosed], content: returned, head, eightBit: isEightBit(returned), enclosed }
}

function wholeLines(head: Buffer): Buffer {
  if (head.length <= mostHead) return head
  return head.subarray(0, head.lastIndexOf('\r\n', mostHead) + 2)
}

const isEightBit = (content: Buffer): boolean => content.some((octet) => octet > 0x7f)
