import { expect, test } from 'vitest'
import type { MessageView } from '#webmail/client/boxes.ts'
import { offlineAnswer } from '#webmail/client/compose/send/offline-answer.ts'

const own = 'mairie@mairie-saulieu.test'
const sophie = { name: 'Sophie Vauthier', address: 'contact@vauthier.test' }
const marc = { name: 'Marc', address: 'marc@mairie-saulieu.test' }

const message = (more: Partial<MessageView> = {}): MessageView => ({
  place: { folder: 'INBOX' as MessageView['place']['folder'], uid: 7 },
  ...{ from: sophie, me: false, to: [{ name: '', address: own }, marc], cc: [], bcc: [], replyTo: [] },
  ...{ subject: 'Devis', at: '2026-03-03T13:12:00.000Z', unread: false, flagged: false, answered: false },
  ...{ draft: false, excerpt: '', attachments: [], bytes: 10 },
  ...more,
})

test('an answer → to its author alone, about it, quoted', () => {
  expect(offlineAnswer(message(), 'reply', own)).toMatchObject({
    ...{ from: own, to: [sophie], cc: [], subject: 'Re: Devis' },
    about: { kind: 'reply', place: { folder: 'INBOX', uid: 7 }, quoted: true },
  })
})

test('an answer to all → the others in copy, without the box itself and without anybody twice', () => {
  const cc = [marc, { name: 'S. Vauthier', address: 'Contact@Vauthier.test' }]
  expect(offlineAnswer(message({ cc }), 'reply-all', own)).toMatchObject({ to: [sophie], cc: [marc] })
})

test.each([
  [{ replyTo: [marc] }, [marc]],
  [{ me: true, to: [marc] }, [marc]],
  [{ from: null }, []],
])('%o → answered to %o', (more, to) => {
  expect(offlineAnswer(message(more), 'reply', own).to).toEqual(to)
})

test.each([
  ['RE : Devis', 'reply', 'RE : Devis'],
  ['Devis', 'forward', 'Tr: Devis'],
  ['Fwd: Devis', 'forward', 'Fwd: Devis'],
  ['Fwd: Devis', 'reply', 'Re: Fwd: Devis'],
] as const)('« %s », %s → « %s »', (subject, how, written) => {
  expect(offlineAnswer(message({ subject }), how, own).subject).toBe(written)
})
