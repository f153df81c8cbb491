import { expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { Submitted } from '#mail/outbound/stages.ts'
import { cleanUp } from '#mail/outbound/submission/clean-up.ts'

const claire = 'claire@mairie-saulieu.test' as EmailAddress
const contact = 'contact@mairie-saulieu.test' as EmailAddress
const hostname = 'mail.cotedor.test'

const submitted = (head: string): Submitted => ({
  queueId: '01K00000000000000000000000' as QueueId,
  receivedAt: new Date('2026-02-02T09:00:00Z'),
  session: { id: 's', address: '192.0.2.77', helo: 'pc-de-claire', tls: { version: 'TLSv1.3', cipher: 'X' } },
  sender: {
    ...{ mailbox: 'm' as MailboxId, commune: 'c' as CommuneId, address: claire, person: null },
    addresses: new Set([claire, contact]),
  },
  reversePath: claire as ReversePath,
  smtputf8: false,
  returns: 'headers',
  envelopeId: null,
  content: {
    head: Buffer.from(`${head.trim().replace(/\n/g, '\r\n')}\r\n\r\n`),
    body: bodyInMemory(Buffer.from('x\r\n')),
  },
  recipients: [
    {
      address: 'paul@away.test' as EmailAddress,
      destination: 'away.test' as Destination,
      notify: [],
      originalRecipient: null,
    },
  ],
  '~stage': 'submission',
})

function cleaned(head: string): string {
  const result = cleanUp(submitted(head), { hostname })
  return result.ok
    ? result.value.content.head.toString().replace(/\r\n/g, '\n')
    : `${result.error.reply.code} ${result.error.reply.text}`
}

test('no Date, no Message-ID → both are added, and a Received that does not say from where', () => {
  expect(cleaned('From: claire@mairie-saulieu.test\nSubject: Bonjour')).toBe(
    [
      'Received: by mail.cotedor.test (Vaguemestre) with ESMTPSA (TLSv1.3 X)',
      '\tid 01K00000000000000000000000;',
      '\tMon, 02 Feb 2026 09:00:00 +0000',
      'Date: Mon, 02 Feb 2026 09:00:00 +0000',
      'Message-ID: <01K00000000000000000000000@mairie-saulieu.test>',
      'From: claire@mairie-saulieu.test',
      'Subject: Bonjour',
      '',
      '',
    ].join('\n'),
  )
})

test.each([
  ['Bcc', 'secret@away.test'],
  ['BCC ', 'a@away.test,\n b@away.test'],
  ['Resent-Bcc', 'a@away.test'],
  ['Resent-Sender', 'maire@mairie-flavigny.test'],
  ['Received', 'from copieur (unknown [10.0.0.7])\n by relais.mairie.local; Mon, 2 Feb 2026 10:00:00 +0100'],
  ['Received', 'from mx.away.test ([192.0.2.25]) by mail.cotedor.test; Mon, 2 Feb 2026 10:00:00 +0100'],
  ['Received', 'by mail.cotedor.test.away.test; Mon, 2 Feb 2026 10:00:00 +0100'],
  ['X-Received', 'by 2002:a05:6402:1 with SMTP id x'],
  ['Received-SPF', 'pass'],
  ['ARC-Seal', 'i=1; a=rsa-sha256; d=away.test; s=a; cv=none; b=x'],
  ['ARC-Message-Signature', 'i=1; a=rsa-sha256; d=away.test; s=a; h=from; bh=x; b=x'],
  ['ARC-Authentication-Results', 'i=1; mail.cotedor.test; dkim=pass'],
  ['Authentication-Results', 'mx.away.test; dkim=pass'],
  ['DKIM-Signature', 'v=1; a=rsa-sha256;\n d=Mairie-Saulieu.test; s=old; h=from; bh=x; b=x'],
  ['X-Originating-IP', '[192.0.2.77]'],
  ['Return-Path', '<a@b.test>'],
  ['X-Vaguemestre-Findings', 'clean'],
  ['Authentication-Results', 'mail.cotedor.test; dkim=pass'],
  ['Sender', 'maire@mairie-flavigny.test'],
  ['Sender', 'maire@mairie-saulieu.test <claire@mairie-saulieu.test>'],
])('%s: %s → gone, and what stands around it stays', (name, value) => {
  const head = cleaned(`From: claire@mairie-saulieu.test\n${name}: ${value}\nDate: x\nMessage-ID: <1@x>`)
  expect(head.slice(head.indexOf('From:'))).toBe(
    'From: claire@mairie-saulieu.test\nDate: x\nMessage-ID: <1@x>\n\n',
  )
})

test.each([
  ['Received', 'by mail.cotedor.test (Vaguemestre) with ESMTPSA id 01J; Mon, 2 Feb 2026 10:00:00 +0100'],
  ['DKIM-Signature', 'v=1; a=rsa-sha256; d=logiciel.test; s=a; h=from; bh=d=mairie-saulieu.test; b=x'],
  ['Resent-From', 'Accueil <Contact@mairie-saulieu.test>'],
  ['Resent-Sender', 'claire@mairie-saulieu.test'],
  ['Resent-To', 'paul@away.test'],
  ['Resent-Date', 'Mon, 2 Feb 2026 10:00:00 +0100'],
  ['Resent-Message-ID', '<2@x>'],
])('%s: %s → stays', (name, value) => {
  expect(cleaned(`From: claire@mairie-saulieu.test\n${name}: ${value}`)).toContain(`\n${name}: ${value}\n`)
})

test.each([
  'From: claire@mairie-saulieu.test',
  'From: "Garnier, Claire" <claire@mairie-saulieu.test>',
  'From: =?utf-8?q?Secr=C3=A9tariat?= <Contact@mairie-saulieu.test>',
  'From: Claire <claire+facture@mairie-saulieu.test>',
  'From: Claire (mairie: accueil; <urbanisme@mairie-saulieu.test>) <claire@mairie-saulieu.test>',
  'From: "maire@mairie-saulieu.test, par intérim" <claire@mairie-saulieu.test>',
  'From:\n Claire Garnier\n <claire@mairie-saulieu.test>',
  'From: claire@mairie-saulieu.test (Claire)',
])('%s → sent', (from) => {
  expect(cleaned(from)).toContain(from)
})

test.each([
  ['From: maire@mairie-flavigny.test', '550 This mailbox may not send with that address in From'],
  ['From: claire@mairie-saulieu.test, maire@mairie-flavigny.test', '550 From must hold one address'],
  ['From: "maire@mairie-flavigny.test" <claire@mairie-saulieu.test>, ', 'From:'],
  ['From: maire@mairie-flavigny.test <claire@mairie-saulieu.test>', '550 From must hold one address'],
  ['From: a@b.test\nFrom: claire@mairie-saulieu.test', '554 The message must have one From'],
  ['Subject: nobody', '554 The message must have one From'],
  ['From: Claire', '550 From must hold one address'],
  [
    'From: claire@mairie-saulieu.test\nResent-From: maire@mairie-flavigny.test',
    '550 This mailbox may not send with that address in Resent-From',
  ],
  [
    'From: claire@mairie-saulieu.test\nResent-From: claire@mairie-saulieu.test, maire@mairie-flavigny.test',
    '550 This mailbox may not',
  ],
  [
    'Resent-From: claire@mairie-saulieu.test\nFrom: claire@mairie-saulieu.test\nResent-From: a@b.test',
    '550 This mailbox may not',
  ],
  // Of the same domain: DMARC sees nothing wrong, and Dovecot shows the first.
  ...[
    'maire@mairie-saulieu.test <claire@mairie-saulieu.test>',
    'maire@mairie-saulieu.test (x) <claire@mairie-saulieu.test>',
    'maire @mairie-saulieu.test <claire@mairie-saulieu.test>',
    '"maire"@mairie-saulieu.test <claire@mairie-saulieu.test>',
    '<maire@mairie-saulieu.test> <claire@mairie-saulieu.test>',
    '<claire@mairie-saulieu.test> <maire@mairie-saulieu.test>',
    'claire@mairie-saulieu.test <maire>',
    '<claire@mairie-saulieu.test> maire',
    'maire@mairie-saulieu.test: claire@mairie-saulieu.test',
    'maire@mairie-saulieu.test:claire@mairie-saulieu.test;',
    '<@mairie-saulieu.test:claire@mairie-saulieu.test>',
    'maire; claire@mairie-saulieu.test',
    'maire claire@mairie-saulieu.test',
    '<claire@mairie-saulieu.test',
  ].map((from) => [`From: ${from}`, '550 From must hold one address']),
  ['From: claire@mairie-saulieu.test\nnot a field', '554 A line of the header is not a field'],
])('%j → %s', (head, said) => {
  expect(cleaned(head)).toContain(said)
})

const from = 'From: claire@mairie-saulieu.test'

test.each([
  `${from}\nSubject: Ordre du jour\nSubject: 1 84 12 21 600 123 45`,
  `${from}\nContent-Type: text/plain\nX-Mailer: m\ncontent-type: multipart/mixed; boundary=b`,
  `${from}\nContent-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64`,
  `Date: Mon, 2 Feb 2026 10:00:00 +0100\n${from}\nDate: Tue, 3 Feb 2026 10:00:00 +0100`,
  `To: paul@away.test\n${from}\nTo: marie@away.test`,
  `Message-ID: <1@x>\n${from}\nMessage-ID: <2@x>`,
  `Sender: claire@mairie-saulieu.test\n${from}\nSender: maire@mairie-saulieu.test`,
])('%j, which says two things where it may say one → refused', (head) => {
  expect(cleaned(head)).toContain('554 Subject, Date, To or another field of which there may be one')
})

test('a field that is there once, twice with the same words → once; others as often as they were', () => {
  const head = cleaned(
    `${from}\nMIME-Version: 1.0\nComments: a\nMime-Version:  1.0\nComments: b\nDate: x\nMessage-ID: <1@x>`,
  )
  expect(head.slice(head.indexOf('From:'))).toBe(
    `${from}\nMIME-Version: 1.0\nComments: a\nComments: b\nDate: x\nMessage-ID: <1@x>\n\n`,
  )
})

test('fifty-one Received fields → it goes in a circle', () => {
  const received = 'Received: from a by b; Mon, 2 Feb 2026 10:00:00 +0100\n'.repeat(51)
  expect(cleaned(`${received}From: claire@mairie-saulieu.test`)).toContain('554 Too many Received')
})
