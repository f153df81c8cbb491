// Everything the log can say: one closed union, each event with its fields. Never a body, a subject, a password or a
// token: a field that could hold one does not exist here. `docs/events.md` is generated from this file.

import type { Reason } from './trace/outcome.ts'

export type Event =
  /** A process is ready to serve. */
  | { readonly event: 'process.ready'; readonly port?: number }
  /** A process was asked to stop and finishes what it has. */
  | { readonly event: 'process.stopping'; readonly signal: string }
  /** A bug or an unreachable dependency ended the process. */
  | { readonly event: 'process.failed'; readonly cause: string }
  /** A connection, a command or a message was refused before its content was checked. */
  | {
      readonly event: 'smtp.refused'
      readonly session: string
      readonly client: string
      readonly reply: string
      readonly stage: string
    }
  /** The connection ended before the message did: nothing was delivered. */
  | {
      readonly event: 'smtp.dropped'
      readonly session: string
      readonly client: string
      readonly cause: string
    }
  /** A bug met in one session: its client got 451, every other session goes on. */
  | { readonly event: 'smtp.bug'; readonly session: string; readonly cause: string }
  /** A bug met in one request: its client got 500, nothing was changed, every other request goes on. */
  | { readonly event: 'web.bug'; readonly route: string; readonly cause: string }
  /** The certificate shown after STARTTLS was replaced by the one now on disk. */
  | { readonly event: 'tls.reloaded'; readonly certificateFile: string }
  /** The certificate on disk cannot be used: the previous one stays in place. */
  | { readonly event: 'tls.reload-failed'; readonly certificateFile: string; readonly cause: string }
  /** A message of the outbox was given to submission: it left, was refused, or is retried later. */
  | {
      readonly event: 'outbox.submitted'
      readonly outgoing: string
      readonly became: 'left' | 'refused' | 'later'
    }
  /** A message of the outbox left, and its copy could not be filed in Sent: retried for a day. */
  | { readonly event: 'outbox.not-filed'; readonly outgoing: string; readonly cause: string }
  /** A submitted message was queued, or was not, and why. */
  | {
      readonly event: 'submission.answered'
      readonly queueId: string
      readonly session: string
      readonly client: string
      readonly mailbox: string
      readonly reversePath: string
      readonly recipients: number
      readonly bytes: number
      readonly reply: string
      readonly milliseconds: number
    }
  /** A submitted message was not checked, because its mailbox reached a sending limit or is suspended. */
  | { readonly event: 'submission.not-allowed'; readonly queueId: string; readonly reason: string }
  /** A mailbox sends as if it had been taken over: its sending is suspended. */
  | {
      readonly event: 'sending.stopped'
      readonly mailbox: string
      readonly signals: readonly string[]
      readonly recipients: number
      readonly firstTime: number
    }
  /** The letter about suspended sending was delivered to the mailbox, or was not. */
  | {
      readonly event: 'sending.told'
      readonly mailbox: string
      readonly reply: string
      readonly attempt: number
    }
  /** The results of the filters for a submitted message. */
  | {
      readonly event: 'submission.scanned'
      readonly queueId: string
      readonly score: number
      readonly virus: string | null
    }
  /** The leaks found in a submitted message, and the action; never the value. */
  | {
      readonly event: 'submission.leaks'
      readonly queueId: string
      readonly findings: readonly string[]
      readonly action: string
      readonly reason: string
    }
  /** The results of SPF, DKIM, DMARC and ARC, and the trusted sealer that excuses a failure, once per message. */
  | {
      readonly event: 'mail.authenticated'
      readonly queueId: string
      readonly spf: string
      readonly dkim: string
      readonly dmarc: string
      readonly arc: string
      readonly vouchedBy: string | null
      readonly fromDomain: string | null
      readonly milliseconds: number
    }
  /** The results of the filters, once per message. */
  | {
      readonly event: 'mail.filtered'
      readonly queueId: string
      readonly score: number
      readonly symbols: readonly string[]
      readonly virus: string | null
      readonly findings: readonly string[]
      readonly milliseconds: number
    }
  /** A message was refused as a whole, before there was a decision for each recipient. */
  | {
      readonly event: 'mail.stopped'
      readonly queueId: string
      readonly reason: Reason
      readonly reply: string
    }
  /** The outcome of one recipient. */
  | {
      readonly event: 'mail.settled'
      readonly queueId: string
      readonly recipient: string
      readonly outcome: 'delivered' | 'forwarded' | 'held' | 'waiting' | 'refused' | 'deferred'
      readonly reason: Reason
      readonly reply: string
    }
  /** Waiting or held copies were committed, under an id of their own when the message went to Inbox and Junk. */
  | {
      readonly event: 'mail.kept'
      readonly queueId: string
      readonly keptAs: string
      readonly recipients: number
    }
  /** A forward of a mailbox, or a notification that returns, was put into the outgoing queue under an id of its own. */
  | {
      readonly event: 'mail.forwarded'
      readonly queueId: string
      readonly forwardedAs: string
      readonly mailbox: string
      readonly recipients: number
    }
  /** An answer, a notice or a redirect of a mailbox's Sieve rules was queued, or was not, and why. */
  | {
      readonly event: 'sieve.answered'
      readonly queueId: string
      readonly kind: 'redirect' | 'answer' | 'notice' | null
      readonly mailbox: string | null
      readonly recipients: number
      readonly bytes: number
      readonly reply: string
    }
  /** Mail that would be held gets 452: a limit on held mail is reached, or the disk is nearly full. Logged once an hour. */
  | {
      readonly event: 'held.full'
      readonly bound: 'mailbox' | 'total' | 'disk'
      readonly mailbox: string | null
    }
  /** The rows could not be committed although somebody has the message: the sender's retry will be a duplicate there. */
  | {
      readonly event: 'mail.duplicate-risk'
      readonly queueId: string
      readonly delivered: number
      readonly notKept: number
    }
  /** The reply that the sender got at the end of data. */
  | {
      readonly event: 'mail.answered'
      readonly queueId: string
      readonly reversePath: string
      readonly recipients: number
      readonly bytes: number
      readonly reply: string
      readonly milliseconds: number
    }
  /** A component did not answer, or answered nonsense. */
  | {
      readonly event: 'component.unavailable'
      readonly component: string
      readonly cause: string
      readonly queueId?: string
    }
  /** Entries of the trace, the security log, the DMARC observations or the list of correspondents could not be written and are lost. */
  | { readonly event: 'trace.lost'; readonly kind: string; readonly entries: number; readonly cause: string }
  /** A rule of a sender list that cannot be read is left out; the others apply. */
  | { readonly event: 'policy.rule-skipped'; readonly rule: string; readonly commune: string }
  /** Rows older than the spec keeps them were deleted. */
  | { readonly event: 'retention.forgotten'; readonly kind: string; readonly rows: number }
  /** A component answers again. */
  | { readonly event: 'component.recovered'; readonly component: string }
  /** A mailbox exists in Dovecot and can receive. */
  | { readonly event: 'mailbox.provisioned'; readonly address: string }
  /** A waiting message was tried again. */
  | {
      readonly event: 'retry.attempted'
      readonly queueId: string
      readonly recipient: string
      readonly reply: string
      readonly attempt: number
    }
  /** A waiting message is held for a person: its mailbox did not take it for too long. */
  | {
      readonly event: 'retry.held'
      readonly queueId: string
      readonly recipient: string
      readonly attempts: number
    }
  /** A held message was released or deleted by a person, or expired: released ones are delivered next. */
  | {
      readonly event: 'held.decided'
      readonly queueId: string
      readonly recipient: string
      readonly decision: 'released' | 'deleted' | 'expired'
    }
  /** The daily letter about held mail was given to Dovecot; after a refusal, the next day's letter lists the same. */
  | {
      readonly event: 'digest.attempted'
      readonly mailbox: string
      readonly entries: number
      readonly reply: string
      readonly attempt: number
    }
  /** Somebody moved a message into or out of Junk, and the spam filter learned from it. */
  | {
      readonly event: 'learning.taught'
      readonly mailbox: string
      readonly class: 'spam' | 'ham'
      readonly answer: string
    }
  /** A move that teaches the filter nothing: known already, or over the limit of this mailbox. */
  | {
      readonly event: 'learning.ignored'
      readonly mailbox: string
      readonly class: 'spam' | 'ham'
      readonly cause: string
    }
  /** A move was not learned: rspamd was down for too long, or too many wait. */
  | {
      readonly event: 'learning.dropped'
      readonly mailbox: string
      readonly class: 'spam' | 'ham'
      readonly cause: string
    }
  /** A DKIM key pair was made (`publish`), signs from now on (`activate`), or its record was removed (`forget`). */
  | {
      readonly event: 'signing.rotated'
      readonly domain: string
      readonly step: 'publish' | 'activate' | 'forget'
      readonly algorithm: string
      readonly selector: string | null
    }
  /** The DNS does not have the record of a DKIM key, or has another one: somebody has to publish it. */
  | {
      readonly event: 'signing.record-not-seen'
      readonly domain: string
      readonly selector: string
      readonly seen: 'missing' | 'different'
    }
  /** Our own name server refuses the DKIM records of a zone that it serves. Logged once, and again after a success. */
  | { readonly event: 'zone.not-changed'; readonly zone: string; readonly cause: string }
  /** A delivery attempt was recorded; `lost`: another runner had taken it over, `gone`: somebody deleted the message. */
  | {
      readonly event: 'queue.attempted'
      readonly queueId: string
      readonly destination: string
      readonly host: string | null
      readonly delivered: number
      readonly failed: number
      readonly deferred: number
      readonly attempt: number
      readonly milliseconds: number
      readonly state: 'waiting' | 'held' | 'done' | 'lost' | 'gone'
    }
  /** A delivery that ended its runner three times, or whose result was never recorded, is held for a person. */
  | { readonly event: 'queue.poisoned'; readonly queueId: string; readonly destination: string }
  /** A letter about a message that waits, or waited, for approval was put into the queue under an id of its own. */
  | {
      readonly event: 'approval.told'
      readonly queueId: string
      readonly letter: string
      readonly mailbox: string
      readonly as: string
    }
  /** A bug met in one try: the delivery is tried again when its lease is over, and held after the third. */
  | {
      readonly event: 'queue.bug'
      readonly queueId: string
      readonly destination: string
      readonly cause: string
    }
