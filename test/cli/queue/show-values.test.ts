import { expect, test } from 'vitest'
import { queueTable, showMessage } from '#cli/queue/show-values.ts'
import type { CommuneId } from '#core/address/directory.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { QueuedDelivery } from '#db/stores/queue/find-queue.ts'
import type { QueuedMessage, ShownDelivery } from '#db/stores/queue/queued-message.ts'

const queueId = '01KAXN2V5R0000000000000000' as QueueId
const at = (minute: number) => new Date(2026, 10, 25, 9, minute)
const common = {
  queueId,
  commune: { id: 'c-1' as CommuneId, name: 'Saulieu' },
  origin: 'submission',
  reversePath: 'mairie@mairie-saulieu.test',
  bytes: 12_390,
  acceptedAt: at(0),
} as const
const row = (given: Partial<QueuedDelivery> = {}): QueuedDelivery => ({
  ...common,
  destination: 'one.test' as Destination,
  ...{ recipients: ['marie@one.test'], recipientCount: 1, state: 'waiting', heldFor: null, trying: false },
  ...{ attempts: 1, nextAttemptAt: at(31), expiresAt: new Date(2026, 10, 30, 9, 0), kind: 'greylisted' },
  ...{ paused: false, sendingStopped: false },
  ...given,
})

test('the queue → one line each; what waits for somebody says for what', () => {
  const lines = queueTable([
    row(),
    row({ recipientCount: 3, trying: true }),
    row({ state: 'held', heldFor: 'approval', nextAttemptAt: null, kind: null, reversePath: '' }),
    row({ paused: true, destination: 'local' as Destination }),
    row({ state: 'held', heldFor: 'stop', sendingStopped: true }),
    row({ state: 'held', heldFor: 'approval', sendingStopped: true }),
  ]).split('\n')
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
    ['ID', 'TAKEN', 'COMMUNE', 'FROM', 'TO', 'STATE', 'NEXT TRY', 'LAST ANSWER'],
    [
      queueId,
      '2026-11-25 09:00',
      'Saulieu',
      common.reversePath,
      'marie@one.test',
      'waiting',
      '2026-11-25 09:31',
      'greylisted',
    ],
    expect.arrayContaining(['marie@one.test and 2 more', 'being tried']),
    [queueId, '2026-11-25 09:00', 'Saulieu', '<> (a report)', 'marie@one.test', 'held, waits for approval'],
    expect.arrayContaining(['marie@one.test (local)', 'waiting, destination paused']),
    expect.arrayContaining(['held, the sending of its mailbox is suspended']),
    expect.arrayContaining(['held, waits for approval']),
  ])
})

const delivery = (given: Partial<ShownDelivery> = {}): ShownDelivery => ({
  destination: 'one.test' as Destination,
  ...{ state: 'waiting', heldFor: null, trying: false, paused: false, attempts: 1, nextAttemptAt: at(31) },
  expiresAt: new Date(2026, 10, 30, 9, 0),
  recipientCount: 3,
  recipients: [
    {
      address: 'marie@one.test',
      settledAs: null,
      settledAt: null,
      kind: 'greylisted',
      reply: '451 4.7.1 later',
    },
    {
      ...{ address: 'paul@one.test', settledAs: 'failed', settledAt: at(1).toISOString() },
      ...{ kind: 'unknown-recipient', reply: '550 \u001b[2J5.1.1 unknown' },
    },
  ],
  history: [
    {
      ...{ at: at(1).toISOString(), milliseconds: 900, host: 'mx.one.test', address: '192.0.2.25', tls: '' },
      ...{ delivered: 0, failed: 1, deferred: 1, kind: 'unknown-recipient', reply: '550 5.1.1 unknown' },
    },
  ],
  ...given,
})

test('one message → its recipients with what was answered about each, its tries, and what can be done', () => {
  const message: QueuedMessage = {
    ...common,
    ...{ mailbox: 'mairie@mairie-saulieu.test', stoppedMailbox: null, leaks: [{ kind: 'nir', count: 2 }] },
    ...{ deliveryCount: 2, deliveries: [delivery()] },
  }
  expect(showMessage(message)).toBe(
    [
      `MESSAGE  ${queueId}`,
      'Taken    2026-11-25 09:00',
      'Commune  Saulieu',
      'From     mairie@mairie-saulieu.test',
      'Mailbox  mairie@mairie-saulieu.test',
      'Origin   submission',
      'Size     12 kB',
      'Found    a social security number (2)',
      '',
      'one.test: waiting; next try 2026-11-25 09:31, given up 2026-11-30 09:00, 1 try so far',
      '  to      marie@one.test, waits: 451 4.7.1 later',
      '  to      paul@one.test, failed 2026-11-25 09:01: 550 [2J5.1.1 unknown',
      '  and 1 more',
      '  tried   2026-11-25 09:01, mx.one.test (192.0.2.25), not encrypted: 0 delivered, 1 failed, 1 deferred. The recipient’s server knows no such address.',
      '',
      'and 1 more destinations',
      '',
      `./vaguemestre queue retry|hold|release|delete ${queueId} [--destination DOMAIN]`,
    ].join('\n'),
  )
})

test('all of it settled → nothing more can be done about it', () => {
  const shown = showMessage({
    ...common,
    ...{ mailbox: null, stoppedMailbox: null, leaks: [], deliveryCount: 1 },
    deliveries: [delivery({ state: 'done', nextAttemptAt: null })],
  })
  expect(shown).not.toContain('vaguemestre queue')
  expect(shown).toContain('one.test: done; 1 try so far')
})
