import { expect, test } from 'vitest'
import { actionOn, labelling } from '#webmail/client/actions/drag-rows.ts'
import type { FolderView } from '#webmail/client/boxes.ts'
import { rowBox, rowOf } from '../list/rows-of.ts'

const folder = (path: string, role: FolderView['role'] = null, opens = true): FolderView => ({
  ...{ path, name: path, role, opens, total: 0, unread: 0 },
})
const rows = [rowOf(7), rowOf(8, { labels: ['x'] })]

test.each([
  [folder('Travaux'), { kind: 'move', to: 'Travaux' }],
  [folder('Trash', 'trash'), { kind: 'delete' }],
  [folder('Archive', 'archive'), { kind: 'archive' }],
  [folder('Junk', 'junk'), { kind: 'junk' }],
  [folder('Sent', 'sent'), null],
  [folder('Drafts', 'drafts'), null],
  [folder('Snoozed', 'snoozed'), null],
  [folder('Niveau', null, false), null],
  // Where they are.
  [folder('INBOX', 'inbox'), null],
] as const)('dropped on %j → %j', (on, expected) => {
  expect(actionOn(on, rowBox, rows)).toEqual(expected)
})

test('some of them elsewhere → brought to the inbox', () => {
  const found = [...rows, rowOf(9, { folder: 'Archive' })]
  expect(actionOn(folder('INBOX', 'inbox'), rowBox, found)).toEqual({ kind: 'move', to: 'INBOX' })
})

test('on a folder or a label of another box, or nothing dragged → nothing', () => {
  expect(actionOn(folder('Travaux'), 'another', rows)).toBeNull()
  expect(labelling('x', 'another', rows)).toBeNull()
  expect(actionOn(folder('Travaux'), rowBox, [])).toBeNull()
})

test('on a label → given; where all bear it → nothing', () => {
  expect(labelling('x', rowBox, rows)).toEqual({ kind: 'label', label: 'x' })
  expect(labelling('x', rowBox, rows.slice(1))).toBeNull()
})
