// Whose rules send mail by themselves: the mailbox, the addresses that are its own, and where outside its mail may go.

import type { CommuneId, MailboxId } from '../address/directory.ts'
import type { EmailAddress } from '../address/email-address.ts'

export interface AutomaticSender {
  readonly mailbox: MailboxId
  readonly commune: CommuneId
  readonly address: EmailAddress
  /** As `mailboxKey` has them: its own and its aliases. */
  readonly addresses: ReadonlySet<EmailAddress>
  /** What the département allows at this moment. */
  readonly outside: ReadonlySet<EmailAddress>
}

export interface AutomaticSenders {
  /** Null for a mailbox that is not there, is suspended, or whose sending is. Rejects when the database does not answer. */
  find(address: EmailAddress): Promise<AutomaticSender | null>
  /** One more of this hour; false when there were `most` already. Rejects when nobody can say. */
  count(sender: AutomaticSender, most: number): Promise<boolean>
}
