import { expect, test } from 'vitest'
import { showTraces } from '#cli/trace/show-traces.ts'
import type { FoundTrace } from '#db/stores/trace/find-traces.ts'
import { traceEntry } from '#test/support/database/trace-entry.ts'

const queueId = '01KAXN2V5R0000000000000000'
const at = new Date(2026, 10, 25, 9, 31, 2)
const found = (changes: Partial<FoundTrace> = {}): FoundTrace => ({
  ...traceEntry({ queueId, at, bytes: 12_390 }),
  communeName: 'Saulieu',
  takenBy: null,
  ...changes,
})

test('one message to two, one of whom got it later → one block, in the order it happened', () => {
  const full = { recipient: 'mairie@mairie-saulieu.test', communeName: 'Saulieu', score: 7.25 }
  const later = found({
    ...full,
    at: new Date(2026, 10, 25, 10, 1, 4),
    outcome: 'delivered',
    reason: 'retried',
  })
  const waiting = found({
    ...full,
    outcome: 'waiting',
    reason: 'mailbox-full',
    reply: '552 5.2.2 Quota exceeded',
    findings: ['first-contact'],
  })
  const junk = found({
    score: 7.25,
    symbols: { R_BAD: 6, R_GOOD: -0.5 },
    outcome: 'junk',
    reason: 'junk-score',
  })
  expect(showTraces([later, waiting, junk])).toBe(
    [
      `2026-11-25 09:31:02  ${queueId}`,
      '  from    sender@away.test, in the name of away.test',
      '  by      192.0.2.1, 12.1 kB',
      '  checks  SPF pass, DKIM away.test:pass, DMARC pass, ARC none',
      '  score   7.3: R_BAD 6.0, R_GOOD -0.5',
      '  to      claire.garnier@mairie-saulieu.test (Saulieu)',
      '          delivered to Junk: its score reaches the junk threshold of the commune',
      '          250 2.0.0 Saved',
      '  to      mairie@mairie-saulieu.test (Saulieu)',
      '          accepted, waits to be tried again: the mailbox is full',
      '          found: first-contact',
      '          552 5.2.2 Quota exceeded',
      '  to      mairie@mairie-saulieu.test (Saulieu), 2026-11-25 10:01:04',
      '          delivered: it had waited and was tried again',
      '          250 2.0.0 Saved',
    ].join('\n'),
  )
})

test('two messages → two blocks, the newest first', () => {
  const shown = showTraces([found({ queueId: 'B' }), found({ queueId: 'A' })])
  expect(shown.match(/^\S+ \S+ {2}\w$/gm)).toEqual(['2026-11-25 09:31:02  B', '2026-11-25 09:31:02  A'])
})

test.each([
  ['delivered', 'retried', 'delivered: it had waited and was tried again'],
  ['junk', 'retried', 'delivered to Junk: it had waited and was tried again'],
  ['deleted', 'virus', 'held, then deleted by a person: the virus scanner found malicious software'],
  [
    'expired',
    'virus',
    'held, then deleted when its time was over: the virus scanner found malicious software',
  ],
] as const)('%s, %s → %s', (outcome, reason, text) => {
  expect(showTraces([found({ outcome, reason })])).toContain(`          ${text}\n`)
})

test('reached through an alias, by several ways → as given → the mailbox', () => {
  const given = ['accueil@saulieu.test', 'contact@saulieu.test']
  expect(showTraces([found({ given })])).toContain(
    '  to      accueil@saulieu.test, contact@saulieu.test → claire.garnier@mairie-saulieu.test (Saulieu)\n',
  )
})

test('a notification that did not get to the filters → says so', () => {
  const shown = showTraces([
    found({
      ...{ reversePath: '', authorDomain: null, score: null, spf: 'unchecked' },
      ...{ outcome: 'deferred', reason: 'authentication-unavailable', reply: '451 4.4.3 later' },
    }),
  ])
  expect(shown).toContain('from    nobody (a notification)\n')
  expect(shown).toContain('score   none: it did not get as far as the filters')
  expect(shown).toContain('asked to come back later: the sender could not be checked')
})

test('a sender that gives orders to the terminal → harmless', () => {
  const shown = showTraces([
    found({ reversePath: 'a\u001b[2Jb\u009b31m\u202e@away.test', reply: '550 \r\n x' }),
  ])
  expect(shown).toContain('a?[2Jb?31m?@away.test')
  expect(shown).not.toMatch(/[^\P{C}\n]/u)
})

test.each([
  ['TLSv1.3 dane', 'encrypted (TLS 1.3), certificate verified by DANE'],
  ['TLSv1.2 mta-sts', 'encrypted (TLS 1.2), certificate verified by MTA-STS'],
  ['TLSv1.3 verified', 'encrypted (TLS 1.3), certificate verified'],
  ['TLSv1.3', 'encrypted (TLS 1.3), certificate not verified'],
  ['', 'not encrypted'],
])('sent over %j → which server has it, and %s', (tls, secured) => {
  const takenBy = { host: 'mx.one.test', address: '192.0.2.25', tls }
  const sent = found({ outcome: 'sent', reason: 'remote-accepted', reply: '250 2.0.0 queued', takenBy })
  expect(showTraces([sent]).split('\n').slice(-3)).toEqual([
    '          sent: the server of the recipient has it',
    `          handed to mx.one.test (192.0.2.25), ${secured}`,
    '          250 2.0.0 queued',
  ])
})
