// Every recipient of a message ends in exactly one outcome.

import type { SmtpReply } from '../smtp/smtp-reply.ts'

/** Why a message took the way it took: log field, metric label, header and the sentence a person reads. */
export type Reason =
  | 'clean'
  | 'junk-score'
  | 'spam-score'
  | 'virus'
  | 'unscannable'
  | 'dmarc-reject'
  | 'dmarc-quarantine'
  | 'author-doubtful'
  | 'authentication-unavailable'
  | 'filter-unavailable'
  | 'scanner-unavailable'
  | 'message-malformed'
  | 'message-too-large'
  /** This machine had no room for it at that moment. */
  | 'no-room'
  /** A mistake of ours. */
  | 'internal-fault'
  | 'mail-loop'
  | 'delivery-deferred'
  | 'delivery-refused'
  | 'mailbox-full'
  /** It would be held, and as much is held as may be. */
  | 'held-full'
  | 'sender-denied'
  | 'sender-allowed'
  | 'attachment'
  | 'suspicion'
  | 'greylisted'
  | 'list-closed'
  | 'released'
  /** Waited, was tried again, and is in its mailbox. */
  | 'retried'
  /** Taken from somebody who signed in, and on its way. */
  | 'submitted'
  /** Another server has it. */
  | 'remote-accepted'
  | 'remote-deferred'
  | 'remote-refused'
  /** It was tried until its time was over. */
  | 'given-up'
  /** It may give away what the law protects. */
  | 'leak'
  /** It waited for somebody to agree, and nobody decided in time. */
  | 'undecided'
  /** Somebody took it out of the queue before it left. */
  | 'withdrawn'
  | 'sending-limit'
  /** Its author may not write with that address. */
  | 'author-refused'

export type Outcome =
  | { readonly kind: 'delivered'; readonly reply: SmtpReply }
  | { readonly kind: 'held'; readonly reason: Reason }
  | { readonly kind: 'waiting'; readonly retryAt: Date; readonly reply: SmtpReply }
  | { readonly kind: 'refused'; readonly reply: SmtpReply; readonly reason: Reason }
  | { readonly kind: 'deferred'; readonly reply: SmtpReply; readonly reason: Reason }
