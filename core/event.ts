// Everything the log can say: one closed union, each event with its fields. Never a body, a subject, a password or a
// token: a field that could hold one does not exist here. `docs/events.md` is generated from this file.

import type { Reason } from './outcome.ts'

export type Event =
  /** A process is ready to serve. */
  | { readonly event: 'process.ready'; readonly port?: number }
  /** A process was asked to stop and finishes what it has. */
  | { readonly event: 'process.stopping'; readonly signal: string }
  /** A bug or an unreachable dependency ended the process. */
  | { readonly event: 'process.failed'; readonly cause: string }
  /** A connection, a command or a message was refused before anybody looked at what the message says. */
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
  /** What was sent from the webmail was handed to the submission: it left, was refused, or is tried again later. */
  | {
      readonly event: 'outbox.submitted'
      readonly outgoing: string
      readonly became: 'left' | 'refused' | 'later'
    }
  /** It left, and its copy could not be filed in the box: tried again for a day. */
  | { readonly event: 'outbox.not-filed'; readonly outgoing: string; readonly cause: string }
  /** What somebody who signed in sent was taken into the queue, or was not, and why. */
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
  /** Mail of ours that was not looked into, because of how much its mailbox sends: the bound, or that it is suspended. */
  | { readonly event: 'submission.not-allowed'; readonly queueId: string; readonly reason: string }
  /** A mailbox sends as if somebody had taken it over: nothing leaves it until somebody says so. */
  | {
      readonly event: 'sending.stopped'
      readonly mailbox: string
      readonly signals: readonly string[]
      readonly recipients: number
      readonly firstTime: number
    }
  /** The letter that says to whoever reads a mailbox that its sending is suspended was handed to Dovecot, or was not. */
  | {
      readonly event: 'sending.told'
      readonly mailbox: string
      readonly reply: string
      readonly attempt: number
    }
  /** What the filters said of mail of ours. */
  | {
      readonly event: 'submission.scanned'
      readonly queueId: string
      readonly score: number
      readonly virus: string | null
    }
  /** What was found in mail of ours that should perhaps not leave, and what is done about it; never the value. */
  | {
      readonly event: 'submission.leaks'
      readonly queueId: string
      readonly findings: readonly string[]
      readonly action: string
      readonly reason: string
    }
  /** What SPF, DKIM, DMARC and ARC said, and which trusted sealer excuses a failure, once per message. */
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
  /** What the filters said, once per message. */
  | {
      readonly event: 'mail.filtered'
      readonly queueId: string
      readonly score: number
      readonly symbols: readonly string[]
      readonly virus: string | null
      readonly findings: readonly string[]
      readonly milliseconds: number
    }
  /** A message was turned away as a whole, before there was a decision for each recipient. */
  | {
      readonly event: 'mail.stopped'
      readonly queueId: string
      readonly reason: Reason
      readonly reply: string
    }
  /** What became of one recipient. */
  | {
      readonly event: 'mail.settled'
      readonly queueId: string
      readonly recipient: string
      readonly outcome: 'delivered' | 'forwarded' | 'held' | 'waiting' | 'refused' | 'deferred'
      readonly reason: Reason
      readonly reply: string
    }
  /** Rows that wait or are held were committed, under an id of their own when the message went two ways. */
  | {
      readonly event: 'mail.kept'
      readonly queueId: string
      readonly keptAs: string
      readonly recipients: number
    }
  /** A message was put into the queue of outgoing mail, under an id of its own: sent on for a mailbox, or a notification that goes back. */
  | {
      readonly event: 'mail.forwarded'
      readonly queueId: string
      readonly forwardedAs: string
      readonly mailbox: string
      readonly recipients: number
    }
  /** What the rules of a mailbox would send, an answer, a notice or a redirect, was taken into the queue, or was not, and why. */
  | {
      readonly event: 'sieve.answered'
      readonly queueId: string
      readonly kind: 'redirect' | 'answer' | 'notice' | null
      readonly mailbox: string | null
      readonly recipients: number
      readonly bytes: number
      readonly reply: string
    }
  /** What would be held is asked to come back: as much is held for this mailbox, or in all, as may be, or the disk is nearly full. Told once an hour. */
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
  /** The one reply the sender got at the end of data. */
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
  /** A rule of a list of senders that cannot be read is left out; the others hold. */
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
  /** A waiting message was kept for a person to look at: the way to the mailbox stayed closed for too long. */
  | {
      readonly event: 'retry.held'
      readonly queueId: string
      readonly recipient: string
      readonly attempts: number
    }
  /** Somebody, or the end of its time, decided about a held message: released ones are delivered next. */
  | {
      readonly event: 'held.decided'
      readonly queueId: string
      readonly recipient: string
      readonly decision: 'released' | 'deleted' | 'expired'
    }
  /** The daily digest of held mail was handed to Dovecot; one that is refused tells the same again on the next day. */
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
  /** A lesson that teaches nothing: known already, or one too many of this mailbox. */
  | {
      readonly event: 'learning.ignored'
      readonly mailbox: string
      readonly class: 'spam' | 'ham'
      readonly cause: string
    }
  /** A lesson is lost: rspamd was away for too long, or too many wait. */
  | {
      readonly event: 'learning.dropped'
      readonly mailbox: string
      readonly class: 'spam' | 'ham'
      readonly cause: string
    }
  /** A pair of keys was made (`publish`), signs from now on (`activate`), or its record was taken away (`forget`). */
  | {
      readonly event: 'signing.rotated'
      readonly domain: string
      readonly step: 'publish' | 'activate' | 'forget'
      readonly algorithm: string
      readonly selector: string | null
    }
  /** The DNS does not show the record of a key that signs or shall sign, or another one in its place: somebody has to publish it. */
  | {
      readonly event: 'signing.record-not-seen'
      readonly domain: string
      readonly selector: string
      readonly seen: 'missing' | 'different'
    }
  /** Our own name server does not take the records of keys into a zone that it serves. Told once, and again after it did. */
  | { readonly event: 'zone.not-changed'; readonly zone: string; readonly cause: string }
  /** One try at a destination was made and written down; `lost` when another runner had taken the delivery over meanwhile, `gone` when somebody deleted the message. */
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
  /** A delivery that ended its runner each time, or of which nobody said what became of it, is held for a person. */
  | { readonly event: 'queue.poisoned'; readonly queueId: string; readonly destination: string }
  /** A letter about a message that waits, or waited, for somebody to agree was put into the queue under an id of its own. */
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
