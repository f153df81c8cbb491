import { beforeEach, expect, test } from 'vitest'
import { ProblemError } from '#ui/api/problem-error.ts'
import { currentTrouble, noteFailure, setTrouble } from '#ui/api/trouble.ts'

beforeEach(() => setTrouble('none'))

test.each([
  ['unreachable', 'offline'],
  ['try-later', 'away'],
  ['not-signed-in', 'signed-out'],
  ['not-found', 'none'],
] as const)('%s → %s', (code, trouble) => {
  noteFailure(new ProblemError(code))
  expect(currentTrouble()).toBe(trouble)
})

test('without a network while one must sign in again → that is heard first', () => {
  setTrouble('signed-out')
  setTrouble('offline')
  expect(currentTrouble()).toBe('signed-out')
})
