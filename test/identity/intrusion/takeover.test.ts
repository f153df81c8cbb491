import { expect, test } from 'vitest'
import type { Counted, SendingHabits } from '#core/sending/sending-counts.ts'
import { isSuspicious, isTakeover, mayBeTakeover, takeoverSignalsOf } from '#identity/intrusion/takeover.ts'

type Lately = Pick<Counted, 'recent' | 'recentFirstTime' | 'newForward'>
const calm: Lately = { recent: 3, recentFirstTime: 1, newForward: false }
const habits: SendingHabits = { usual: 20, usualFirstTime: 5, newNetwork: false }

test.each<readonly [string, Partial<Lately>, Partial<SendingHabits>, readonly string[]]>([
  ['an ordinary message', {}, {}, []],
  ['on holiday', {}, { newNetwork: true }, ['new-network']],
  ['49 recipients in a quarter of an hour', { recent: 49 }, {}, []],
  ['50 of them', { recent: 50 }, {}, ['burst']],
  ['50 where an hour had 25 before', { recent: 50 }, { usual: 25 }, ['burst']],
  ['50 where an hour had 26 before', { recent: 50 }, { usual: 26 }, []],
  ['the letter of every month', { recent: 280 }, { usual: 270 }, []],
  ['29 strangers in an hour', { recentFirstTime: 29 }, {}, []],
  ['30 of them', { recentFirstTime: 30 }, {}, ['burst']],
  ['30 where an hour had 16 before', { recentFirstTime: 30 }, { usualFirstTime: 16 }, []],
  ['a mailbox that never sent', { recent: 50 }, { usual: 0, usualFirstTime: 0 }, ['burst']],
  ['a forward since today', { newForward: true }, {}, ['new-forward']],
  ['a burst from a new network', { recent: 80 }, { newNetwork: true }, ['new-network', 'burst']],
  ['a burst and a forward', { recent: 80, newForward: true }, {}, ['burst', 'new-forward']],
  ['a forward and a new network', { newForward: true }, { newNetwork: true }, ['new-network', 'new-forward']],
  [
    'all of it',
    { recent: 80, recentFirstTime: 80, newForward: true },
    { newNetwork: true },
    ['new-network', 'burst', 'new-forward'],
  ],
  [
    'a forward from a new network, one short of a burst',
    { newForward: true, recent: 49, recentFirstTime: 29 },
    { newNetwork: true },
    ['new-network', 'new-forward'],
  ],
  [
    'a forward from a new network, and a burst',
    { newForward: true, recentFirstTime: 30 },
    { newNetwork: true },
    ['new-network', 'burst', 'new-forward'],
  ],
])(
  '%s → what speaks for a takeover; a burst and another sign are one, any two are told',
  (_, lately, known, expected) => {
    const signals = takeoverSignalsOf({ ...calm, ...lately }, { ...habits, ...known })
    expect(signals).toEqual(expected)
    expect(isSuspicious(signals)).toBe(expected.length >= 2)
    expect(isTakeover(signals)).toBe(expected.length >= 2 && expected.includes('burst'))
  },
)

test.each<readonly [Partial<Lately>, boolean]>([
  [{}, false],
  [{ recent: 49, recentFirstTime: 29 }, false],
  [{ recent: 50 }, true],
  [{ recentFirstTime: 30 }, true],
  [{ newForward: true }, true],
])('%o → habits are asked for: %s', (lately, asked) => {
  expect(mayBeTakeover({ ...calm, ...lately })).toBe(asked)
})
