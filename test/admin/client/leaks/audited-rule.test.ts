import { expect, test } from 'vitest'
import { cellName, cellText } from '#admin/client/leaks/audited-rule.ts'
import { words } from '#admin/client/words/fr.ts'

const { leaks } = words

test('a cell of the log → in the words of the screen', () => {
  expect(cellName('nir.outside', leaks)).toBe('Numéros de sécurité sociale, vers l’extérieur')
  expect(cellText('1 warn, 10 refuse', leaks)).toBe('Avertir, Dès 10\u00a0: refuser')
  expect(cellText('1 allow', leaks)).toBe('Laisser passer')
})

test('any other property, or nothing chosen → null', () => {
  for (const property of ['name', 'nir.mars', 'dragon.outside', 'nir'])
    expect(cellName(property, leaks)).toBeNull()
  expect(cellText(null, leaks)).toBeNull()
})
