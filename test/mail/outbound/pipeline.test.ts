// The whole pipeline with filters that find nothing: what a mail program hears, and what is queued.

import { expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import type { Destination, NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { ok } from '#core/result.ts'
import { wholeReply } from '#core/smtp/smtp-reply.ts'
import type { ScanAnswer } from '#daemons/clamd/scan-answer.ts'
import { nothingObserved } from '#daemons/rspamd/observation.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'
import { outboundPipeline } from '#mail/outbound/pipeline.ts'
import type { Submitted } from '#mail/outbound/stages.ts'
import { policyBook } from '#test/support/gateway/policy-book.ts'

const claire = 'claire@mairie-saulieu.test' as EmailAddress
const log = { info: () => {}, warn: () => {}, error: () => {} }

async function sent(head: string, body: string, scan: ScanAnswer = { kind: 'clean' }) {
  const queued: NewQueuedMessage[] = []
  const accept = outboundPipeline({
    cleanUp: { hostname: 'mail.cotedor.test' },
    checks: {
      allowance: { ask: async () => ok(async () => {}) },
      scanForSpam: async () =>
        ok({ score: 0, symbols: {}, greylist: false, scoreIsWhole: true, observation: nothingObserved }),
      scanForVirus: async () => ok(scan),
      findLeaks: async () => ok([]),
      forwardedTo: async () => [],
      leakPolicy: async () => ({
        rules: defaultLeakPolicy.rules,
        known: { inside: new Set(), partners: defaultLeakPolicy.partners },
      }),
      leakTally: { add: () => {} },
      policies: { book: async () => policyBook() },
      ...{ timeoutMilliseconds: 10_000, log },
    },
    signing: { keys: { activeOf: async () => [] }, clock: { now: () => 0 } },
    trace: { add: () => {} },
    queue: { enqueue: async (message) => void queued.push(message) },
  })
  const mail: Submitted = {
    ...{ queueId: newQueueId(0), receivedAt: new Date(0) },
    session: { id: 's', address: '192.0.2.77', helo: 'pc', tls: null },
    sender: {
      ...{ mailbox: 'm' as MailboxId, commune: 'c' as CommuneId, address: claire, person: null },
      addresses: new Set([claire]),
    },
    reversePath: claire as ReversePath,
    ...{ smtputf8: false, returns: 'headers', envelopeId: null },
    content: { head: Buffer.from(`${head}\r\n\r\n`), body: bodyInMemory(Buffer.from(`${body}\r\n`)) },
    recipients: [
      {
        ...{ address: 'paul@away.test' as EmailAddress, destination: 'away.test' as Destination },
        ...{ notify: [], originalRecipient: null },
      },
    ],
    '~stage': 'submission',
  }
  return { reply: wholeReply(await accept(mail)), content: queued[0]?.content.toString() ?? null }
}

test('a body in one line of a thousand octets → queued in lines that every server takes', async () => {
  const { reply, content } = await sent(`From: ${claire}`, 'y'.repeat(1_000))
  expect(reply).toMatch(/^250 /)
  expect(content).toContain('\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nyyy')
  expect(content?.split('\r\n').every((line) => line.length <= 998)).toBe(true)
})

test('a long line that may not be touched → 554 5.6.0 in words, and nothing is queued', async () => {
  const { reply, content } = await sent(`From: ${claire}\r\nSubject:${'x'.repeat(1_000)}`, 'Bonjour')
  expect(reply).toMatch(/^554 5\.6\.0 Une ligne du message depasse 998 caracteres/)
  expect(content).toBeNull()
})

test('the virus scanner did not come to the end → later, and nothing is queued', async () => {
  const { reply, content } = await sent(`From: ${claire}`, 'Bonjour', { kind: 'unfinished' })
  expect(reply).toMatch(/^451 /)
  expect(content).toBeNull()
})
