import { expect, test } from 'vitest'
import { cachetLetters, cachetTone, initials } from '#ui/cachet/letters.ts'

test('names of communes → their letters, small words left out', () => {
  const letters = Object.fromEntries(
    [
      'Saulieu',
      'Fleurey-sur-Ouche',
      'Saint-Léger-Triey',
      'Chorey-les-Beaune',
      'Le Val-Larrey',
      'Is-sur-Tille',
      'L’Étang-Vergy',
    ].map((name) => [name, cachetLetters(name)]),
  )
  expect(letters).toEqual({
    Saulieu: 'SA',
    'Fleurey-sur-Ouche': 'FO',
    'Saint-Léger-Triey': 'SLT',
    'Chorey-les-Beaune': 'CB',
    'Le Val-Larrey': 'VL',
    'Is-sur-Tille': 'IT',
    'L’Étang-Vergy': 'ÉV',
  })
})

test('nothing but a letter, or nothing → no crash', () => {
  expect(cachetLetters('Y')).toBe('Y')
  expect(cachetLetters('')).toBe('')
})

test('the same name → the same tone, and many names use all eight', () => {
  expect(cachetTone('Saulieu')).toBe(cachetTone('Saulieu'))
  const tones = new Set(Array.from({ length: 200 }, (_, number) => cachetTone(`Commune ${number}`)))
  expect(tones.size).toBe(8)
})

test('a person → first and last initial; an address → its first letter', () => {
  expect(initials('Hélène Garnier')).toBe('HG')
  expect(initials('Marie-Claude de La Tour')).toBe('MT')
  expect(initials('mairie')).toBe('M')
})
