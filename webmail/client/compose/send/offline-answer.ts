// What an answer begins with where the server cannot be asked: from the message as it was read. The server puts what is quoted below
// what was written once it saves it, as it always does.

import type { Correspondent, MessageView } from '../../boxes.ts'
import type { AnswerKind, DraftContent } from '../draft/draft.ts'

const prefixes = {
  reply: { written: 'Re: ', known: /^\s*(?:re|rép|rep|aw|antw|sv|r)\s?(?:\[\d{1,3}\])?\s?:/i },
  forward: { written: 'Tr: ', known: /^\s*(?:tr|fw|fwd|wg|i)\s?:/i },
} as const

/** `own`: the address of the box, which writes. */
export function offlineAnswer(message: MessageView, how: AnswerKind, own: string): DraftContent {
  const kind = how === 'forward' ? 'forward' : 'reply'
  const { written, known } = prefixes[kind]
  const { subject, place } = message
  const to = how === 'forward' ? [] : eachOnce(answered(message))
  const others = eachOnce([...message.to, ...message.cc]).filter(
    (each) => keyOf(each) !== own.toLowerCase() && !to.some((one) => keyOf(one) === keyOf(each)),
  )
  return {
    ...{ from: own, to, bcc: [], html: '', receipt: false },
    cc: how === 'reply-all' ? others : [],
    subject: known.test(subject) ? subject.trim() : `${written}${subject.trim()}`,
    about: { kind, place: { ...place }, quoted: true },
  }
}

/** A message of one's own is gone on with: to whom it went. */
function answered({ me, from, replyTo, to }: MessageView): readonly Correspondent[] {
  if (me && to.length > 0) return to
  return replyTo.length > 0 || from === null ? replyTo : [from]
}

const keyOf = ({ address }: Correspondent): string => address.toLowerCase()

const eachOnce = (all: readonly Correspondent[]): DraftContent['to'] => [
  ...new Map(all.map(({ name, address }) => [address.toLowerCase(), { name, address }])).values(),
]
