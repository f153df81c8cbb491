import { expect, test } from 'vitest'
import { commandOf } from '#webmail/client/actions/shortcuts.ts'

const press = (key: string, { shift = false, control = false, on = true, afterGo = false } = {}) =>
  commandOf({ key, shift, control }, { on, afterGo })

test.each([
  ['j', 'next'],
  ['k', 'previous'],
  ['o', 'open'],
  ['u', 'back'],
  ['e', 'archive'],
  ['Delete', 'delete'],
  ['#', 'delete'],
  ['x', 'select'],
  ['s', 'flag'],
  ['v', 'move'],
  ['b', 'snooze'],
  ['i', 'junk'],
  ['!', 'junk'],
  ['?', 'map'],
  ['/', 'search'],
  ['z', 'undo'],
  ['g', 'go'],
  ['c', 'write'],
  ['r', 'reply'],
  ['a', 'reply-all'],
  ['f', 'forward'],
  ['q', null],
] as const)('%s → %s', (key, command) => {
  expect(press(key)).toBe(command)
})

test('single keys while they are off → nothing; F6 and Ctrl+Z → still heard', () => {
  expect(press('e', { on: false })).toBeNull()
  expect(press('F6', { on: false })).toBe('region')
  expect(press('z', { on: false, control: true })).toBe('undo')
  expect(press('k', { on: false, control: true })).toBe('go-to')
})

test('Maj+U → unread; Ctrl with any other letter → the browser’s', () => {
  expect(press('U', { shift: true })).toBe('unread')
  expect(press('e', { control: true })).toBeNull()
  expect(press('Z', { control: true, shift: true })).toBeNull()
})

test('after g → the inbox, what was sent, drafts, and nothing else', () => {
  expect(['b', 'e', 'd', 'x'].map((key) => press(key, { afterGo: true }))).toEqual([
    'go-inbox',
    'go-sent',
    'go-drafts',
    null,
  ])
})
