import { expect, test } from 'vitest'
import { changed, type PolicyView, readCount, readScore, writeScore } from '#admin/client/policies/policy.ts'

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

test.each([
  ['300', 300],
  [' 1 000 ', 1000],
  ['', undefined],
  ['0', null],
  ['3,5', null],
  ['1000001', null],
])('%j recipients → %j', (text, count) => {
  expect(readCount(text)).toBe(count)
})

test('a score → as it is written in France; none → an empty field', () => {
  expect(writeScore(6.5, 'fr')).toBe('6,5')
  expect(writeScore(null, 'fr')).toBe('')
})

test('one part changed → the rest of the commune’s own choices as they stood, none of the inherited ones', () => {
  const settings = {
    junkAt: 6,
    refuseAt: 15,
    attachments: {} as PolicyView['inherited']['attachments'],
    sending: { mailboxHour: 300, mailboxDay: 1000, communeHour: 2000, firstTimeDay: 200 },
    forbidsExternalForwards: false,
  }
  const view: PolicyView = {
    commune: { id: 'c-1', name: 'Saulieu', kind: 'commune' },
    own: {
      junkAt: 5,
      refuseAt: null,
      attachments: { macro: 'hold' },
      sending: { mailboxHour: 500 },
      forbidsExternalForwards: true,
    },
    inherited: settings,
    effective: settings,
    version: '2026-11-24T06:02:00.000Z',
  }
  expect(changed(view, { junkAt: null })).toEqual({
    version: '2026-11-24T06:02:00.000Z',
    junkAt: null,
    refuseAt: null,
    attachments: { macro: 'hold' },
    sending: { mailboxHour: 500 },
    forbidsExternalForwards: true,
  })
})
