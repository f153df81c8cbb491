// What passes between the stages of inbound mail. Each stage takes the type of the one before and returns its own, so
// that skipping one does not compile. Only types and the names that several stages share live here.

import type {
  CommuneId,
  ForwardTarget,
  MailboxId,
  MailboxTarget,
  RecipientTarget,
  ReturnTarget,
} from '#core/address/directory.ts'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import type { DmarcEvidence } from '#core/deliverability/dmarc-observations.ts'
import type { AttachmentFinding, Suspicion } from '#core/message/findings.ts'
import type { MessageContent } from '#core/message/message-content.ts'
import type { PolicyBook } from '#core/policies/commune-policy.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Result } from '#core/result.ts'
import type { SmtpReply } from '#core/smtp/smtp-reply.ts'
import type { Reason } from '#core/trace/outcome.ts'
import type { VirusVerdict } from '#daemons/clamd/scan-answer.ts'

type Stage<Name extends string> = { readonly '~stage': Name }
type Past<Previous> = Omit<Previous, '~stage'>

/** The client as the connection stage knows it. */
export interface Client {
  readonly session: string
  /** The address that SPF is about: the PROXY protocol's when the peer is one of our proxies. */
  readonly address: string
  readonly helo: string
  readonly extended: boolean
  readonly tls: { readonly version: string; readonly cipher: string } | null
}

/** A complete message from a client, its line endings and size checked; the envelope as the client gave it. */
export type Received = {
  readonly queueId: QueueId
  readonly receivedAt: Date
  /**
   * Out of our own queue: `ours` from somebody who signed in, `report` written by ourselves, `forwarded` from anybody, sent on by
   * a mailbox of ours.
   */
  readonly origin: 'outside' | 'ours' | 'report' | 'forwarded'
  readonly client: Client
  readonly reversePath: ReversePath
  readonly smtputf8: boolean
  readonly content: MessageContent
  readonly recipients: readonly AdmittedRecipient[]
} & Stage<'connection'>

/** One RCPT we said 250 to, with what it leads to. */
export interface AdmittedRecipient {
  readonly given: EmailAddress
  readonly targets: readonly RecipientTarget[]
}

/** The envelope stage's answer to one RCPT. */
export type AdmitRecipient = (
  given: EmailAddress,
  reversePath: ReversePath,
) => Promise<Result<AdmittedRecipient, SmtpReply>>

/** All stages after the connection: takes a message to its one reply. */
export type AcceptMessage = (received: Received) => Promise<SmtpReply>

/** For what is not taken up by the stages: its recipients are told by the trace, and by nothing else. */
export type NoteTurnedAway = (received: Received, why: Stopped) => void

/** Each target once, however many recipients lead to it. */
export type Enveloped = Past<Received> & {
  readonly targets: readonly RecipientTarget[]
  readonly sentOnBefore: SentOnBefore
} & Stage<'envelope'>

/** By which mailboxes of ours. */
export interface SentOnBefore {
  /** As the message carries them, whoever they are of. */
  readonly marks: readonly string[]
  /** Of those that would send it on now. */
  readonly by: ReadonlySet<MailboxId>
}

export type SpfResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'temperror' | 'permerror'
export type DkimResult = 'pass' | 'fail' | 'neutral' | 'none' | 'policy' | 'temperror' | 'permerror'
export type DmarcResult = 'pass' | 'fail' | 'none' | 'permerror'

