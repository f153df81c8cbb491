// What our filters found in a message, in words that policy, trace, webmail and a person share. A finding never quotes
// the message: no subject, no text, no account number; at most a file name or the name that was borrowed.

import type { AttachmentMark } from './attachment-mark.ts'

/** What is dangerous about an attached file, found by its content and not by its name. */
export interface AttachmentFinding {
  readonly mark: AttachmentMark
  /** The file's name as the sender wrote it, shortened; empty when it has none. */
  readonly name: string
}

/** Signs of somebody who is not who they seem, or wants money moved. */
export const suspicionMarks = [
  /** The display name of an elected official, of the commune or of the département, from outside. */
  'borrowed-name',
  /** Such a name above a proven address that wrote before and is not listed for it: a namesake, or an unlisted address. */
  'namesake',
  /** A domain that looks like a hosted or trusted one. */
  'look-alike-domain',
  /** Nobody of the commune had mail from this author before. */
  'first-contact',
  /** Asks to pay to another account. */
  'bank-details-change',
  /** Presses for a payment: at once, in secret, as a test; or asks when and where the next one goes. */
  'payment-pressure',
  /** An account number of another country. */
  'foreign-account',
  /** An invoice as a file, although suppliers must use Chorus Pro. */
  'invoice-outside-chorus',
  /** Answers go to another domain than the author's. */
  'answers-elsewhere',
  /** It bears a mark of protected documents; what is resembled is `restricted` or `classified`. */
  'protective-marking',
] as const
export type SuspicionMark = (typeof suspicionMarks)[number]

export interface Suspicion {
  readonly mark: SuspicionMark
  /** What is resembled: a name or a domain; which mark of protection. Empty where the mark says it all. */
  readonly resembles: string
}
