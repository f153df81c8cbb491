import { expect, test } from 'vitest'
import { answersElsewhere } from '#mail/inbound/filtering/suspicions/reply-to-elsewhere.ts'

const author = (address: string, proven = true) => ({
  address,
  domain: address.slice(address.indexOf('@') + 1),
  proven,
  authenticated: proven,
  ours: false,
})

test.each([
  ['a free mailbox behind a firm', author('compta@firme.fr'), 'x@gmail.com'],
  ['another free mailbox', author('maire@orange.fr'), 'maire99@orange.fr'],
  ['another domain, author unproven', author('compta@firme.fr', false), 'Compta <compta@ailleurs.com>'],
])('%s → said', (_, from, replyTo) => {
  expect(answersElsewhere(from, replyTo)?.mark).toBe('answers-elsewhere')
})

test.each([
  ['none', author('compta@firme.fr'), ''],
  ['the author', author('maire@orange.fr'), '"Le maire" <Maire@Orange.fr>'],
  ['a colleague', author('compta@firme.fr'), 'bernard@mail.firme.fr'],
  ['the same firm abroad, unproven', author('compta@firme.fr', false), 'compta@firme.com'],
  ['another firm, proven', author('lettre@envoi.com'), 'contact@firme.fr'],
  ['one of ours', { ...author('site@mairie-saulieu.fr'), ours: true }, 'x@gmail.com'],
])('%s → nothing', (_, from, replyTo) => expect(answersElsewhere(from, replyTo)).toBeNull())
