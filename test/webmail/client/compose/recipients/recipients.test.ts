import { expect, test } from 'vitest'
import { meaningInList, meaningOf } from '#webmail/client/compose/recipients/recipient-keys.ts'
import {
  asTyped,
  isAddress,
  readMailto,
  readRecipients,
  withRecipients,
} from '#webmail/client/compose/recipients/recipients.ts'

test.each([
  ['claire@saulieu.fr', [['', 'claire@saulieu.fr']]],
  ['Claire Bonnard <claire@saulieu.fr>', [['Claire Bonnard', 'claire@saulieu.fr']]],
  [
    '"Bonnard, Claire" <claire@saulieu.fr>; jean@b.fr',
    [
      ['Bonnard, Claire', 'claire@saulieu.fr'],
      ['', 'jean@b.fr'],
    ],
  ],
  ['claire@saulieu.fr (Claire)', [['Claire', 'claire@saulieu.fr']]],
  [
    'a@b.fr c@d.fr\ne@f.fr,',
    [
      ['', 'a@b.fr'],
      ['', 'c@d.fr'],
      ['', 'e@f.fr'],
    ],
  ],
  [
    'a@b.fr\tc@d.fr',
    [
      ['', 'a@b.fr'],
      ['', 'c@d.fr'],
    ],
  ],
  ['mailto:a@b.fr', [['', 'a@b.fr']]],
  ['Marie Durand', [['', 'Marie Durand']]],
  ['<a@b.fr>', [['', 'a@b.fr']]],
  [' ; , \n', []],
] as const)('%j → %j', (text, expected) => {
  expect(readRecipients(text).map(({ name, address }) => [name, address])).toEqual(expected)
})

test.each(['a@b.fr', 'prénom.nom@mairie-saulieu.fr', 'x+y@sous.domaine.gouv.fr', 'a@été.fr'])(
  '%s → an address',
  (text) => {
    expect(isAddress(text)).toBe(true)
  },
)

test.each([
  'a',
  'a@',
  'a@b',
  '@b.fr',
  'a b@c.fr',
  'a@b..fr',
  'a@-b.fr',
  '.a@b.fr',
  'a.@b.fr',
  'a@b.fr>',
  'a@b.1',
])('%s → no address', (text) => {
  expect(isAddress(text)).toBe(false)
})

test('a recipient typed again → the same one', () => {
  for (const each of [
    { name: 'Bonnard, Claire', address: 'c@b.fr' },
    { name: 'Le "petit" Jean', address: 'j@b.fr' },
    { name: '', address: 'x@y.fr' },
    { name: '', address: 'Marie' },
  ])
    expect(readRecipients(asTyped(each))).toEqual([each])
})

test('somebody who is there already → once, as they were', () => {
  const there = [{ name: 'Claire', address: 'claire@b.fr' }]
  const come = [{ name: '', address: 'Claire@b.fr' }, ...readRecipients('a@b.fr, A@b.fr')]
  expect(withRecipients(there, come).map(({ address }) => address)).toEqual(['claire@b.fr', 'a@b.fr'])
})

test('a link to an address → who, about what, and the text', () => {
  expect(readMailto('mailto:a@b.fr?subject=Devis%20toiture&cc=c@d.fr&body=Bonjour%0A')).toEqual({
    to: [{ name: '', address: 'a@b.fr' }],
    cc: [{ name: '', address: 'c@d.fr' }],
    ...{ bcc: [], subject: 'Devis toiture', text: 'Bonjour\n' },
  })
  expect(readMailto('https://b.fr')).toBeNull()
})

const typing = { text: 'a@b.fr', choosing: false, atStart: false, any: true }

test.each([
  ['Enter', {}, 'add'],
  [';', {}, 'add'],
  ['Tab', {}, 'add-and-leave'],
  [',', { text: '"Bonnard' }, null],
  ['Enter', { text: ' ' }, null],
  ['Enter', { choosing: true }, null],
  ['Backspace', { atStart: true }, 'chips'],
  ['ArrowLeft', { atStart: true, any: false }, null],
  ['x', {}, null],
] as const)('%s while %j → %s', (key, more, meaning) => {
  expect(meaningOf({ ...typing, ...more, key })).toBe(meaning)
})

test('keys while suggestions are shown → round the list, chosen, or shut', () => {
  const of = (key: string, pointed: number | null) => meaningInList({ key, pointed, count: 2 })
  expect([of('ArrowDown', null), of('ArrowDown', 1), of('ArrowUp', null), of('ArrowUp', 0)]).toEqual([
    0, 0, 1, 1,
  ])
  expect([of('Enter', 1), of('Tab', 0), of('Enter', null), of('Escape', null), of('x', 0)]).toEqual([
    ...(['choose', 'choose', null, 'shut', null] as const),
  ])
})