export interface Verdict {
  readonly spf: SpfResult
  readonly dkim: readonly {
    readonly domain: string
    readonly result: DkimResult
    readonly aligned: boolean
  }[]
  readonly arc: string
  readonly dmarc: DmarcResult
  /** What the domain in From asks for when DMARC fails, test mode taken into account (RFC 9989 §4.7). */
  readonly dmarcAsks: 'none' | 'quarantine' | 'reject'
  /**
   * Doubtful when DMARC could not judge the author, judged another one than a reader sees, or passed by a signature that
   * leaves part of the body to anybody.
   */
  readonly author: 'judged' | 'doubtful'
  /** As `comparableDomain` has it. */
  readonly fromDomain: string | null
  /** An ARC chain that passes and was last sealed by a domain of the configuration vouches for the author (RFC 8617 §7.2.1). */
  readonly vouchedBy: string | null
  /** Domains that stand behind the message: aligned or not, SPF of the reverse-path and every DKIM signature that passed; as `comparableDomain` has them. */
  readonly authenticatedDomains: readonly string[]
  /** A key that had no answer stands between the author and being proven, and DMARC asks for nothing. */
  readonly mightYetBeProven: boolean
}

/** `content` now has our trace fields, and no field that claims to be ours. */
export type Authenticated = Past<Enveloped> & {
  readonly verdict: Verdict
  /** For the reports that the author's domain asks for; null when it asks for none. */
  readonly dmarcEvidence: DmarcEvidence | null
  /** The one address in From as `comparableAddress` has it; empty when From names none that can be read. */
  readonly author: string
  /** As it came, for the filters. */
  readonly original: MessageContent
} & Stage<'authentication'>

export interface Findings {
  readonly score: number
  /** Name → points of every rule of rspamd that matched. */
  readonly symbols: Readonly<Record<string, number>>
  /** rspamd finds the message suspicious enough to ask for a second try. */
  readonly greylist: boolean
  /** False when rspamd asked for that before it had scored: `score` and `symbols` are less than the message deserves. */
  readonly scoreIsWhole: boolean
  readonly scan: VirusVerdict
  readonly attachments: readonly AttachmentFinding[]
  /** The virus scanner named one mark where there may be others. */
  readonly mayHideMore: boolean
  /** Suspicions depend on who receives: a name is known in one commune and not in another. */
  readonly suspicions: ReadonlyMap<CommuneId, readonly Suspicion[]>
  /** Those that would remain of them once the author is proven; null where no answer is missing for that. */
  readonly suspicionsOnceProven: ReadonlyMap<CommuneId, readonly Suspicion[]> | null
}

export type Filtered = Past<Authenticated> & {
  readonly findings: Findings
  /** The policies that held when the message was looked at. */
  readonly book: PolicyBook
} & Stage<'filtering'>

/** Where a mailbox gets a message, and why there. */
export interface Place {
  readonly kind: 'deliver' | 'junk'
  readonly reason: Reason
}

/** What policy wants for one mailbox. */
export type Decision =
  | { readonly kind: 'deliver' | 'junk' | 'hold'; readonly reason: Reason }
  | { readonly kind: 'refuse'; readonly reason: Reason; readonly reply: SmtpReply }
  | {
      readonly kind: 'defer'
      readonly reason: Reason
      readonly reply: SmtpReply
      /** Where it goes when it is ours to try again, because others have the message. */
      readonly later: Place
    }

/** What policy wants for what leaves the house again. */
export type OutgoingDecision =
  | { readonly kind: 'send-on'; readonly reason: Reason }
  | { readonly kind: 'refuse' | 'defer'; readonly reason: Reason; readonly reply: SmtpReply }

export interface DecidedMailbox {
  readonly target: MailboxTarget
  readonly decision: Decision
}

export interface DecidedOutgoing {
  readonly target: ForwardTarget | ReturnTarget
  readonly decision: OutgoingDecision
}

export type DecidedTarget = DecidedMailbox | DecidedOutgoing

export const isOutgoing = (decided: DecidedTarget): decided is DecidedOutgoing =>
  decided.target.kind !== 'mailbox'

export type Decided = Past<Filtered> & { readonly decided: readonly DecidedTarget[] } & Stage<'policy'>

/** A stage that cannot go on: the reply for the whole message. */
export interface Stopped {
  readonly reply: SmtpReply
  readonly reason: Reason
}
