// Mail on its way out: what was accepted, committed, and is ours until every recipient was delivered or told about.
// One copy of the content; one delivery for each destination, tried and paused by itself.

import type { CommuneId, MailboxId } from '../address/directory.ts'
import type { EmailAddress, ReversePath } from '../address/email-address.ts'
import type { Brand } from '../brand.ts'
import type { LeakCounts, LeakKind } from '../policies/leak.ts'
import type { Justification } from '../policies/leak-justification.ts'
import type { QueueId } from './queue-id.ts'

/** The domain of a recipient in its ASCII form and lower case, as MX is asked for; `local` for our own mailboxes. */
export type Destination = Brand<string, 'Destination'>

/** Our own mailboxes, which mail never leaves the house for. */
export const localDestination = 'local' as Destination

/** What put a message into the queue. */
export const queueOrigins = ['submission', 'forward', 'sieve', 'report'] as const
export type QueueOrigin = (typeof queueOrigins)[number]

/**
 * Why a delivery that waits was never tried: nobody may send to its destination now; the destination is in trouble, which other
 * mail met; somebody had to agree first; others come before it.
 */
export type Untried = 'paused' | 'trouble' | 'approval' | 'turn'

/** Of NOTIFY (RFC 3461 §4.1); none of them is NEVER. */
export const notifications = ['success', 'failure', 'delay'] as const
export type Notification = (typeof notifications)[number]

export interface QueuedRecipient {
  readonly address: EmailAddress
  readonly destination: Destination
  readonly notify: readonly Notification[]
  /** ORCPT as it was given (RFC 3461 §4.2). */
  readonly originalRecipient: string | null
}

/** What was found in a message that a person answers for: its author, who said why it leaves, or whoever decides about it. */
export interface QueuedLeak {
  readonly counts: LeakCounts
  /** The weightiest of them that called for it. */
  readonly cause: LeakKind
  readonly justification: Justification | null
  /** Who signed in; null where nobody knows. */
  readonly person: string | null
}

export interface NewQueuedMessage {
  readonly queueId: QueueId
  /** Whose mail it is: its limits, its rules, its screen. */
  readonly commune: CommuneId
  /** The box it was sent from; null for a report of ours. */
  readonly mailbox: MailboxId | null
  readonly origin: QueueOrigin
  readonly reversePath: ReversePath
  /** Signed, as it will be sent. */
  readonly content: Buffer
  /** An address or a header field has characters beyond ASCII (RFC 6531). */
  readonly smtputf8: boolean
  /** RET and ENVID of RFC 3461 §4.3 and §4.4. */
  readonly returns: 'full' | 'headers'
  readonly envelopeId: string | null
  readonly recipients: readonly [QueuedRecipient, ...QueuedRecipient[]]
  /** A person must agree before anything leaves. */
  readonly held: boolean
  /** Left out for a message that nobody answers for. */
  readonly leak?: QueuedLeak
}

export interface MailQueue {
  /** All in one transaction: resolves once it is committed, and only then may the sender hear 250. */
  enqueue(...messages: readonly NewQueuedMessage[]): Promise<void>
}
