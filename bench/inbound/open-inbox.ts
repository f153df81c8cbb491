// An inbox over IMAP, as its reader opens it.

import { ImapFlow } from 'imapflow'
import type { HostPort } from '#core/address/host-port.ts'

export interface Account {
  readonly address: string
  readonly password: string
}

/** The caller logs out. `exists` is the number of messages, `nextUid` what the next one's UID will be at least. */
export async function openInbox(
  at: HostPort,
  { address, password }: Account,
): Promise<{ readonly imap: ImapFlow; readonly exists: number; readonly nextUid: number }> {
  const imap = new ImapFlow({
    ...at,
    secure: false,
    tls: { rejectUnauthorized: false },
    auth: { user: address, pass: password },
    logger: false,
  })
  await imap.connect()
  const { exists, uidNext: nextUid } = await imap.mailboxOpen('INBOX')
  return { imap, exists, nextUid }
}
