import { expect, test } from 'vitest'
import { lineProblems } from '#admin/client/form/line-problems.ts'
import { words as french } from '#admin/client/words/fr.ts'
import { ProblemError } from '#ui/api/problem-error.ts'

const refused = (errors: readonly (readonly [place: string, code: string])[]) =>
  new ProblemError('invalid-input', {
    errors: errors.map(([place, code]) => ({ pointer: `/body/targets/${place}`, code, detail: code })),
  })

test('two bad lines of three → each is named, with what is wrong with it', () => {
  const error = refused([
    ['0', 'unknown'],
    ['2', 'invalid-address'],
  ])
  const said = lineProblems(error, ['a@saulieu.test', 'b@saulieu.test', 'pas une adresse'], french.lines)
  expect(said).toContain('a@saulieu.test\u00a0» n’existe pas')
  expect(said).toContain('pas une adresse\u00a0»\u00a0: ce n’est pas une adresse')
  expect(said).not.toContain('b@')
})

test('an error of another field, a code without words, a place past the end → null', () => {
  for (const errors of [[['name', 'unknown']], [['0', 'too-deep']], [['7', 'unknown']]] as const)
    expect(lineProblems(refused(errors), ['a@saulieu.test'], french.lines)).toBeNull()
  expect(lineProblems(new Error('x'), ['a'], french.lines)).toBeNull()
})
