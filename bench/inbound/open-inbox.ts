// An inbox over IMAP, as its reader opens it.

import { ImapFlow } from 'imapflow'
import type { HostPort } from '#core/host-port.ts'

export interface Account {
  readonly address: string
  readonly password: string
}

/** The caller logs out. `exists` is the number of messages. */
export async function openInbox(
  at: HostPort,
  { address, password }: Account,
): Promise<{ readonly imap: ImapFlow; readonly exists: number }> {
  const imap = new ImapFlow({
    ...at,
    secure: false,
    tls: { rejectUnauthorized: false },
    auth: { user: address, pass: password },
    logger: false,
  })
  await imap.connect()
  return { imap, exists: (await imap.mailboxOpen('INBOX')).exists }
}
