import { expect, test } from 'vitest'
import type { EmailAddress } from '#core/address/email-address.ts'
import { followAddresses, type ReadAddress } from '#db/stores/addresses/follow-addresses.ts'

interface Mailbox {
  readonly name: string
  readonly suspended: boolean
  readonly keepsCopy: boolean
  readonly outside: readonly string[]
}

type Read = readonly [string, ReadAddress<Mailbox>]

const named = (names: string): readonly EmailAddress[] =>
  names.split(' ').filter((name) => name !== '') as EmailAddress[]

const mailbox = (name: string, forwards = '', changes: Partial<Mailbox> = {}): Read => [
  name,
  {
    mailbox: { name, suspended: false, keepsCopy: true, outside: [], ...changes },
    senders: null,
    targets: named(forwards),
  },
]
/** To the outside, with a copy here or without. */
const sends = (name: string, keepsCopy = true): Read => mailbox(name, '', { keepsCopy, outside: ['away'] })
const passesOn = (name: string, forwards: string): Read => mailbox(name, forwards, { keepsCopy: false })
const suspended = (name: string, forwards = ''): Read =>
  mailbox(name, forwards, { suspended: true, keepsCopy: forwards === '' })
const alias = (name: string, targets: string): Read => [
  name,
  { mailbox: null, senders: null, targets: named(targets) },
]
const list = (
  name: string,
  members: string,
  senders: 'anyone' | 'department' | 'members' = 'anyone',
): Read => [name, { mailbox: null, senders, targets: named(members) }]

/** `name`, `name (department)` or `name (of a b)` for those whose mail it takes, in the order of names; `name→` only sends it on. */
function followed(start: string, read: readonly Read[]): string {
  const addresses = new Map(read.map(([name, found]) => [name as EmailAddress, found]))
  return followAddresses(start as EmailAddress, addresses)
    .map(({ mailbox, onlyFrom, kept }) => {
      const name = kept ? mailbox.name : `${mailbox.name}→`
      if (onlyFrom === null) return name
      return onlyFrom.kind === 'department' ? `${name} (department)` : `${name} (of ${members(onlyFrom)})`
    })
    .sort()
    .join(', ')
}

const members = ({ addresses }: { readonly addresses: ReadonlySet<string> }): string =>
  [...addresses].sort().join(' ')

test.each<[string, readonly Read[], string]>([
  ['a mailbox', [mailbox('x')], 'x'],
  ['a suspended one', [suspended('x')], 'x'],
  ['nothing', [], ''],
  ['one that sends on and keeps a copy', [sends('x')], 'x'],
  ['one that only sends on', [sends('x', false)], 'x→'],
  ['a suspended one that would send on', [mailbox('x', '', { suspended: true, outside: ['away'] })], 'x'],
  ['an alias of one that only sends on', [alias('x', 'a b'), sends('a', false), mailbox('b')], 'a→, b'],
  ['one that passes on to one that only sends on', [passesOn('x', 'a'), sends('a', false)], 'a→'],
  [
    'one that passes on inside and sends on outside',
    [mailbox('x', 'a', { keepsCopy: false, outside: ['away'] }), mailbox('a')],
    'a, x→',
  ],
  ['an alias of two', [alias('x', 'a b'), mailbox('a'), mailbox('b')], 'a, b'],
  ['an alias of what is gone', [alias('x', 'a')], ''],
  ['aliases in a circle', [alias('x', 'y'), alias('y', 'x a'), mailbox('a')], 'a'],
  [
    'a list in a list, members named twice',
    [list('x', 'y a'), list('y', 'a b'), mailbox('a'), mailbox('b')],
    'a, b',
  ],
  ['lists in a circle', [list('x', 'y'), list('y', 'x a'), mailbox('a')], 'a'],
  ['a forward that keeps a copy', [mailbox('x', 'a'), mailbox('a')], 'a, x'],
  ['a forward that keeps none', [passesOn('x', 'a'), mailbox('a')], 'a'],
  ['a forward to an alias', [passesOn('x', 'y'), alias('y', 'a b'), mailbox('a'), mailbox('b')], 'a, b'],
  ['a chain of forwards', [passesOn('x', 'y'), passesOn('y', 'z'), mailbox('z')], 'z'],
  ['forwards in a circle, none with a copy', [passesOn('x', 'y'), passesOn('y', 'x')], 'x'],
  ['forwards in a circle, all with a copy', [mailbox('x', 'y'), mailbox('y', 'x')], 'x, y'],
  ['a forward into a circle', [passesOn('x', 'y'), passesOn('y', 'z'), passesOn('z', 'y')], 'x'],
  ['a circle with a way out', [passesOn('x', 'y'), passesOn('y', 'x z'), mailbox('z')], 'z'],
  ['a forward to a suspended mailbox', [passesOn('x', 'a'), suspended('a')], 'x'],
  ['a forward through a suspended mailbox', [passesOn('x', 'y'), suspended('y', 'a'), mailbox('a')], 'x'],
  ['a forward to what is gone', [passesOn('x', 'a')], 'x'],
  [
    'a list of which one member only leads in a circle',
    [list('x', 'a b'), passesOn('a', 'c'), passesOn('c', 'a'), mailbox('b')],
    'a, b',
  ],
  ['a list of the département', [list('x', 'a', 'department'), mailbox('a')], 'a (department)'],
  [
    'a list of its members',
    [list('x', 'a b', 'members'), mailbox('a'), mailbox('b')],
    'a (of a b), b (of a b)',
  ],
  [
    'a list of its members, with an alias and a forward in it',
    [list('x', 'y', 'members'), alias('y', 'a'), passesOn('a', 'b'), mailbox('b')],
    'b (of a y)',
  ],
  [
    'a list of its members in a list for all',
    [list('x', 'a y'), list('y', 'b', 'members'), mailbox('a'), mailbox('b')],
    'a, b (of b)',
  ],
  [
    'a list of the département in a list of its members',
    [list('x', 'a y', 'members'), list('y', 'b', 'department'), mailbox('a'), mailbox('b')],
    'a (of a b y), b (of a b y)',
  ],
  [
    'a list of its members in a list of the département',
    [list('x', 'a y', 'department'), list('y', 'b', 'members'), mailbox('a'), mailbox('b')],
    'a (department), b (of b)',
  ],
  ['a member also reached by an open way', [alias('x', 'y a'), list('y', 'a', 'members'), mailbox('a')], 'a'],
  [
    'a member of two closed lists',
    [alias('x', 'y z'), list('y', 'a b', 'members'), list('z', 'a c', 'members'), mailbox('a')],
    'a (of a b c)',
  ],
])('%s → those who get it, and from whom', (_, read, expected) => {
  expect(followed('x', read)).toBe(expected)
})

test('a chain of ten thousand aliases → its end', () => {
  const chain = Array.from({ length: 10_000 }, (_, index) => alias(`a${index}`, `a${index + 1}`))
  expect(followed('a0', [...chain, mailbox('a10000')])).toBe('a10000')
})
