// Reports as they happen, for the snapshots that people review.

import type { QueueId } from '#core/queue/queue-id.ts'
import type { DeliveryReport, ReportedMessage, ReportedRecipient } from '#mail/queue/report/report.ts'
import { address } from '#test/support/database/commune.ts'

export const content = Buffer.from(
  [
    'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=mairie-saulieu.test; s=r20261125; b=x',
    'From: Claire Garnier <claire.garnier@mairie-saulieu.test>',
    'To: jean.martin@orange.test',
    'Subject: =?utf-8?q?Conseil_municipal_du_12_d=C3=A9cembre?=',
    'Date: Wed, 25 Nov 2026 10:00:00 +0100',
    'Message-ID: <01K9VQ3Z@mairie-saulieu.test>',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Bonjour,\r\n\r\nvoici l’ordre du jour.\r\n',
  ].join('\r\n'),
)

export const message: ReportedMessage = {
  queueId: '01K9VQ3ZT5Y6F7G8H9J0K1M2N3' as QueueId,
  content,
  smtputf8: false,
  returns: 'headers',
  envelopeId: null,
  reversePath: address('claire.garnier@mairie-saulieu.test'),
  acceptedAt: new Date('2026-11-25T09:00:00Z'),
}

export const full: ReportedRecipient = {
  address: address('jean.martin@orange.test'),
  originalRecipient: 'rfc822;jean.martin@orange.test',
  outcome: 'failed',
  setAside: false,
  kind: 'mailbox-full',
  untried: null,
  reply: '552 5.2.2 <jean.martin@orange.test>: mailbox full, OFR_416',
  host: 'smtp-in.orange.test',
  lastAttemptAt: new Date('2026-11-25T09:00:04Z'),
}

export const unreachable: ReportedRecipient = {
  ...full,
  address: address('accueil@mairie-precy.test'),
  originalRecipient: null,
  outcome: 'expired',
  kind: 'unreachable',
  reply: 'connect ECONNREFUSED 192.0.2.25:25',
  host: null,
}

/** Nobody said anything: our own tries were cut short. */
export const setAside: ReportedRecipient = {
  ...unreachable,
  setAside: true,
  reply: '',
}

export const report = (
  recipients: DeliveryReport['recipients'],
  more: Partial<ReportedMessage> = {},
  to: Pick<DeliveryReport, 'reader' | 'mark'> = { reader: 'author', mark: null },
): DeliveryReport => ({
  queueId: '01K9VQ41A0B1C2D3E4F5G6H7J8' as QueueId,
  at: new Date('2026-11-25T13:00:05Z'),
  message: { ...message, ...more },
  ...to,
  recipients,
  triesUntil: new Date('2026-11-30T09:00:00Z'),
})
