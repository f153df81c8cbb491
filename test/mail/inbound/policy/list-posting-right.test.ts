import { expect, test } from 'vitest'
import type { OnlyFrom } from '#core/address/directory.ts'
import type { Domain, EmailAddress } from '#core/address/email-address.ts'
import { decide } from '#mail/inbound/policy/decide.ts'
import { mayPostTo } from '#mail/inbound/policy/list-posting-right.ts'
import { type FilteredChanges, filteredMessage, testTarget } from '#test/support/gateway/filtered-message.ts'
import { policyOf } from '#test/support/gateway/policy-book.ts'

const department: OnlyFrom = { kind: 'department' }
const members: OnlyFrom = { kind: 'members', addresses: new Set(['a@ours.test' as EmailAddress]) }
const [ours, alias] = ['ours.test' as Domain, 'alias.test' as Domain]
const withAlias = { hostedDomains: new Set([ours, alias]), mainDomains: new Map([[alias, ours]]) }
const aligned = { verdict: { dmarc: 'pass' } } as const

test.each<[string, FilteredChanges, OnlyFrom, boolean]>([
  ['the département, proven', { ...aligned, author: 'b@ours.test' }, department, true],
  ['the département, not proven', { author: 'b@ours.test' }, department, false],
  [
    'the département, in the reverse-path alone',
    { ...aligned, author: 'b@away.test', reversePath: 'b@ours.test' },
    department,
    false,
  ],
  [
    'the département by a signature of its domain, without DMARC',
    { verdict: { authenticatedDomains: ['ours.test'] }, author: 'b@ours.test' },
    department,
    true,
  ],
  [
    'the département by the signature of somebody else',
    { verdict: { authenticatedDomains: ['away.test'] }, author: 'b@ours.test' },
    department,
    false,
  ],
  ['a stranger, proven', { ...aligned, author: 'b@away.test' }, department, false],
  ['a domain below ours', { ...aligned, author: 'b@sub.ours.test' }, department, false],
  [
    'an author whom a reader may not see',
    { verdict: { dmarc: 'pass', author: 'doubtful' }, author: 'b@ours.test' },
    department,
    false,
  ],
  ['no author', { ...aligned, author: '' }, department, false],
  ['a member, proven', { ...aligned, author: 'a@ours.test' }, members, true],
  ['a member with a detail', { ...aligned, author: 'a+x@ours.test' }, members, true],
  ['a member, not proven', { author: 'a@ours.test' }, members, false],
  [
    'a member by an alias of the domain, proven',
    { ...aligned, author: 'a+x@alias.test', book: withAlias },
    members,
    true,
  ],
  [
    'a member by an alias of the domain, proven for the domain itself alone',
    { verdict: { authenticatedDomains: ['ours.test'] }, author: 'a@alias.test', book: withAlias },
    members,
    false,
  ],
  ['a member by an alias, not proven', { author: 'a@alias.test', book: withAlias }, members, false],
  ['a colleague by an alias', { ...aligned, author: 'b@alias.test', book: withAlias }, members, false],
  [
    'the name of a member in a strange domain',
    { ...aligned, author: 'a@away.test', book: withAlias },
    members,
    false,
  ],
  ['a colleague who is no member', { ...aligned, author: 'b@ours.test' }, members, false],
])('%s → %4$s', (_, changes, onlyFrom, expected) => {
  expect(mayPostTo(testTarget({ onlyFrom }), filteredMessage(changes))).toBe(expected)
})

test('no list before the mailbox → anybody', () => {
  expect(mayPostTo(testTarget(), filteredMessage())).toBe(true)
})

test('a list that is closed to the author → 550 5.7.1', () => {
  expect(decide(filteredMessage(), testTarget({ onlyFrom: department }), policyOf('c-1'))).toMatchObject({
    kind: 'refuse',
    reason: 'list-closed',
    reply: { code: 550, enhanced: '5.7.1' },
  })
})
