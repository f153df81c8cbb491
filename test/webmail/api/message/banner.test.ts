// What is said above a message, and what nobody but the gateway can make it say.

import { expect, test } from 'vitest'
import type { SuspicionMark } from '#core/message/findings.ts'
import { type CarriedFindings, findingsField } from '#core/message/findings-field.ts'
import { Secret } from '#core/secret.ts'
import { expectedOf, shownFindings } from '#webmail/api/message/banner.ts'

const key = new Secret('findings-test-key')
const queueId = '01JQ0000000000000000000001'
const ports = { findingsKey: key, provesItself: expectedOf('mairie-saulieu.test') }

const findings = (marks: readonly SuspicionMark[], more: Partial<CarriedFindings> = {}): CarriedFindings => ({
  queueId,
  authorDomain: 'away.test',
  authenticated: true,
  attachments: [],
  suspicions: marks.map((mark) => ({
    mark,
    resembles: mark === 'borrowed-name' ? 'Claire Garnier' : 'saulieu.fr',
  })),
  ...more,
})

const received = (id: string) =>
  `Received: from x ([192.0.2.1])\r\n\tby mx.test (Vaguemestre) with ESMTPS (TLSv1.3 X)\r\n\tid ${id} for <a@b.test>;\r\n\tMon, 3 Mar 2025 14:12:00 +0000\r\n`
const stored = (fields: string): Buffer =>
  Buffer.from(
    `Return-Path: <x@away.test>\r\nReceived: from gateway by imap.test with LMTP id abc\r\n${fields}Subject: x\r\n\r\n`,
  )
/** As Dovecot keeps it: its own fields above those of the gateway. */
const message = (found: CarriedFindings, by = key): Buffer =>
  Buffer.from(
    `Return-Path: <x@away.test>\r\n${findingsField(found, by)}Authentication-Results: mx.test\r\n${received(queueId)}Subject: x\r\n\r\n`,
  )

test.each([
  [
    [
      'invoice-outside-chorus',
      'look-alike-domain',
      'borrowed-name',
      'bank-details-change',
      'foreign-account',
    ],
    { kind: 'bank-details-change' },
  ],
  [['payment-pressure', 'bank-details-change'], { kind: 'bank-details-change' }],
  [['invoice-outside-chorus', 'foreign-account', 'payment-pressure'], { kind: 'payment-pressure' }],
  [['invoice-outside-chorus', 'foreign-account'], { kind: 'foreign-account' }],
  [
    ['payment-pressure', 'borrowed-name'],
    { kind: 'borrowed-name', name: 'Claire Garnier', domain: 'away.test' },
  ],
  [
    ['invoice-outside-chorus', 'look-alike-domain', 'borrowed-name'],
    { kind: 'borrowed-name', name: 'Claire Garnier', domain: 'away.test' },
  ],
  [
    ['invoice-outside-chorus', 'look-alike-domain'],
    { kind: 'look-alike-domain', resembles: 'saulieu.fr', domain: 'away.test' },
  ],
  [['invoice-outside-chorus', 'first-contact'], { kind: 'invoice-by-mail' }],
  [['first-contact', 'namesake', 'answers-elsewhere'], null],
  [[], null],
] satisfies readonly (readonly [SuspicionMark[], unknown])[])('%j → %j', (marks, banner) => {
  expect(shownFindings(message(findings(marks)), ports)).toEqual({
    banner,
    firstContact: marks.some((mark) => mark === 'first-contact'),
    provenDomain: 'away.test',
  })
})

test.each<readonly [string, boolean | 'vouched', unknown]>([
  ['tresor.gouv.fr', false, { kind: 'unverified', domain: 'tresor.gouv.fr' }],
  ['tresor.gouv.fr', 'vouched', { kind: 'unverified', domain: 'tresor.gouv.fr' }],
  ['tresor.gouv.fr', true, null],
  ['mairie-saulieu.test', false, { kind: 'unverified', domain: 'mairie-saulieu.test' }],
  ['mairie-saulieu.test', 'vouched', null],
  ['mairie-saulieu.test', true, null],
  ['petite-entreprise.test', false, null],
  ['notgouv.fr', false, null],
])('mail of %s, proven: %s → %j', (authorDomain, proven, banner) => {
  const vouched = proven === 'vouched' ? { vouched: true as const } : {}
  const found = findings([], { authorDomain, authenticated: proven === true, ...vouched })
  expect(shownFindings(message(found), ports).banner).toEqual(banner)
})

const file = { mark: 'macro' as const, name: 'x.docm' }

test.each([
  [['invoice-outside-chorus', 'protective-marking'], { kind: 'dangerous-file', file }],
  [['look-alike-domain'], { kind: 'look-alike-domain', resembles: 'saulieu.fr', domain: 'away.test' }],
] satisfies readonly (readonly [SuspicionMark[], unknown])[])(
  'a dangerous file that was delivered, and %j → %j',
  (marks, banner) => {
    const found = findings(marks, { attachments: [file, { mark: 'script', name: 'y.js' }] })
    expect(shownFindings(message(found), ports).banner).toEqual(banner)
  },
)

test.each(['restricted', 'classified'] as const)('a mark of protection, %s → told', (resembles) => {
  const found = { ...findings([]), suspicions: [{ mark: 'protective-marking' as const, resembles }] }
  expect(shownFindings(message(found), ports).banner).toEqual({ kind: 'marking', marking: resembles })
})

const bank = findings(['bank-details-change', 'first-contact'])
const nothing = { banner: null, firstContact: false, provenDomain: null }

test.each([
  ['no field', stored(received(queueId))],
  ['another key', message(bank, new Secret('other'))],
  [
    'a field of another message',
    stored(findingsField({ ...bank, queueId: queueId.replace(/1$/, '2') }, key) + received(queueId)),
  ],
  [
    'a forged field above a true one',
    stored(findingsField(bank, new Secret('x')) + findingsField(bank, key) + received(queueId)),
  ],
  ['a field below ours', stored(received(queueId) + findingsField(bank, key))],
  [
    'a Received field that is not ours',
    stored(`${findingsField(bank, key)}Received: from x by y with SMTP id ${queueId}\r\n`),
  ],
  ['nothing after the field', stored(findingsField(bank, key))],
  ['nothing at all', Buffer.alloc(0)],
])('%s → nothing', (_, head) => {
  expect(shownFindings(head, ports)).toEqual(nothing)
})
