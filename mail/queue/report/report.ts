// What is told to the sender of a message, and about whom: one kind at a time.

import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { NewQueuedMessage, Notification, Untried } from '#core/queue/queued-mail.ts'
import type { ReplyKind } from '#core/smtp/delivery-attempt.ts'

/** For the recipients of one kind of report: failed or expired; delayed; delivered or relayed. */
export const reportedOutcomes = {
  /** A server refused it for good, or so did we. */
  failed: 'failure',
  /** It was tried until the time was over. */
  expired: 'failure',
  delayed: 'delay',
  /** Into a mailbox of ours. */
  delivered: 'success',
  /** A server of others took it, to which we pass nothing of NOTIFY on: it tells nobody what becomes of it then (RFC 3464 §2.3.3). */
  relayed: 'success',
} as const satisfies Readonly<Record<string, Notification>>
export type ReportedOutcome = keyof typeof reportedOutcomes

export interface ReportedRecipient {
  readonly address: EmailAddress
  /** ORCPT as it was given. */
  readonly originalRecipient: string | null
  readonly outcome: ReportedOutcome
  /** Our own tries were cut short, and a person looks at it, or did until its time was over. */
  readonly setAside: boolean
  readonly kind: ReplyKind
  /** Null when it was tried. */
  readonly untried: Untried | null
  /** The last one, with its codes; ours where nobody said anything; empty where it is not told. */
  readonly reply: string
  /** The server that said it; null when it is ours. */
  readonly host: string | null
  /** Null when it was never tried. */
  readonly lastAttemptAt: Date | null
}

export interface ReportedMessage
  extends Pick<NewQueuedMessage, 'queueId' | 'content' | 'smtputf8' | 'returns' | 'envelopeId'> {
  readonly reversePath: ReversePath
  readonly acceptedAt: Date
}

/**
 * Whom a report is for: whoever wrote the message; whoever wrote it to a mailbox that sends its mail on, where to is not theirs to
 * know; or the mailbox that sent it on.
 */
export type ReportReader = 'author' | 'author-of-forward' | 'forwarder'

export interface DeliveryReport {
  /** Of the report itself. */
  readonly queueId: QueueId
  readonly at: Date
  readonly message: ReportedMessage
  readonly reader: ReportReader
  /** Of the mailbox that sent the message on, where that reads it: so the report stays there. Null for other readers. */
  readonly mark: string | null
  /** All of one kind of report; of a delay, all set aside or none. */
  readonly recipients: readonly [ReportedRecipient, ...ReportedRecipient[]]
  /** Until then it is tried, or may be let go; only of a delay, and null where nobody can say. */
  readonly triesUntil: Date | null
}

/** Who tells. */
export interface Reporter {
  /** Of the mail host: the reports are its postmaster's. */
  readonly hostname: string
  readonly department: string
}
