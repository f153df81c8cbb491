// What somebody shows the spam filter: one message, and what it is.

import type { EmailAddress } from '#core/address/email-address.ts'

export interface Lesson {
  readonly class: 'spam' | 'ham'
  /** The mailbox that it lay in. */
  readonly mailbox: EmailAddress
  readonly content: Buffer
}

/** Takes a lesson without waiting for what becomes of it; false when there are too many already. */
export type Teach = (lesson: Lesson) => boolean
