import { expect, test } from 'vitest'
import { afterPending } from '#webmail/client/actions/pending.ts'
import { reversed } from '#webmail/client/actions/reversed.ts'
import { rememberUndo, undoLast } from '#webmail/client/actions/undo.ts'
import type { MessageAction } from '#webmail/client/boxes.ts'
import { rowOf } from '../list/rows-of.ts'

const place = { box: 'a', folder: 'INBOX' }
const pending = (action: MessageAction, rows = [7]) => [{ ...place, rows: new Set(rows), action }]

test.each([
  { kind: 'archive' },
  { kind: 'delete' },
  { kind: 'junk' },
  { kind: 'move', to: 'Conseil' },
] as const)('%o asked for → the row is elsewhere at once', (action) => {
  expect(afterPending(rowOf(7), pending(action), place)).toBeNull()
})

test('marks asked for → the row has them at once', () => {
  expect(afterPending(rowOf(7, { unread: 2 }), pending({ kind: 'read' }), place)?.unread).toBe(0)
  expect(afterPending(rowOf(7), pending({ kind: 'unread' }), place)?.unread).toBe(1)
  expect(afterPending(rowOf(7), pending({ kind: 'flag' }), place)?.flagged).toBe(true)
})

test('another row, folder or box → as it is', () => {
  const row = rowOf(7)
  expect(afterPending(row, pending({ kind: 'archive' }, [8]), place)).toBe(row)
  expect(afterPending(row, pending({ kind: 'archive' }), { ...place, folder: 'Sent' })).toBe(row)
  expect(afterPending(row, pending({ kind: 'archive' }), { ...place, box: 'b' })).toBe(row)
})

test('archived messages → moved back from where they are now', () => {
  const moved = [
    { from: { folder: 'INBOX', uid: 7 }, to: { folder: 'Archive', uid: 70 } },
    { from: { folder: 'INBOX', uid: 8 }, to: { folder: 'Archive', uid: 71 } },
  ]
  expect(reversed({ kind: 'archive' }, 'INBOX', [7, 8], { moved, missing: [] })).toEqual([
    { folder: 'Archive', uids: [70, 71], action: { kind: 'move', to: 'INBOX' } },
  ])
})

test('a mark → the other mark, but on those that were gone', () => {
  expect(reversed({ kind: 'flag' }, 'INBOX', [7, 8], { moved: [], missing: [8] })).toEqual([
    { folder: 'INBOX', uids: [7], action: { kind: 'unflag' } },
  ])
})

test('nothing was moved → nothing to take back', () => {
  expect(reversed({ kind: 'archive' }, 'INBOX', [7], { moved: [], missing: [7] })).toEqual([])
})

test('Ctrl+Z twice, or after the button → taken back once', () => {
  const done: string[] = []
  const first = rememberUndo(() => done.push('first'))
  rememberUndo(() => done.push('second'))
  undoLast()
  undoLast()
  expect(done).toEqual(['second'])
  first()
  first()
  expect(done).toEqual(['second', 'first'])
})
