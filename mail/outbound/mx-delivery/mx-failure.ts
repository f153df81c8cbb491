// Why nothing could be handed to a host, or to a destination at all: what its recipients are told.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { TlsResult } from '#core/deliverability/tls-session.ts'
import { singleLine } from '#core/message/single-line.ts'
import type { RecipientAnswer, ReplyKind } from '#core/smtp/delivery-attempt.ts'

export interface MxFailure {
  readonly kind: ReplyKind
  readonly outcome: 'failed' | 'deferred'
  /** Their words, or ours with the codes of RFC 3463 where nobody said anything; in one line. */
  readonly reply: string
  /** The server would not listen to us at all. */
  readonly atTheDoor?: true
  /** Where TLS was demanded: what the reports about it say (RFC 8460 §4.3). */
  readonly tls?: TlsResult
}

const longestReply = 500

/** It is tried again. */
export const deferred = (kind: ReplyKind, reply: string): MxFailure => ({
  kind,
  outcome: 'deferred',
  reply: singleLine(reply, longestReply),
})

/** It is not. */
export const refused = (kind: ReplyKind, reply: string): MxFailure => ({
  kind,
  outcome: 'failed',
  reply: singleLine(reply, longestReply),
})

export const answersOf = (
  recipients: readonly EmailAddress[],
  { kind, outcome, reply, atTheDoor }: MxFailure,
): RecipientAnswer[] => {
  const where = atTheDoor === undefined ? {} : { atTheDoor }
  return recipients.map((recipient) => ({ recipient, kind, outcome, reply, ...where }))
}

/** Of several hosts that failed, the one that says most: a demand that was not met, one that may be better later, the last. */
export function worse(known: MxFailure | null, next: MxFailure): MxFailure {
  if (known?.kind === 'tls-required') return known
  return known?.outcome === 'deferred' && next.outcome === 'failed' ? known : next
}
