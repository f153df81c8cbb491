// What counts is what Dovecot has: the sum of messages in the inboxes. Each is opened, as a person would: Dovecot stops
// indexing a box in which nobody has looked at a thousand messages, and that would flatter the figures.

import type { HostPort } from '#core/address/host-port.ts'
import { type Account, openInbox } from './open-inbox.ts'

export interface InboxCount {
  readonly messages: number
  /** The UID that the next message of each inbox will have at least, by address. */
  readonly nextUid: ReadonlyMap<string, number>
}

export async function countInboxes(at: HostPort, accounts: readonly Account[]): Promise<InboxCount> {
  let messages = 0
  const next = new Map<string, number>()
  for (const account of accounts) {
    const { imap, exists, nextUid } = await openInbox(at, account)
    messages += exists
    next.set(account.address, nextUid)
    await imap.logout()
  }
  return { messages, nextUid: next }
}
