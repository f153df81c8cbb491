// How much mail is held, for whoever decides whether more may be.

import type { MailboxId } from '../address/directory.ts'

export interface HeldOctets {
  /** What is held for each of these mailboxes; those for which nothing is may be missing. Rejects without an answer. */
  ofMailboxes(mailboxes: readonly MailboxId[]): Promise<ReadonlyMap<MailboxId, number>>
  /** A message counts once, however many mailboxes it is held for. Rejects without an answer. */
  inAll(): Promise<number>
}
