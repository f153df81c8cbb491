// RFC 5321 knows one reply for all recipients. This is the whole rule of what it is and what becomes of each mailbox;
// pure, and written out in docs/decisions/0006-one-reply-for-several-recipients.md.

import { assertNever } from '#core/assert-never.ts'
import { isTemporary, type SmtpReply, temporaryFailure } from '#core/smtp/smtp-reply.ts'
import type { Outcome, Reason } from '#core/trace/outcome.ts'

/** What was achieved for one mailbox before anybody was answered. */
export type DeliveryAttempt =
  | { readonly kind: 'delivered'; readonly reply: SmtpReply }
  /** Policy wants a person to look at it. */
  | { readonly kind: 'hold'; readonly reason: Reason }
  /** Policy or Dovecot said no, for good (5yz) or for now (4yz). */
  | {
      readonly kind: 'not-delivered'
      readonly reply: SmtpReply
      readonly reason: Reason
    }

export interface Settlement<Each> {
  /** Null stands for 250. */
  readonly reply: SmtpReply | null
  readonly settled: readonly { readonly attempted: Each; readonly outcome: Outcome }[]
}

/** One outcome for each attempt, in their order; `retryAt` is for those that will wait. */
export function combinedReply<Each extends { readonly attempt: DeliveryAttempt }>(
  attempted: readonly Each[],
  retryAt: Date,
): Settlement<Each> {
  const attempts = attempted.map(({ attempt }) => attempt)
  const someoneHasIt = attempts.some((attempt) => attempt.kind !== 'not-delivered')
  const become = someoneHasIt ? (attempt: DeliveryAttempt) => keptSafe(attempt, retryAt) : leftToSender
  return {
    reply: someoneHasIt ? null : sharedReply(attempts),
    settled: attempted.map((each) => ({ attempted: each, outcome: become(each.attempt) })),
  }
}

/** Never 4yz or 5yz once somebody has the message: the others are ours to look after. */
function keptSafe(attempt: DeliveryAttempt, retryAt: Date): Outcome {
  switch (attempt.kind) {
    case 'delivered':
      return attempt
    case 'hold':
      return { kind: 'held', reason: attempt.reason }
    case 'not-delivered':
      if (isTemporary(attempt.reply) || attempt.reason === 'mailbox-full')
        return { kind: 'waiting', retryAt, reply: attempt.reply }
      return { kind: 'held', reason: attempt.reason }
    default:
      return assertNever(attempt)
  }
}

/** Nobody has it: the sender keeps it or bounces it, and we keep nothing. */
function leftToSender(attempt: DeliveryAttempt): Outcome {
  if (attempt.kind !== 'not-delivered') throw new Error('somebody has the message')
  const { reply, reason } = attempt
  return { kind: isTemporary(reply) ? 'deferred' : 'refused', reply, reason }
}

function sharedReply(attempts: readonly DeliveryAttempt[]): SmtpReply {
  const replies = attempts.flatMap((attempt) => (attempt.kind === 'not-delivered' ? [attempt.reply] : []))
  const temporary = replies.filter(isTemporary).length
  const [first] = replies
  if (first === undefined || (temporary > 0 && temporary < replies.length)) return temporaryFailure
  return first
}
