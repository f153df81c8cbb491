import { expect, test } from 'vitest'
import { afterPending } from '#webmail/client/actions/pending.ts'
import { reverseAction } from '#webmail/client/actions/reverse-action.ts'
import { labelQuery, labelsOf } from '#webmail/client/labels/labels.tsx'
import { parseQuery } from '#webmail/search/parse.ts'
import { keyOf, rowOf } from './list/rows-of.ts'

const pending = (kind: 'label' | 'unlabel') => [{ rows: new Set([keyOf(7)]), action: { kind, label: 'x' } }]

test('a label asked for → on the row at once, and only once; taken off → off at once', () => {
  expect(afterPending(rowOf(7), pending('label'))?.labels).toEqual(['x'])
  expect(afterPending(rowOf(7, { labels: ['x', 'y'] }), pending('label'))?.labels).toEqual(['x', 'y'])
  expect(afterPending(rowOf(7, { labels: ['x', 'y'] }), pending('unlabel'))?.labels).toEqual(['y'])
})

test('a label given or taken off, undone → the other of both, with the same label', () => {
  const nothing = { moved: [], missing: [8] }
  expect(reverseAction({ kind: 'label', label: 'x' }, { folder: 'INBOX', uids: [7, 8] }, nothing)).toEqual([
    { folder: 'INBOX', uids: [7], action: { kind: 'unlabel', label: 'x' } },
  ])
  expect(
    reverseAction({ kind: 'unlabel', label: 'x' }, { folder: 'INBOX', uids: [7] }, nothing)[0]?.action,
  ).toEqual({
    kind: 'label',
    label: 'x',
  })
})

test('ids of a message → labels that there are, in the order of the box', () => {
  const [one, other] = [
    { id: '1', name: 'Acte', colour: 'vert' },
    { id: '2', name: 'Zone', colour: 'bleu' },
  ] as const
  expect(labelsOf(['2', 'gone', '1'], [one, other])).toEqual([one, other])
})

test.each(['Travaux', 'État civil', 'C.C.A.S.', '14 juillet'])(
  'the link to %s → a search for this label',
  (name) => {
    expect(parseQuery(labelQuery({ name }))).toEqual({ kind: 'term', term: { kind: 'label', label: name } })
  },
)
