// Buttons are shown to whoever the API will let press them, and to nobody else.

import { expect, test } from 'vitest'
import type { BoxView } from '#webmail/client/boxes.ts'
import { mayAnyChange } from '#webmail/client/rules/may-change.ts'
import type { RulesView } from '#webmail/client/rules/types.ts'

const away = { ...{ from: '2026-12-24', until: '2027-01-02', days: 7 }, subject: 'x', text: 'x' }
type State = Pick<RulesView, 'active' | 'other' | 'forward' | 'vacation'>
const state = (part: Partial<State>): State => ({
  ...{ active: true, other: null, forward: null, vacation: null, ...part },
})
const forward = { to: ['a@away.test'], copy: true }

test.each<[string, Partial<State>, readonly BoxView['role'][]]>([
  ['all in use', { forward, vacation: { ...away, on: true } }, ['write', 'send', 'manage', 'owner']],
  ['rules out of use', { active: false }, ['write', 'send', 'manage', 'owner']],
  ['an answer out of use', { active: false, vacation: { ...away, on: true } }, ['send', 'manage', 'owner']],
  [
    ...(['an answer that was ended', { active: false, vacation: { ...away, on: false } }] as const),
    ['write', 'send', 'manage', 'owner'],
  ],
  ['a forward out of use', { active: false, forward }, ['manage', 'owner']],
  ['what another program wrote', { other: { name: 'rules', altered: false } }, ['manage', 'owner']],
])('%s → changed by %j', (_, part, who) => {
  const roles = ['write', 'send', 'manage', 'owner'] as const
  expect(roles.filter((role) => mayAnyChange({ role }, state(part)))).toEqual(who)
})
