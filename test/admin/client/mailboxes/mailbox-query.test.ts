import { expect, test } from 'vitest'
import { mailboxQuery } from '#admin/client/mailboxes/mailbox-query.ts'

test('the state of the screen → the filter of the API, and the commune of the page', () => {
  expect(mailboxQuery({ search: 'mai', kind: 'shared', state: 'nearlyFull' }, 'c-1')).toEqual({
    search: 'mai',
    kind: 'shared',
    commune: 'c-1',
    nearlyFull: 'true',
  })
})

test('nothing chosen, every commune → everything', () => {
  expect(mailboxQuery({ search: null, kind: null, state: null }, null)).toEqual({})
})

test('a state that there is not → left out', () => {
  expect(mailboxQuery({ search: null, kind: null, state: 'lost' }, null)).toEqual({})
})
