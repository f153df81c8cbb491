import { expect, test } from 'vitest'
import { chosenChange } from '#admin/client/screens/welcome/chosen-change.ts'
import { proposedLocalPart } from '#admin/client/screens/welcome/local-part.ts'
import {
  addressOfStep,
  stepAfter,
  stepBefore,
  stepOfSlug,
  steps,
} from '#admin/client/screens/welcome/steps.ts'

test.each([
  ['Jean-Marc Roux', 'jean-marc.roux'],
  ['  Marie-Noëlle   Caillet ', 'marie-noelle.caillet'],
  ['Anne d’Œuvre', 'anne.doeuvre'],
  ['Lê Văn (maire)', 'le.van.maire'],
  ['…', ''],
])('%s → %s', (name, localPart) => {
  expect(proposedLocalPart(name)).toBe(localPart)
})

test('ticks under a search → what is not listed stays', () => {
  const before = new Set(['21028', '21413'])
  expect(chosenChange(before, new Set(['21511']), ['21413', '21511'])).toEqual({
    added: ['21511'],
    removed: ['21413'],
  })
})

test('each step → an address that leads back to it, in order', () => {
  for (const step of steps) expect(stepOfSlug(addressOfStep('x', step).split('/').at(-1) ?? '')).toBe(step)
  expect([stepBefore('choose'), stepAfter('choose'), stepAfter('create')]).toEqual([null, 'domain', 'create'])
  expect(stepOfSlug('ailleurs')).toBeNull()
})
