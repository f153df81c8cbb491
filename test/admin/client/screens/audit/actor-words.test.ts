import { expect, test } from 'vitest'
import { journal as english } from '#admin/client/words/en/journal.ts'
import { journal } from '#admin/client/words/fr/journal.ts'

test.each([journal, english])('a command is told as one, the installation by its name alone', ({ actor }) => {
  expect(actor.machine('vaguemestre admin reset-factor')).toContain('vaguemestre admin reset-factor')
  expect(actor.machine('vaguemestre admin reset-factor')).not.toBe('vaguemestre admin reset-factor')
  expect(actor.machine('Installation')).toBe('Installation')
})
