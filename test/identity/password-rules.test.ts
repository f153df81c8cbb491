import { expect, test } from 'vitest'
import { passwordFault } from '#identity/password-rules.ts'

const owner = { email: 'marie.durand@mairie-saulieu.fr', commune: 'Is-sur-Tille' }

test.each([
  ['un sapin vert du Morvan', null],
  ['correct horse battery staple', null],
  ['éééonze sapins', null],
  ['onze lettre', 'too-short'],
  ['😀'.repeat(11), 'too-short'],
  [`${'xy'.repeat(64)}z`, 'too-long'],
  ['Password2026!!', 'too-common'],
  ['qwertyuiop12', 'too-common'],
  ['unbelievable', 'too-common'],
  ['202611251730', 'too-common'],
  ['abababababab', 'too-common'],
  ['durand a un chat', 'too-personal'],
  ['Marie-2026-sapin', 'too-personal'],
  ['vive is sur tille 21', 'too-personal'],
  ['mairie saulieu 21210', 'too-personal'],
  ['Vaguemestre-21-sapin', 'too-personal'],
] as const)('%s → %s', async (password, fault) => {
  expect(await passwordFault(password, owner)).toBe(fault)
})

test('a short name that stands in many words → no reason to refuse', async () => {
  expect(await passwordFault('un sapin vert du col', { email: 'col@bar.fr', commune: 'Bar' })).toBe(null)
})
