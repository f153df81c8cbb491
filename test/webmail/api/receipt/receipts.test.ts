import type { MessageStructureObject } from 'imapflow'
import { expect, test } from 'vitest'
import { address } from '#test/support/database/commune.ts'
import { buildReceipt } from '#webmail/api/receipt/build-receipt.ts'
import { receiptRequest } from '#webmail/api/receipt/receipt-request.ts'
import { receivedReceipt } from '#webmail/api/receipt/received-receipt.ts'

interface Given {
  readonly fields?: readonly string[]
  readonly keywords?: readonly string[]
  readonly type?: string
  readonly draft?: boolean
}

const asks = 'Disposition-Notification-To: "Marie; Durand" <marie@ailleurs.test>'

function request({ fields = [asks], keywords = [], type = 'text/plain', draft = false }: Given = {}) {
  const structure: MessageStructureObject = { type }
  return receiptRequest({
    fields: Buffer.from(`${fields.join('\r\n')}\r\n\r\n`),
    from: [{ name: 'Marie', address: 'Marie@ailleurs.test' }],
    ...{ keywords: new Set(keywords), structure, draft },
  })
}

test('a message that asks for a receipt to its author → asked about', () => {
  expect(request()).toEqual({ to: 'marie@ailleurs.test', elsewhere: false })
  const returned = 'Return-Path: <marie@ailleurs.test>'
  expect(request({ fields: [asks, returned] })).toMatchObject({ elsewhere: false })
})

test.each<readonly [string, readonly string[]]>([
  ['to another address than its author', ['Disposition-Notification-To: spy@evil.test']],
  ['to another than that which it returns to', [asks, 'Return-Path: <bounce@evil.test>']],
])('%s → asked about, and said so', (_, fields) => {
  expect(request({ fields })).toMatchObject({ elsewhere: true })
})

test.each<readonly [string, Given]>([
  ['nothing is asked', { fields: [] }],
  ['to several', { fields: ['Disposition-Notification-To: a@b.test, c@d.test'] }],
  ['to a group', { fields: ['Disposition-Notification-To: all: a@b.test, c@d.test;'] }],
  ['to no address', { fields: ['Disposition-Notification-To: <javascript:x>'] }],
  ['sent or declined already, by any program', { keywords: ['$mdnsent'] }],
  ['from a list', { fields: [asks, 'List-Id: <conseil.ailleurs.test>'] }],
  ['from a mailing', { fields: [asks, 'List-Unsubscribe: <mailto:x@y.test>'] }],
  ['from a program', { fields: [asks, 'Auto-Submitted: auto-generated'] }],
  ['in bulk', { fields: [asks, 'Precedence: bulk'] }],
  ['a bounce', { fields: [asks, 'Return-Path: <>'] }],
  ['a receipt itself', { type: 'multipart/report' }],
  ['what it requires is unknown', { fields: [asks, 'Disposition-Notification-Options: x=required,y'] }],
  ['a draft', { draft: true }],
])('%s → nobody is asked', (_, given) => {
  expect(request(given)).toBeNull()
})

const built = async (subject: string) =>
  (
    await buildReceipt({
      from: { name: 'Mairie de Saulieu', address: 'mairie@mairie-saulieu.test' },
      to: address('marie@ailleurs.test'),
      messageId: '<receipt@mairie-saulieu.test>',
      now: new Date('2026-11-30T13:12:00Z'),
      about: {
        ...{ subject, messageId: '<devis@ailleurs.test>', sent: new Date('2026-11-29T08:00:00Z') },
        originalRecipient: 'rfc822;contact@mairie-saulieu.test',
      },
    })
  ).toString()

test('sent → a report for programs beside a sentence for people, in the conversation', async () => {
  const source = (await built('Devis')).replaceAll(/\r\n[ \t]/g, ' ')
  expect(source).toMatch(/^Content-Type: multipart\/report; report-type=disposition-notification;/m)
  expect(source).toMatch(/^In-Reply-To: <devis@ailleurs\.test>\r$/m)
  expect(source).toMatch(/^Auto-Submitted: auto-replied\r$/m)
  const [, report = ''] =
    /Content-Type: message\/disposition-notification\r\n\r\n([\s\S]*?)\r\n--/.exec(source) ?? []
  expect(report.split('\r\n').filter((line) => line !== '')).toEqual([
    'Reporting-UA: Vaguemestre',
    'Original-Recipient: rfc822;contact@mairie-saulieu.test',
    'Final-Recipient: rfc822;mairie@mairie-saulieu.test',
    'Original-Message-ID: <devis@ailleurs.test>',
    'Disposition: manual-action/MDN-sent-manually; displayed',
  ])
})

test('a subject that would begin another field → stays in its own', async () => {
  expect(await built('x\r\nBcc: spy@evil.test')).not.toMatch(/^Bcc:/m)
})

const received = (...lines: string[]) => receivedReceipt(Buffer.from(lines.join('\r\n')))

test.each([
  [
    [
      'Final-Recipient: rfc822; Marie@ailleurs.test',
      'Disposition: manual-action/MDN-sent-manually; displayed',
    ],
    { by: 'Marie@ailleurs.test', became: 'displayed' },
  ],
  [
    ['Final-Recipient: rfc822;a@b.test', 'Disposition: automatic-action/MDN-sent-automatically; deleted'],
    { by: 'a@b.test', became: 'deleted' },
  ],
  [['Disposition: automatic-action/MDN-sent-automatically; processed/error'], { by: '', became: 'other' }],
])('%j came → who did what', (lines, expected) => {
  expect(received(...lines)).toEqual(expected)
})

test('what says nothing of a message → no receipt', () => {
  expect(received('Bonjour')).toBeNull()
  expect(received('')).toBeNull()
})
