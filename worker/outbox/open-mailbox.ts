// The box that a message is sent from, over IMAP, as the person who wrote it.

import { ImapFlow } from 'imapflow'
import type { HostPort } from '#core/address/host-port.ts'
import type { Clock } from '#core/clock.ts'
import type { Secret } from '#core/secret.ts'
import type { ClaimedOutgoing } from '#core/sending/outbox.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'

export interface BoxParts {
  readonly imap: HostPort
  readonly tokenKey: Secret
  readonly clock: Clock
}

const connectMilliseconds = 10_000
const answerMilliseconds = 60_000

/** Rejects where Dovecot does not answer now, or does not let that person in. */
export async function inMailboxOf<Value>(
  { address, person }: Pick<ClaimedOutgoing, 'address' | 'person'>,
  { imap, tokenKey, clock }: BoxParts,
  work: (client: ImapFlow) => Promise<Value>,
): Promise<Value> {
  const client = new ImapFlow({
    ...imap,
    ...{ secure: false, doSTARTTLS: false, logger: false },
    auth: {
      user: address,
      accessToken: await issueMailboxToken({ mailbox: address, person }, tokenKey, clock),
    },
    ...{ connectionTimeout: connectMilliseconds, socketTimeout: answerMilliseconds },
  })
  // Whoever waits for an answer hears of it; without a listener the process would end.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.logout().catch(() => undefined)
  }
}

/** Where messages of such a use are, as the box itself says (RFC 6154). */
export async function folderFor(client: ImapFlow, use: '\\Sent' | '\\Drafts'): Promise<string> {
  const folders = await client.list()
  return folders.find(({ specialUse }) => specialUse === use)?.path ?? use.slice(1)
}
