// What was sent from the webmail and has not left yet (db/schema/outbox.ts).

import type { CommuneId, MailboxId } from '../address/directory.ts'
import type { EmailAddress } from '../address/email-address.ts'

/** A message in the folder of drafts (RFC 9051 §2.3.1.1). */
export interface DraftPlace {
  readonly uid: number
  readonly uidValidity: string
}

export interface NewOutgoing {
  readonly commune: CommuneId
  readonly mailbox: MailboxId
  readonly person: string
  readonly client: string
  readonly reversePath: EmailAddress
  readonly recipients: readonly [EmailAddress, ...EmailAddress[]]
  /** Whole; its blind copies are a field of it, which the submission takes out. */
  readonly content: Buffer
  readonly draft: DraftPlace | null
  /** The change of the draft that is sent; null where there is none. */
  readonly revision: string | null
  /** Whose change that is: another draft of the box may name the same one. */
  readonly draftId: string | null
  /** Of the request that sends it; null where it has none. */
  readonly askedKey: string | null
  readonly sendAt: Date
}

/** Said of what did not leave because its draft was thrown away meanwhile, where a server's reply stands otherwise. */
export const draftGone = 'draft-gone'

/** Claimed by one worker: nobody takes it back meanwhile. */
export interface ClaimedOutgoing extends Omit<NewOutgoing, 'revision' | 'draftId' | 'askedKey'> {
  readonly id: string
  /** Address of the box. */
  readonly address: EmailAddress
  /** True once it has left: only its copy is still to be filed. */
  readonly hasLeft: boolean
  /** Before this one. */
  readonly attempts: number
}
