import { expect, test } from 'vitest'
import { afterPending } from '#webmail/client/actions/pending.ts'
import { reverseAction } from '#webmail/client/actions/reverse-action.ts'
import { rememberUndo, undoLast } from '#webmail/client/actions/undo.ts'
import type { ConversationRow, MessageAction } from '#webmail/client/boxes.ts'
import { keyOf, rowOf } from '../list/rows-of.ts'

const pending = (action: MessageAction, rows = [7]) => [
  { rows: new Set(rows.map((uid) => keyOf(uid))), action },
]

test.each([
  { kind: 'archive' },
  { kind: 'delete' },
  { kind: 'junk' },
  { kind: 'move', to: 'Conseil' },
  { kind: 'snooze', until: '2026-11-30T07:00:00.000Z' },
] as const)('%o asked for → the row is elsewhere at once', (action) => {
  expect(afterPending(rowOf(7), pending(action))).toBeNull()
})

test('marks asked for → the row has them at once', () => {
  expect(afterPending(rowOf(7, { unread: 2 }), pending({ kind: 'read' }))?.unread).toBe(0)
  expect(afterPending(rowOf(7), pending({ kind: 'unread' }))?.unread).toBe(1)
  expect(afterPending(rowOf(7), pending({ kind: 'flag' }))?.flagged).toBe(true)
})

test('another row, folder or box → as it is', () => {
  const row = rowOf(7)
  expect(afterPending(row, pending({ kind: 'archive' }, [8]))).toBe(row)
  expect(afterPending(rowOf(7, { folder: 'Sent' }), pending({ kind: 'archive' }))).not.toBeNull()
  const other = rowOf(7, { box: '0199a000-0000-7000-8000-000000000002' as ConversationRow['box'] })
  expect(afterPending(other, pending({ kind: 'archive' }))).toBe(other)
})

test('archived messages → moved back from where they are now', () => {
  const moved = [
    { from: { folder: 'INBOX', uid: 7 }, to: { folder: 'Archive', uid: 70 } },
    { from: { folder: 'INBOX', uid: 8 }, to: { folder: 'Archive', uid: 71 } },
  ]
  expect(
    reverseAction({ kind: 'archive' }, { folder: 'INBOX', uids: [7, 8] }, { moved, missing: [] }),
  ).toEqual([{ folder: 'Archive', uids: [70, 71], action: { kind: 'move', to: 'INBOX' } }])
})

const [tonight, tomorrow] = ['2026-11-29T17:00:00.000Z', '2026-11-30T07:00:00.000Z']

test('put off already → stays, with the new hour at once', () => {
  const row = rowOf(7, { folder: 'Snoozed', returnsAt: tonight })
  const changes = [
    {
      rows: new Set([keyOf(7, 'Snoozed')]),
      action: { kind: 'snooze', until: tomorrow } satisfies MessageAction,
    },
  ]
  expect(afterPending(row, changes)).toEqual({ ...row, returnsAt: tomorrow })
})

test('put off → moved back to where it was', () => {
  const moved = [{ from: { folder: 'INBOX', uid: 7 }, to: { folder: 'Snoozed', uid: 70 } }]
  const action = { kind: 'snooze', until: tomorrow } as const
  expect(reverseAction(action, { folder: 'INBOX', uids: [7] }, { moved, missing: [] })).toEqual([
    { folder: 'Snoozed', uids: [70], action: { kind: 'move', to: 'INBOX' } },
  ])
})

test('taken out of what was put off → back until the hour that it had; without one → moved back', () => {
  const moved = [{ from: { folder: 'Snoozed', uid: 7 }, to: { folder: 'INBOX', uid: 70 } }]
  const back = (returnsAt?: string) =>
    reverseAction(
      { kind: 'move', to: 'INBOX' },
      { folder: 'Snoozed', uids: [7], returnsAt },
      { moved, missing: [] },
    )
  expect(back(tonight)).toEqual([{ folder: 'INBOX', uids: [70], action: { kind: 'snooze', until: tonight } }])
  expect(back()).toEqual([{ folder: 'INBOX', uids: [70], action: { kind: 'move', to: 'Snoozed' } }])
})

test('another hour → the one before; where it had none → nothing to take back', () => {
  const action = { kind: 'snooze', until: tomorrow } as const
  const place = { folder: 'Snoozed', uids: [7] }
  const acted = { moved: [], missing: [] }
  expect(reverseAction(action, { ...place, returnsAt: tonight }, acted)).toEqual([
    { ...place, action: { kind: 'snooze', until: tonight } },
  ])
  expect(reverseAction(action, place, acted)).toEqual([])
})

test('a mark → the other mark, but on those that were gone', () => {
  expect(
    reverseAction({ kind: 'flag' }, { folder: 'INBOX', uids: [7, 8] }, { moved: [], missing: [8] }),
  ).toEqual([{ folder: 'INBOX', uids: [7], action: { kind: 'unflag' } }])
})

test('nothing was moved → nothing to take back', () => {
  expect(
    reverseAction({ kind: 'archive' }, { folder: 'INBOX', uids: [7] }, { moved: [], missing: [7] }),
  ).toEqual([])
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
