import { describe, expect, test } from 'vitest'
import { changesOf, currentOf } from '#admin/client/form/revised-form.ts'
import { ProblemError } from '#ui/api/problem-error.ts'

describe('what a form sends', () => {
  test('a field typed back to what stands there → not sent', () => {
    expect(changesOf({ name: 'Mairie', quota: '2' }, { name: 'Mairie', quota: '5' })).toEqual({ quota: '5' })
  })

  test('a list with the same members → not sent', () => {
    expect(changesOf({ targets: ['a@x.fr'] }, { targets: ['a@x.fr'] })).toEqual({})
  })
})

describe('somebody else was faster', () => {
  test('changed-meanwhile with the row as it is now → that row', () => {
    const error = new ProblemError('changed-meanwhile', { current: { name: 'Accueil', revision: 7 } })
    expect(currentOf(error)).toEqual({ name: 'Accueil', revision: 7 })
  })

  test('changed-meanwhile without a row → null', () => {
    expect(currentOf(new ProblemError('changed-meanwhile'))).toBeNull()
    expect(currentOf(new ProblemError('changed-meanwhile', { current: { revision: '7' } }))).toBeNull()
  })

  test('another problem → null', () => {
    expect(currentOf(new ProblemError('in-use', { current: { revision: 7 } }))).toBeNull()
    expect(currentOf(new Error('no'))).toBeNull()
  })
})
