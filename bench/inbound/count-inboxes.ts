// What counts is what Dovecot has: the sum of messages in the inboxes. Each is opened, as a person would: Dovecot stops
// indexing a box in which nobody has looked at a thousand messages, and that would flatter the figures.

import { ImapFlow } from 'imapflow'

interface Listener {
  readonly host: string
  readonly port: number
}

export interface Account {
  readonly address: string
  readonly password: string
}

export async function countInboxes(at: Listener, accounts: readonly Account[]): Promise<number> {
  let total = 0
  for (const { address, password } of accounts) {
    const imap = new ImapFlow({
      ...at,
      secure: false,
      tls: { rejectUnauthorized: false },
      auth: { user: address, pass: password },
      logger: false,
    })
    await imap.connect()
    total += (await imap.mailboxOpen('INBOX')).exists
    await imap.logout()
  }
  return total
}
