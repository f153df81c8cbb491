import { expect, test } from 'vitest'
import type { Conversations } from '#webmail/client/list/conversations.ts'
import { inPlace } from '#webmail/client/list/in-place.ts'
import { rowOf } from './rows-of.ts'

const found = (folder: string): Conversations => ({
  ...{ state: 'shown', error: null, retry: () => undefined, total: 1, want: () => undefined },
  rowAt: () => rowOf(7, { folder }),
  indexOf: () => 0,
})

test('a search that found something in another folder → says where, and nothing of it is there to be filed', () => {
  const { conversations, elsewhere } = inPlace(found('Archive'), {
    folder: 'INBOX',
    q: 'dans:archives devis',
  })
  expect(elsewhere).toBe('Archive')
  expect(conversations.state).toBe('loading')
  expect(conversations.rowAt(0)).toBeUndefined()
  expect(conversations.indexOf(7)).toBe(-1)
})

test.each([
  ['found in the folder where one is', 'INBOX', 'devis'],
  ['no search', 'Archive', null],
])('%s → as it is', (_, folder, q) => {
  const given = found(folder)
  expect(inPlace(given, { folder: 'INBOX', q })).toEqual({ conversations: given, elsewhere: null })
})
