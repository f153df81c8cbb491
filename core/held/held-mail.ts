// Mail that waits for somebody to decide about it: what is known of it, and what may be done with it.

import type { CommuneId } from '../address/directory.ts'
import type { EmailAddress } from '../address/email-address.ts'
import type { QueueId } from '../queue/queue-id.ts'

/** One message as it is held for one recipient; nothing of what it says. */
export interface HeldRecipient {
  readonly queueId: QueueId
  /** The id that the sender was told, which our findings are signed for. */
  readonly receivedAs: QueueId
  readonly recipient: EmailAddress
  readonly commune: CommuneId
  readonly communeName: string
  /** The address in From, empty when it names none that can be read. */
  readonly author: string
  readonly reversePath: string
  readonly bytes: number
  /** A `Reason` of this version or an older one. */
  readonly reason: string
  readonly since: Date
}

/** What somebody decides about: one message, for some of those it is held for. */
export interface HeldChoice {
  readonly queueId: QueueId
  /** The tenant that decides; null for the département, which decides for all. */
  readonly commune: CommuneId | null
  /** Null: for everybody it is held for. */
  readonly recipients: readonly EmailAddress[] | null
}

export interface ReleaseWishes {
  /** From now on the communes that release it take what this author sends and can prove. */
  readonly allowSender: boolean
  /** Even where the commune denies this very address; only who may change its list may wish for that. */
  readonly evenDenied: boolean
  /** The filter learns that this is no spam. */
  readonly learn: boolean
  /** Even what the scanner found a virus in; nobody can wish for that by accident. */
  readonly evenVirus: boolean
}

export interface Released {
  readonly recipients: readonly EmailAddress[]
  /** The address that is on the list of those let through from now on, in one commune at least. */
  readonly allowed: EmailAddress | null
}
