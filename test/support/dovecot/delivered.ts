// Mail that comes to a mailbox of a Dovecot under test, as the gateway hands it over.

import { expect } from 'vitest'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { deliverByLmtp } from '#daemons/lmtp/deliver-by-lmtp.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import type { TestDovecot } from './dovecot.ts'

export interface Delivered {
  readonly to: EmailAddress
  /** What its head says of that; the same when it is left out. */
  readonly shownTo?: string
  readonly from?: string
  readonly subject?: string
  /** Its Message-ID, without brackets. */
  readonly id?: string
  /** Whole lines of the head. */
  readonly fields?: readonly string[]
  readonly text?: string
}

let messages = 0

/** Resolves when Dovecot took it, with what its rules did done. */
export async function delivered(
  { installation }: Pick<TestDovecot, 'installation'>,
  {
    to,
    shownTo = to,
    from = 'Paul Martin <paul@away.test>',
    subject = 'Conseil',
    id = `${++messages}.${process.pid}@away.test`,
    fields = [],
    text = 'Bonjour',
  }: Delivered,
): Promise<void> {
  await using pool = new LmtpPool({
    ...{ host: '127.0.0.1', port: installation.ports.lmtp, hostname: 'test' },
    ...{ timeoutMilliseconds: 20_000, maxConnections: 1 },
  })
  const head = [
    `Message-ID: <${id}>`,
    ...[`From: ${from}`, `To: ${shownTo}`, `Subject: ${subject}`, ...fields, '', ''],
  ]
  const reversePath = (/<([^>]*)>/.exec(from)?.[1] ?? from) as ReversePath
  const [answer] = await deliverByLmtp(pool, {
    ...{ reversePath, recipients: [to] },
    content: { head: Buffer.from(head.join('\r\n')), body: bodyInMemory(Buffer.from(`${text}\r\n`)) },
  })
  expect(answer).toMatchObject({ kind: 'answered', reply: { code: 250 } })
}
