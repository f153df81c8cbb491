import { expect, test } from 'vitest'
import { keysOf, withKey } from '#webmail/client/actions/custom-shortcuts.ts'
import { commandOf, commandsOfKeys, type OwnKeys, strokeOf } from '#webmail/client/actions/shortcuts.ts'
import { houseKeys, keyCommands, keyForm } from '#webmail/contract/shortcut-words.ts'

interface Pressed {
  readonly shift?: boolean
  readonly control?: boolean
  readonly on?: boolean
  readonly afterGo?: boolean
  readonly own?: OwnKeys
}

const press = (
  key: string,
  { shift = false, control = false, on = true, afterGo = false, own = {} }: Pressed = {},
) => commandOf({ key, shift, control }, { on, afterGo, keys: commandsOfKeys(own) })

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
  ['l', 'label'],
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

test('a letter with the lock of capitals → as without; with Maj and the lock → as with Maj', () => {
  expect(press('E')).toBe('archive')
  expect(press('u', { shift: true })).toBe('unread')
})

test('a key of one’s own → does what it was chosen for; that of the house → nothing any more', () => {
  const own = { archive: 'y', unread: 'm' }
  expect(['y', 'e', 'm'].map((key) => press(key, { own }))).toEqual(['archive', null, 'unread'])
  expect(press('U', { shift: true, own })).toBeNull()
})

test('a second key of a command chosen for another → does that alone', () => {
  expect(press('#', { own: { label: '#' } })).toBe('label')
  expect(press('Delete', { own: { label: '#' } })).toBe('delete')
})

test('the keys of the house → each of the form that is stored, none twice', () => {
  const keys = keyCommands.map((command) => houseKeys[command])
  expect(keys.filter((key) => !keyForm.test(key))).toEqual([])
  expect(new Set(keys).size).toBe(keys.length)
})

test.each([
  [{ key: 'e', shift: false }, 'e'],
  [{ key: 'É', shift: true }, 'Shift+é'],
  [{ key: '?', shift: true }, '?'],
  [{ key: '1', shift: true }, '1'],
  [{ key: 'Delete', shift: true }, 'Delete'],
] as const)('%j → written as %s, which is kept', (key, stroke) => {
  expect(strokeOf(key)).toBe(stroke)
  expect(stroke).toMatch(keyForm)
})

test.each(['Enter', 'Escape', 'Tab', ' ', 'ArrowDown', 'F6', 'Dead', 'Shift', 'Backspace'])(
  '%s → no key that can be chosen',
  (key) => {
    expect(strokeOf({ key, shift: false })).not.toMatch(keyForm)
  },
)

test('a free key chosen → it alone is kept; that of the house again → nothing is', () => {
  const own = withKey({}, 'archive', 'y')
  expect(own).toEqual({ archive: 'y' })
  expect(withKey(own, 'archive', 'e')).toEqual({})
})

test('a key in use chosen → the two change places, and back', () => {
  const own = withKey({}, 'archive', 'j')
  expect(own).toEqual({ archive: 'j', next: 'e' })
  expect(withKey(own, 'archive', 'e')).toEqual({})
})

test('whatever is chosen one after another → no key twice, no command without', () => {
  const strokes = ['j', 'e', 'y', 'Shift+u', 'Delete', 'j', '1', 'e', 'k']
  let own: OwnKeys = {}
  for (const [at, stroke] of strokes.entries()) {
    for (const command of keyCommands.slice(at, at + 5)) own = withKey(own, command, stroke)
    const keys = keyCommands.map((command) => keysOf(own).get(command))
    expect(keys).not.toContain(undefined)
    expect(new Set(keys).size).toBe(keyCommands.length)
  }
})

test('a key of the house that was chosen elsewhere for something else → its own command has none, and says so', () => {
  expect(keysOf({ archive: 'j' }).get('next')).toBeUndefined()
  expect(press('j', { own: { archive: 'j' } })).toBe('archive')
})
