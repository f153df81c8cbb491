// What counts is what Dovecot has: the sum of messages in the inboxes.

import { ImapFlow } from 'imapflow'

interface Listener {
  readonly host: string
  readonly port: number
}

interface Account {
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
    const status = await imap.status('INBOX', { messages: true })
    total += status === false ? 0 : (status.messages ?? 0)
    await imap.logout()
  }
  return total
}
