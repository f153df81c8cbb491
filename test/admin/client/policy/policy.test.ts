import { expect, test } from 'vitest'
import { changed, type PolicyView, readScore, writeScore } from '#admin/client/policy/policy.ts'

test.each([
  ['6', 6],
  ['6,5', 6.5],
  [' 12.25 ', 12.25],
  ['', undefined],
  ['beaucoup', null],
  ['-1', null],
])('%j → %j', (text, score) => {
  expect(readScore(text)).toBe(score)
})

test('a score → as it is written in France; none → an empty field', () => {
  expect(writeScore(6.5, 'fr')).toBe('6,5')
  expect(writeScore(null, 'fr')).toBe('')
})

test('one part changed → the rest of the commune’s own choices as they stood, none of the inherited ones', () => {
  const settings = { junkAt: 6, refuseAt: 15, attachments: {} as PolicyView['inherited']['attachments'] }
  const view: PolicyView = {
    commune: { id: 'c-1', name: 'Saulieu', kind: 'commune' },
    own: { junkAt: 5, refuseAt: null, attachments: { macro: 'hold' } },
    inherited: settings,
    effective: settings,
    version: '2026-11-24T06:02:00.000Z',
  }
  expect(changed(view, { junkAt: null })).toEqual({
    version: '2026-11-24T06:02:00.000Z',
    junkAt: null,
    refuseAt: null,
    attachments: { macro: 'hold' },
  })
})
