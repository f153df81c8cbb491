// Another program at a mailbox of a webmail under test.

import { ImapFlow } from 'imapflow'
import type { EmailAddress } from '#core/address/email-address.ts'
import { systemClock } from '#core/clock.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import type { TestWebmail } from './test-webmail.ts'

type Reached = Pick<TestWebmail, 'made' | 'dovecot'>

export async function openBoxClient(
  { made, dovecot }: Reached,
  mailbox: EmailAddress,
): Promise<ImapFlow & AsyncDisposable> {
  const token = { mailbox, person: made.person }
  const accessToken = await issueMailboxToken(token, dovecot.tokenKey, systemClock)
  const { imap: port } = dovecot.installation.ports
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, logger: false as const },
    auth: { user: mailbox, accessToken },
  })
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.logout() })
}

const message = (subject: string) =>
  `From: Marie Durand <marie@ailleurs.test>\r\nSubject: ${subject}\r\n\r\nBonjour\r\n`

/** Its uid in the inbox. */
export async function deliverTo(
  webmail: Reached,
  mailbox: EmailAddress,
  subject = 'Devis de toiture',
): Promise<number> {
  await using client = await openBoxClient(webmail, mailbox)
  const appended = await client.append('INBOX', message(subject))
  if (appended === false || appended.uid === undefined) throw new Error('not appended')
  return appended.uid
}
