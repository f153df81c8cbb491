// What counts is what Dovecot has: the sum of messages in the inboxes. Each is opened, as a person would: Dovecot stops
// indexing a box in which nobody has looked at a thousand messages, and that would flatter the figures.

import type { HostPort } from '#core/host-port.ts'
import { type Account, openInbox } from './open-inbox.ts'

export async function countInboxes(at: HostPort, accounts: readonly Account[]): Promise<number> {
  let total = 0
  for (const account of accounts) {
    const { imap, exists } = await openInbox(at, account)
    total += exists
    await imap.logout()
  }
  return total
}
