import { expect, test } from 'vitest'
import { peopleOf, rowName, subjectOf, whenOf } from '#webmail/client/list/row-words.ts'
import { words as en } from '#webmail/client/words/en.ts'
import { words as fr } from '#webmail/client/words/fr.ts'
import { rowOf } from './rows-of.ts'

const now = new Date('2026-11-24T13:12:00Z')
const nbsp = '\u00a0'
const person = (name: string, me = false) => ({ name, address: 'a@exemple.fr', me })

test('an unread row with a file → its name as it is heard', () => {
  const row = rowOf(1, { unread: 1, attachments: true })
  expect(rowName(row, now, fr)).toBe(
    `Non lu, Marie Durand, Devis toiture, pièce jointe, hier 14${nbsp}h${nbsp}12`,
  )
  expect(rowName(row, now, en)).toBe('Unread, Marie Durand, Devis toiture, attachment, yesterday 14:12')
})

test('everything that a row may be → all of it is heard', () => {
  const row = rowOf(1, {
    draft: true,
    flagged: true,
    answered: true,
    count: 3,
    labels: ['Travaux', 'Conseil'],
  })
  expect(rowName(row, now, fr)).toBe(
    `Brouillon, Marie Durand, 3 messages, Devis toiture, suivi, répondu, libellé Travaux, libellé Conseil, hier 14${nbsp}h${nbsp}12`,
  )
})

test('a row that was put off → when it returns is heard', () => {
  const row = rowOf(1, { folder: 'Snoozed', returnsAt: '2026-11-25T07:00:00.000Z' })
  expect(rowName(row, now, fr)).toBe(
    `Marie Durand, Devis toiture, hier 14${nbsp}h${nbsp}12, revient demain à 08${nbsp}h${nbsp}00`,
  )
  expect(rowName(row, now, en)).toContain(', returns tomorrow at 08:00')
})

test.each([
  [[person('Marie Durand')], 'Marie Durand'],
  [[person('')], 'a@exemple.fr'],
  [[person('Claire Bonnard', true)], 'moi'],
  [[person('Vauthier Toitures'), person('Claire Bonnard', true)], 'Vauthier Toitures, moi'],
  [[person('Marie Durand'), person('Marc Lemoine')], 'Marie Durand, Marc'],
  [[], 'Sans expéditeur'],
])('%o → %s', (people, shown) => {
  expect(peopleOf({ people }, fr)).toBe(shown)
})

test('no subject → said so', () => {
  expect(subjectOf('  ', fr)).toBe('Sans objet')
})

test('under its day → a time, and a day where the heading has none', () => {
  expect(whenOf('2026-11-24T12:00:00Z', now, fr)).toBe(`13${nbsp}h${nbsp}00`)
  expect(whenOf('2026-11-23T12:00:00Z', now, fr)).toBe(`13${nbsp}h${nbsp}00`)
  expect(whenOf('2026-11-20T12:00:00Z', now, fr)).toBe('ven. 20 nov.')
})
