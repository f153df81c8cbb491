// What one try at a destination came to, recipient by recipient: what the queue writes down, whoever made it.

import type { EmailAddress } from '../address/email-address.ts'

/** What a reply, or its absence, means for a person and for the next try. */
export const replyKinds = [
  'accepted',
  /** Nobody could be reached, or the connection broke off. */
  'unreachable',
  /** The name cannot be resolved now. */
  'dns-unavailable',
  /** The domain does not exist or takes no mail (RFC 7505). */
  'no-such-domain',
  /** Its MX leads back to us. */
  'loop',
  /** TLS is demanded by DANE or MTA-STS, and the server cannot prove who it is. */
  'tls-required',
  'greylisted',
  'temporary',
  'unknown-recipient',
  'mailbox-full',
  'mailbox-disabled',
  'too-large',
  /** The content, the sender or a rule of theirs. */
  'policy',
  /** Our address or domain is thought to send junk. */
  'reputation',
  /** It does not take addresses or text beyond ASCII (RFC 6531). */
  'no-smtputf8',
  'permanent',
] as const
export type ReplyKind = (typeof replyKinds)[number]

export interface RecipientAnswer {
  readonly recipient: EmailAddress
  readonly outcome: 'delivered' | 'failed' | 'deferred'
  readonly kind: ReplyKind
  /** As it was said, on one line and with its codes; ours where nobody said anything. */
  readonly reply: string
  /**
   * An `unknown-recipient` that is not held against the address: it was no answer to RCPT, or its enhanced code is about
   * something else. The next message is offered all the same.
   */
  readonly sparesAddress?: true
  /** Said at the greeting or to EHLO, before anything of the message: it is about us, whatever its kind. */
  readonly atTheDoor?: true
  /** Of what was delivered to a mail host of others. */
  readonly takenBy?: TakenBy
}

/** The mail host of others that took a message for a recipient: within one attempt there may be two. */
export interface TakenBy {
  readonly host: string
  readonly address: string
  /** As in `DeliveryAttempt`. */
  readonly tls: string
}

export interface DeliveryAttempt {
  /** The MX host that answered last, and its address; null when none was reached. */
  readonly host: string | null
  readonly address: string | null
  /** What protected it: `TLSv1.3`, and by whose word; empty for nothing. */
  readonly tls: string
  readonly milliseconds: number
  readonly recipients: readonly RecipientAnswer[]
  /** The process had to stop before any server had a word to say: as if it had not been tried. */
  readonly cutOff?: true
}
