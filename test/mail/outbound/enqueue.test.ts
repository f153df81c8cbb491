import { expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Domain, EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { enqueue } from '#mail/outbound/enqueue.ts'
import type { Signed } from '#mail/outbound/stages.ts'
import { queuedRecipient } from '#test/support/database/queued.ts'

const claire = 'claire@mairie-saulieu.test'

const signed = (given: { subject?: Buffer; asked?: boolean; to?: string }): Signed => {
  const { subject = Buffer.from('Bonjour'), asked = false, to = 'paul@away.test' } = given
  const head = Buffer.concat([Buffer.from(`From: ${claire}\r\nSubject: `), subject, Buffer.from('\r\n\r\n')])
  return {
    queueId: '01K00000000000000000000000' as QueueId,
    receivedAt: new Date('2026-02-02T09:00:00Z'),
    session: { id: 's', address: '192.0.2.77', helo: 'copieur', tls: null },
    sender: {
      ...{ mailbox: 'm' as MailboxId, commune: 'c' as CommuneId, person: null },
      ...{ address: claire as EmailAddress, addresses: new Set([claire as EmailAddress]) },
    },
    ...{ reversePath: claire as ReversePath, author: claire as EmailAddress, smtputf8: asked },
    ...{ returns: 'headers', envelopeId: null, justification: null, leak: null, held: false },
    content: { head, body: bodyInMemory(Buffer.from('x\r\n')) },
    recipients: [queuedRecipient(to)],
    ...{ signed: head, signedFor: 'mairie-saulieu.test' as Domain },
    '~stage': 'signing',
  }
}

async function queued(mail: Signed): Promise<NewQueuedMessage | undefined> {
  const taken: NewQueuedMessage[] = []
  await enqueue(mail, { enqueue: async (...messages) => void taken.push(...messages) })
  return taken[0]
}

const latin1 = Buffer.from('Numérisation', 'latin1')

test.each([
  ['ASCII alone', false, {}],
  ['ASCII alone, SMTPUTF8 asked for', false, { asked: true }],
  ['the raw subject of a copier', false, { subject: latin1 }],
  ['a raw subject in UTF-8, SMTPUTF8 not asked for', false, { subject: Buffer.from('Numérisation') }],
  ['a raw subject, SMTPUTF8 asked for', true, { subject: Buffer.from('Numérisation'), asked: true }],
  ['a recipient beyond ASCII', true, { to: 'hélène@away.test', asked: true }],
])('%s → needs SMTPUTF8 on its way: %s', async (_, needs, given) => {
  expect(await queued(signed(given))).toMatchObject({ smtputf8: needs })
})
