// What an answer, or a message passed on, begins with: to whom, as whom, about what. Pure.

import { type EmailAddress, mailboxKey, parseEmailAddress } from '#core/address/email-address.ts'
import type { Correspondent } from '../imap/message-facts.ts'
import type { MessageHead } from '../imap/message-head.ts'

export type AnswerKind = 'reply' | 'reply-all' | 'forward'

export interface OwnAddresses {
  /** Of the box. */
  readonly address: EmailAddress
  /** Whatever reaches these reaches the box alone, as `mailboxKey` has them. */
  readonly alone: ReadonlySet<EmailAddress>
  /** Those that lead to it and that it may write as. */
  readonly senders: ReadonlySet<EmailAddress>
}

export interface AnswerBegun {
  readonly from: EmailAddress
  readonly to: readonly Correspondent[]
  readonly cc: readonly Correspondent[]
  readonly subject: string
}

export function answerBegun(original: MessageHead, kind: AnswerKind, own: OwnAddresses): AnswerBegun {
  const from = writtenTo(original, own)
  if (kind === 'forward') return { from, to: [], cc: [], subject: withPrefix(original.subject, 'forward') }
  const subject = withPrefix(original.subject, 'reply')
  const { to, others } = answered(original, own)
  const known = new Set(to.map(keyOf))
  const cc =
    kind === 'reply' ? [] : eachOnce(others).filter((each) => !known.has(keyOf(each)) && !isOwn(each, own))
  return { from, to, cc, subject }
}

/** A message of one's own is gone on with: to whom it went. */
function answered(
  { from, replyTo, to, cc }: MessageHead,
  own: OwnAddresses,
): { readonly to: readonly Correspondent[]; readonly others: readonly Correspondent[] } {
  const author = replyTo.length > 0 ? replyTo : from
  const isMine = from.some((each) => isOwn(each, own))
  if (isMine && to.length > 0) return { to: eachOnce(to), others: cc }
  return { to: eachOnce(author), others: [...to, ...cc] }
}

/** The address of ours that it came to, if the box may write as that; else the box's own. */
function writtenTo({ from, to, cc, bcc }: MessageHead, own: OwnAddresses): EmailAddress {
  const mine = [...from, ...to, ...cc, ...bcc].flatMap((each) => {
    const key = directoryKey(each)
    return key !== null && own.senders.has(key) ? key : []
  })
  return mine.includes(own.address) ? own.address : (mine[0] ?? own.address)
}

/** Null for what nobody could write to. */
function directoryKey({ address }: Correspondent): EmailAddress | null {
  const read = parseEmailAddress(address)
  return read.ok ? mailboxKey(read.value).key : null
}

function isOwn(each: Correspondent, { address, alone }: OwnAddresses): boolean {
  const key = directoryKey(each)
  return key !== null && (key === address || alone.has(key))
}

const keyOf = ({ address }: Correspondent): string => address.toLowerCase()

function eachOnce(all: readonly Correspondent[]): readonly Correspondent[] {
  const seen = new Set<string>()
  return all.filter((each) => !seen.has(keyOf(each)) && seen.add(keyOf(each)))
}

const said = {
  reply: { written: 'Re: ', prefix: /^\s*(?:re|rép|rep|aw|antw|sv|r)\s?(?:\[\d{1,3}\])?\s?:/i },
  forward: { written: 'Tr: ', prefix: /^\s*(?:tr|fw|fwd|wg|i)\s?:/i },
} as const

/** One is enough, whichever program wrote it (RFC 5322 §3.6.5). */
export function withPrefix(subject: string, kind: keyof typeof said): string {
  const { written, prefix } = said[kind]
  const trimmed = subject.trim()
  return prefix.test(trimmed) ? trimmed : `${written}${trimmed}`
}
