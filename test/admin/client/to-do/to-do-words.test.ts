import { describe, expect, test } from 'vitest'
import { itemFields } from '#admin/client/to-do/item-fields.ts'
import { words as english } from '#admin/client/words/en.ts'
import { words as french } from '#admin/client/words/fr.ts'
import { toDoKinds } from '#admin/contract/to-do.ts'

const fields = {
  kind: 'password-guessing',
  times: 3,
  failures: 12,
  networks: 2,
  usedBytes: 9,
  allowedBytes: 10,
  share: 94,
  messages: 2,
  dangerous: 1,
  role: 'manager',
  communes: 1,
  letters: 2,
  deliveries: 4,
  answer: 'reputation',
  until: '2026-12-01T00:00:00.000Z',
  person: 'Claire',
  target: 'a@b.fr',
}

const told = itemFields(
  { fields },
  {
    size: (bytes) => `${bytes} o`,
    share: (share) => `${share} de 1`,
    day: (instant) => instant.slice(0, 10),
    full: (instant) => `${instant.slice(0, 10)} à 14 h 12`,
    role: (role) => `rôle ${role}`,
  },
)

test('fields of an item → sizes, shares, days and roles in words, counts as numbers', () => {
  expect(told).toMatchObject({
    usedBytes: '9 o',
    share: '0.94 de 1',
    until: '2026-12-01',
    role: 'rôle manager',
    times: 3,
  })
})

describe.each([
  ['French', french],
  ['English', english],
])('in %s', (_, { toDo }) => {
  test.each(toDoKinds)('%s → a fact, one sentence with a full stop, and a verb', (kind) => {
    const words = toDo.kinds[kind]
    expect(words?.fact(told)).toMatch(/\S/)
    expect(words?.text('mairie@x.fr', told)).toMatch(/\.$/)
    expect(words?.action).toMatch(/\S/)
  })
})

test.each([
  [
    { kind: 'personal-mailbox-opened', to: 'paul@x.fr', by: 'Hélène Garnier', times: 1 },
    'claire@x.fr, à paul@x.fr, par Hélène Garnier, le 2026-11-25 à 14 h 12. Personne ne l’a encore regardé.',
  ],
  [
    { kind: 'password-reset', to: null, by: 'Hélène Garnier', times: 2 },
    'claire@x.fr, par Hélène Garnier, le 2026-11-25 à 14 h 12, 2 fois. Personne ne l’a encore regardé.',
  ],
  [
    { kind: 'password-guessing', to: null, by: null, times: 1 },
    'claire@x.fr, une fois. Personne ne l’a encore regardé.',
  ],
  [
    { kind: 'takeover-suspected', to: null, by: null, times: 1 },
    'claire@x.fr, une fois. Personne ne l’a encore regardé. Appelez son titulaire : est-ce bien lui ?',
  ],
])('an alert %o → to whom, by whom and when it was done, or how often', (alert, sentence) => {
  const said = { ...alert, lastAt: '2026-11-25 à 14 h 12' }
  expect(french.toDo.kinds.alert?.text('claire@x.fr', said)).toBe(sentence)
})

test('one dangerous message among two held → said in the singular', () => {
  expect(french.toDo.kinds['held-waiting']?.text('', told)).toBe('2 messages retenus, dont 1 dangereux.')
})

test('held for more than three days → how many of them, after how many there are', () => {
  const say = french.toDo.kinds['held-waiting']?.text
  expect(say?.('', { messages: 3, dangerous: 0, late: 1 })).toBe(
    '3 messages retenus. 1 attend depuis plus de trois jours.',
  )
})

test('asked for a second person → until when; with nobody else to agree → what to do', () => {
  const say = french.toDo.kinds['factor-reset-asked']
  expect(say?.fact({})).toBe('En attente d’une seconde personne')
  expect(say?.text('claire@x.fr', { deciders: 2, until: '3 mars' })).toMatch(
    /avant le 3 mars, la demande tombe\.$/,
  )
  expect(say?.text('claire@x.fr', { deciders: 0, until: '3 mars' })).toMatch(
    /nommez un autre administrateur\.$/,
  )
})

test('letters and nobody came in → how many, and until when their codes are good', () => {
  const say = french.toDo.kinds['nobody-came-in']?.text
  expect(say?.('Saulieu', { letters: 1, until: '12 janv.' })).toMatch(
    /^1 lettre imprimée, son code vaut jusqu’au 12 janv\./,
  )
  expect(say?.('Saulieu', told)).toMatch(/^2 lettres imprimées, leurs codes valent jusqu’au 2026-12-01\./)
})
