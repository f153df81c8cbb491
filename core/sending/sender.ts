// Who sends: the mailbox that a mail program signed in to, and every address that it may write from.

import type { CommuneId, MailboxId } from '../address/directory.ts'
import type { EmailAddress } from '../address/email-address.ts'

export interface Sender {
  readonly mailbox: MailboxId
  readonly commune: CommuneId
  /** Of the mailbox: where it is told what becomes of its mail. */
  readonly address: EmailAddress
  /** Who had signed in: the holder of the password, or of the session of the webmail; null where nobody is. */
  readonly person: string | null
  /** As `mailboxKey` has them: its own, its aliases, those of shared mailboxes that the person may send from. */
  readonly addresses: ReadonlySet<EmailAddress>
}

export interface Senders {
  /**
   * `credential` as Dovecot names it: the selector of an app password, or the login. Null when that opens nothing any more.
   * Rejects when the database does not answer.
   */
  find(login: string, credential: string): Promise<Sender | null>
  /** Of a session of the webmail; null when the person may not send from the mailbox. Rejects as `find` does. */
  findFor(login: string, person: string): Promise<Sender | null>
}
