import { expect, test } from 'vitest'
import { ofName } from '#ui/format/french-names.ts'
import { fullStop } from '#ui/format/sentence.ts'

test.each([
  ['Alise-Sainte-Reine', 'd’Alise-Sainte-Reine'],
  ['Étais', 'd’Étais'],
  ['Hauteville-lès-Dijon', 'd’Hauteville-lès-Dijon'],
  ['Yvré', 'd’Yvré'],
  ['Yann', 'de Yann'],
  ['Œuilly', 'd’Œuilly'],
  ['Saulieu', 'de Saulieu'],
  ['Le Meix', 'du Meix'],
  ['La Rochepot', 'de la Rochepot'],
  ['Les Maillys', 'des Maillys'],
  ['L’Étang-Vergy', 'de l’Étang-Vergy'],
  ['Léa Roux', 'de Léa Roux'],
  ['Leuglay', 'de Leuglay'],
])('%s → %s', (name, of) => {
  expect(ofName(name)).toBe(of)
})

test('a day that ends with a dot, one that does not → one full stop', () => {
  expect(fullStop('depuis le jeu. 26 nov.')).toBe('depuis le jeu. 26 nov.')
  expect(fullStop('depuis le lun. 3 mars')).toBe('depuis le lun. 3 mars.')
})
