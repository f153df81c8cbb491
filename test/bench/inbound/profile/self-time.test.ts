import { expect, test } from 'vitest'
import { selfTime } from '../../../../bench/inbound/profile/self-time.ts'

const frame = (functionName: string, url = '', lineNumber = -1) => ({ functionName, url, lineNumber })

const profile = {
  nodes: [
    { id: 1, callFrame: frame('(idle)') },
    { id: 2, callFrame: frame('writev') },
    { id: 3, callFrame: frame('', 'file:///srv/node_modules/mailauth/lib/mailauth.js', 9) },
    { id: 4, callFrame: frame('decide', 'file:///srv/mail/inbound/policy/decide.ts', 41) },
  ],
  // A sample holds until the next one; the last has none.
  samples: [1, 2, 3, 4, 2, 1],
  timeDeltas: [0, 5000, 1000, 2000, 3000, 4000],
}

test('samples → self time by function, idle time apart', () => {
  const { functions, busyMilliseconds } = selfTime(profile)
  expect(busyMilliseconds).toBe(10)
  expect(functions).toEqual([
    { name: 'writev', milliseconds: 5, share: 0.5 },
    { name: 'decide inbound/policy/decide.ts:42', milliseconds: 3, share: 0.3 },
    { name: '(anonymous) mailauth/lib/mailauth.js:10', milliseconds: 2, share: 0.2 },
  ])
})

test('samples → self time by origin: our folder, library, native', () => {
  expect(selfTime(profile).origins.map(({ name }) => name)).toEqual([
    '(native functions)',
    'mail',
    'mailauth',
  ])
})
