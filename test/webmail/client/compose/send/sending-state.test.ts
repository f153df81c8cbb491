import { expect, test } from 'vitest'
import { ProblemError } from '#ui/api/problem-error.ts'
import { failureOf, isHeld, type SendingStage } from '#webmail/client/compose/send/sending-state.ts'

test.each<[SendingStage, boolean, boolean]>([
  ['idle', false, false],
  ['waiting', false, false],
  ['sending', false, true],
  ['checking', false, true],
  ['idle', true, true],
])('%s, unsure: %s → held: %s', (stage, unsure, held) => {
  expect(isHeld({ stage, unsure })).toBe(held)
})

const refusedCodes = ['forbidden', 'changed-meanwhile', 'mail-refused', 'too-large']

test.each(refusedCodes)(
  '%s, also where nobody knew before → it did not leave, and may be changed',
  (code) => {
    for (const isAsked of [true, false])
      expect(failureOf(new ProblemError(code), { passes: false, isAsked })).toBe('refused')
  },
)

test.each(['unreachable', 'try-later', 'bug'])('%s of what was asked for before → nobody knows', (code) => {
  expect(failureOf(new ProblemError(code), { passes: false, isAsked: true })).toBe('unsure')
})

test('what passes → waited for; once it was asked for, nobody knows', () => {
  const error = new ProblemError('not-signed-in')
  expect(failureOf(error, { passes: true, isAsked: false })).toBe('waits')
  expect(failureOf(error, { passes: true, isAsked: true })).toBe('unsure')
})
