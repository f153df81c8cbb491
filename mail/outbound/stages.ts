// What passes between the stages of outgoing mail. Each stage takes the type of the one before and returns its own, so that
// skipping one does not compile.

import type { Domain, EmailAddress, ReversePath } from '#core/address/email-address.ts'
import type { MessageContent } from '#core/message/message-content.ts'
import type { Justification } from '#core/policies/leak-justification.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { QueuedLeak, QueuedRecipient } from '#core/queue/queued-mail.ts'
import type { Sender } from '#core/sending/sender.ts'
import type { SmtpReply } from '#core/smtp/smtp-reply.ts'
import type { Reason } from '#core/trace/outcome.ts'

type Stage<Name extends string> = { readonly '~stage': Name }
type Past<Previous> = Omit<Previous, '~stage'>

/** A complete message of somebody who signed in, as it came; the envelope is one that its sender may use. */
export type Submitted = {
  readonly queueId: QueueId
  readonly receivedAt: Date
  readonly session: SubmissionSession
  readonly sender: Sender
  readonly reversePath: ReversePath
  /** Asked for by SMTPUTF8 (RFC 6531 §3.4). */
  readonly smtputf8: boolean
  readonly returns: 'full' | 'headers'
  readonly envelopeId: string | null
  readonly content: MessageContent
  readonly recipients: readonly [QueuedRecipient, ...QueuedRecipient[]]
} & Stage<'submission'>

/** The client as the connection knows it; nobody who gets the message learns of it. */
export interface SubmissionSession {
  readonly id: string
  readonly address: string
  readonly helo: string
  readonly tls: { readonly version: string; readonly cipher: string } | null
}

/** A stage that cannot go on: the reply for the whole message. */
export interface Stopped {
  readonly reply: SmtpReply
  readonly reason: Reason
}

/** All stages after the connection: takes a message to its one reply. */
export type AcceptSubmission = (submitted: Submitted) => Promise<SmtpReply>

/** `content` is what will be sent but for its signatures: what must not leave is gone, what must be there is. */
export type Cleaned = Past<Submitted> & {
  /** The one address in From, which the sender may use. */
  readonly author: EmailAddress
  /** Why it leaves whatever is found in it; null where nobody said so. */
  readonly justification: Justification | null
} & Stage<'clean-up'>

export type Checked = Past<Cleaned> & {
  /** What somebody answers for; null for what nobody needs to. */
  readonly leak: QueuedLeak | null
  /** A manager of the commune must agree before anything leaves. */
  readonly held: boolean
} & Stage<'checks'>

export type Fitted = Past<Checked> & {
  /** As it will be sent but for its signatures, and no line of it longer than a server must take. */
  readonly whole: Buffer
} & Stage<'lines'>

export type Signed = Past<Checked> & {
  /** Whole, as it goes over the wire. */
  readonly signed: Buffer
  readonly signedFor: Domain
} & Stage<'signing'>
