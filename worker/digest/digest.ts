// What a digest says to one person, before any words: which messages are held, and what can be done with each.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { HeldAction } from '#core/held/held-link.ts'
import type { QueueId } from '#core/queue/queue-id.ts'

/** One message as it is held for one mailbox. Texts of strangers are single lines without what a reader's eye misses. */
export interface DigestEntry {
  readonly queueId: QueueId
  readonly recipient: EmailAddress
  /** Chosen by whoever wrote; empty when there is none. */
  readonly senderName: string
  /** Empty when nobody knows. */
  readonly senderAddress: string
  readonly subject: string
  readonly since: Date
  /** A `Reason` of this version or an older one. */
  readonly reason: string
  readonly bytes: number
  readonly deletedAt: Date
  /** What may be done, in the order it is offered; without an address when this installation has no page for it. */
  readonly actions: readonly { readonly action: HeldAction; readonly url: string | null }[]
}

export interface Entries {
  readonly shown: readonly DigestEntry[]
  /** Those beyond what one letter can hold. */
  readonly more: number
}

export interface Digest {
  /** Null where a team reads the mailbox. */
  readonly name: string | null
  readonly department: string
  /** Held since the last digest. */
  readonly fresh: Entries
  /** Told before, and soon to be deleted. */
  readonly soon: Entries
  /** False when this installation has no page that the links could lead to. */
  readonly linked: boolean
}
