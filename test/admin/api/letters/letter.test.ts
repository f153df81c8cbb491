import { expect, test } from 'vitest'
import { enumerated, ofPlace } from '#admin/api/letters/french-names.ts'
import { type Letter, type LetterFacts, letterOf } from '#admin/api/letters/letter.ts'
import { lettersPdf } from '#admin/api/letters/letters-pdf.ts'

const facts: LetterFacts = {
  sender: {
    department: { name: "Côte-d'Or", liaison: 3 },
    phone: '03 53 01 00 00',
    address: { street: '1 rue de la Poste', postcode: '21000', city: 'Dijon' },
  },
  recipient: {
    name: 'Sylvie Moreau',
    email: 'sylvie.moreau@mairie-puits.fr',
    isManager: true,
    postcode: '21400',
  },
  communes: [{ name: 'Puits', liaison: 0 }],
  followedBy: 'Hélène Garnier',
  code: '7K2QM-0V9XA-HJ3TN-C4WRB',
  issuedAt: new Date('2026-11-25T10:00:00Z'),
  expiresAt: new Date('2027-01-24T10:00:00Z'),
  visit: 'https://admin.cotedor.fr/premiere-visite',
}

/** As it reads from top to bottom, with no-break spaces shown. */
const letterLines = (letter: Letter): string =>
  [
    ...letter.from,
    '',
    ...letter.to,
    '',
    ...letter.references.map((pair) => pair.join(' : ')),
    letter.place,
    '',
    letter.subject,
    letter.salutation,
    ...letter.opening.map((pieces) => pieces.map(({ text }) => text).join('')),
    ...letter.steps.map((pieces, index) => `${index + 1}. ${pieces.map(({ text }) => text).join('')}`),
    letter.code.join(' '),
    letter.link,
    ...letter.closing,
    ...letter.signature,
    letter.footer,
    [letter.postmark.top, ...letter.postmark.lines, letter.postmark.bottom].join(' / '),
  ]
    .join('\n')
    .replaceAll('\u00a0', '~')

test('the manager of one commune → the whole letter', async () => {
  await expect(letterLines(letterOf(facts))).toMatchFileSnapshot('../../../golden/letter/manager.txt')
})

test('a secretary of five communes, a département without address or telephone → the whole letter', async () => {
  const letter = letterOf({
    ...facts,
    sender: { department: { name: 'Aisne', liaison: 5 }, phone: null, address: null },
    recipient: { ...facts.recipient, isManager: false },
    communes: [
      { name: "L'Étang-Vergy", liaison: 5 },
      { name: 'Athée', liaison: 1 },
      { name: 'Le Meix', liaison: 2 },
      { name: 'Les Maillys', liaison: 4 },
      { name: 'La Rochepot', liaison: 3 },
    ],
    issuedAt: new Date('2026-12-01T10:00:00Z'),
  })
  await expect(letterLines(letter)).toMatchFileSnapshot('../../../golden/letter/secretary.txt')
})

test('dates → those of Paris, whatever the hour in Greenwich', () => {
  const letter = letterOf({ ...facts, issuedAt: new Date('2026-12-31T23:30:00Z') })
  expect(letter.place).toBe('Dijon, le 1er\u00a0janvier 2027')
  expect(letter.postmark.lines).toEqual(['DIJON', '1 JANV.', '2027'])
})

test.each([
  ['Puits', 0, 'de Puits'],
  ['Athée', 1, 'd’Athée'],
  ['Le Meix', 2, 'du Meix'],
  ['La Rochepot', 3, 'de la Rochepot'],
  ['Les Maillys', 4, 'des Maillys'],
  ["L'Étang-Vergy", 5, 'de l’Étang-Vergy'],
  ["Côte-d'Or", 3, 'de la Côte-d’Or'],
])('%s with TNCC %i → %s', (name, liaison, text) => {
  expect(ofPlace({ name, liaison })).toBe(text)
})

test('names in a row → commas, then « et »', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(enumerated)).toEqual(['', 'a', 'a et b', 'a, b et c'])
})

test('three letters → a tagged French PDF of three A4 pages, each of one code', async () => {
  const letters = ['a', 'b', 'c'].map((each) => letterOf({ ...facts, code: `${each.repeat(5)}-11111` }))
  const given = { title: 'Lettres', author: 'Côte-d’Or', at: facts.issuedAt }
  const pdf = Buffer.from(await new Response(lettersPdf(letters, given)).arrayBuffer()).toString('latin1')
  expect(pdf.slice(0, 8)).toBe('%PDF-1.7')
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(3)
  expect(pdf).toContain('/MediaBox [0 0 595.28 841.89]')
  expect(pdf).toContain('/Marked true')
  expect(pdf).toContain('/Lang (fr-FR)')
  for (const each of ['a', 'b', 'c'])
    expect(pdf.split(`/ActualText (${each.repeat(5)}-11111)`)).toHaveLength(2)
})

test('nobody reads any more after the first octets → no further letter is drawn', async () => {
  const letter = letterOf(facts)
  const gone = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<number>()
  function* letters() {
    let drawn = 0
    try {
      for (; drawn < 50; drawn += 1) {
        yield letter
        if (drawn === 1) gone.resolve()
      }
    } finally {
      ended.resolve(drawn)
    }
  }
  const given = { title: 'Lettres', author: 'Côte-d’Or', at: facts.issuedAt }
  const pdf = lettersPdf(letters(), given)
  await gone.promise
  await pdf.cancel()
  expect(await ended.promise).toBeLessThan(5)
})

test('names longer than anybody’s → still one page', async () => {
  const long = letterOf({
    ...facts,
    recipient: {
      ...facts.recipient,
      name: 'Jean '.repeat(40),
      email: `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.fr`,
    },
    communes: [
      facts.communes[0],
      ...Array.from({ length: 4 }, () => ({
        name: 'Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson',
        liaison: 0,
      })),
    ],
  })
  const given = { title: 'Lettres', author: 'Côte-d’Or', at: facts.issuedAt }
  const pdf = Buffer.from(await new Response(lettersPdf([long], given)).arrayBuffer()).toString('latin1')
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
})
