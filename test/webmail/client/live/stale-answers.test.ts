import { expect, test } from 'vitest'
import type { LiveEvent } from '#webmail/client/live/read-events.ts'
import { isStale } from '#webmail/client/live/stale-answers.ts'
import { keyOf } from '#webmail/client/queries.ts'
import type { WebmailAnswer } from '#webmail/contract/all.ts'

type BoxId = WebmailAnswer<'GET /boxes'>['rows'][number]['id']
const box = '0199a000-0000-7000-8000-000000000001' as BoxId
const other = '0199a000-0000-7000-8000-000000000002' as BoxId

const keys = {
  boxes: keyOf('GET /boxes', {}),
  folders: keyOf('GET /boxes/{box}/folders', { params: { box } }),
  inbox: keyOf('GET /boxes/{box}/conversations', { params: { box }, query: { folder: 'INBOX' } }),
  works: keyOf('GET /boxes/{box}/conversations', { params: { box }, query: { folder: 'Travaux' } }),
  found: keyOf('GET /boxes/{box}/conversations', {
    params: { box },
    query: { folder: 'Travaux', q: 'devis' },
  }),
  open: keyOf('GET /boxes/{box}/conversation', { params: { box }, query: { folder: 'Travaux', uid: 7 } }),
  body: keyOf('GET /boxes/{box}/message', { params: { box }, query: { folder: 'INBOX', uid: 7 } }),
  others: keyOf('GET /boxes/{box}/folders', { params: { box: other } }),
  every: keyOf('GET /conversations', { query: { offset: 0, limit: 50 } }),
  everyFound: keyOf('GET /conversations', { query: { offset: 0, limit: 50, q: 'devis' } }),
  session: keyOf('GET /session', {}),
}
const touchedBy = (event: LiveEvent) =>
  Object.entries(keys).flatMap(([name, key]) => (isStale(event, key) ? [name] : []))

test('mail in the inbox → its list, that of all boxes, what is found, what is open, and all counts', () => {
  const expected = ['boxes', 'folders', 'inbox', 'found', 'open', 'every', 'everyFound']
  expect(touchedBy({ kind: 'arrived', box, folder: 'INBOX' })).toEqual(expected)
  expect(touchedBy({ kind: 'changed', box, folder: 'INBOX' })).toEqual(expected)
})

test('a change in another folder → the list of that one; no count beside a box', () => {
  expect(touchedBy({ kind: 'changed', box, folder: 'Travaux' })).toEqual([
    'folders',
    'works',
    'found',
    'open',
    'everyFound',
  ])
})

test('a folder is made → the folders of its box', () => {
  expect(touchedBy({ kind: 'folders', box })).toEqual(['folders'])
})

test('one begins to listen → all that is known of those boxes, but what messages say', () => {
  const every = ['every', 'everyFound']
  const ofBox = ['boxes', 'folders', 'inbox', 'works', 'found', 'open', ...every]
  expect(touchedBy({ kind: 'listening', boxes: [box] })).toEqual(ofBox)
  expect(touchedBy({ kind: 'listening', boxes: [other] })).toEqual(['boxes', 'others', ...every])
  expect(touchedBy({ kind: 'listening', boxes: [] })).toEqual(['boxes', ...every])
})

test('somebody saves a draft → who writes in a conversation; mail that comes says nothing of that', () => {
  const writers = keyOf('GET /boxes/{box}/writers', { params: { box }, query: { folder: 'INBOX', uid: 7 } })
  expect(isStale({ kind: 'changed', box, folder: 'Drafts' }, writers)).toBe(true)
  expect(isStale({ kind: 'arrived', box, folder: 'INBOX' }, writers)).toBe(false)
  expect(isStale({ kind: 'changed', box: other, folder: 'Drafts' }, writers)).toBe(false)
})
