import { expect, test } from 'vitest'
import type { SenderRule } from '#core/policies/sender-rule.ts'
import { matchSenderRules } from '#mail/inbound/policy/sender-rule-match.ts'
import { type FilteredChanges, filteredMessage } from '#test/support/gateway/filtered-message.ts'
import { senderRule } from '#test/support/gateway/policy-book.ts'

const allow = (kind: SenderRule['kind'], value: string): SenderRule => senderRule('allow', kind, value)
const deny = (kind: SenderRule['kind'], value: string): SenderRule => senderRule('deny', kind, value)

const dmarcPass: FilteredChanges = { verdict: { dmarc: 'pass' } }
const proven = (domain: string): FilteredChanges => ({ verdict: { authenticatedDomains: [domain] } })

const standing = (changes: FilteredChanges, ...lists: readonly (readonly SenderRule[])[]) =>
  matchSenderRules(filteredMessage(changes), lists)

// The message comes from 192.0.2.1 with sender@away.test both as reverse-path and as author.
test.each<readonly [string, FilteredChanges, SenderRule, string]>([
  ['address, DMARC pass', dmarcPass, allow('address', 'sender@away.test'), 'allowed'],
  [
    'address, SPF or DKIM of its domain',
    proven('away.test'),
    allow('address', 'sender@away.test'),
    'allowed',
  ],
  ['address, nothing proven', {}, allow('address', 'sender@away.test'), 'unlisted'],
  ['address, another domain proven', proven('else.test'), allow('address', 'sender@away.test'), 'unlisted'],
  ['address of somebody else', dmarcPass, allow('address', 'other@away.test'), 'unlisted'],
  [
    'address of a reverse-path in capitals',
    { ...proven('away.test'), author: '', reversePath: 'Sender@away.test' },
    allow('address', 'sender@away.test'),
    'allowed',
  ],
  [
    'address, the domain of the rule in Unicode',
    { ...dmarcPass, author: 'x@xn--mairie-vry-h7a.fr' },
    allow('address', 'x@mairie-évry.fr'),
    'allowed',
  ],
  ['denied domain, the rule with a final dot', {}, deny('domain', 'away.test.'), 'denied'],
  ['domain, DMARC pass', dmarcPass, allow('domain', 'away.test'), 'allowed'],
  ['domain, nothing proven', {}, allow('domain', 'away.test'), 'unlisted'],
  [
    'domain above the sender’s',
    { ...dmarcPass, author: 'x@news.away.test', reversePath: 'x@news.away.test' },
    allow('domain', 'away.test'),
    'allowed',
  ],
  [
    'domain that only ends alike',
    { ...dmarcPass, author: 'x@evil-away.test', reversePath: 'x@evil-away.test' },
    allow('domain', 'away.test'),
    'unlisted',
  ],
  [
    'domain of the reverse-path, proven; the author is another',
    { ...proven('lists.test'), author: 'x@away.test', reversePath: 'bounce@lists.test' },
    allow('domain', 'lists.test'),
    'allowed',
  ],
  [
    'domain of the author, only the reverse-path is proven',
    { ...proven('lists.test'), author: 'x@away.test', reversePath: 'bounce@lists.test' },
    allow('domain', 'away.test'),
    'unlisted',
  ],
  ['network', {}, allow('network', '192.0.2.0/24'), 'allowed'],
  ['network of one address', {}, allow('network', '192.0.2.1/32'), 'allowed'],
  ['network beside it', {}, allow('network', '192.0.3.0/24'), 'unlisted'],
  [
    'network, IPv4 written as IPv6',
    { clientAddress: '::ffff:192.0.2.1' },
    allow('network', '192.0.2.0/24'),
    'allowed',
  ],
  ['network of IPv6', { clientAddress: '2001:db8::7' }, allow('network', '2001:db8::/32'), 'allowed'],
  ['network of the other family', {}, allow('network', '::/0'), 'unlisted'],
  ['null reverse-path', { reversePath: '', author: '' }, allow('domain', 'away.test'), 'unlisted'],
  ['denied address, nothing proven', {}, deny('address', 'sender@away.test'), 'denied'],
  ['denied domain, nothing proven', {}, deny('domain', 'away.test'), 'denied'],
  [
    'denied domain, only the reverse-path is there',
    { author: 'x@else.test' },
    deny('domain', 'away.test'),
    'denied',
  ],
  ['denied network', {}, deny('network', '192.0.2.0/24'), 'denied'],
])('%s → %4$s', (_, changes, rule, expected) => {
  expect(standing(changes, [rule])).toBe(expected)
})

test('the département denies, the commune allows → denied', () => {
  expect(standing(dmarcPass, [deny('domain', 'away.test')], [allow('address', 'sender@away.test')])).toBe(
    'denied',
  )
})

test('the département allows, the commune denies → allowed: its list is asked first', () => {
  expect(standing(dmarcPass, [allow('domain', 'away.test')], [deny('address', 'sender@away.test')])).toBe(
    'allowed',
  )
})

test('the département allows who proves nothing, the commune denies → denied', () => {
  expect(standing({}, [allow('domain', 'away.test')], [deny('address', 'sender@away.test')])).toBe('denied')
})

test('one list says both → denied', () => {
  expect(standing(dmarcPass, [allow('address', 'sender@away.test'), deny('domain', 'away.test')])).toBe(
    'denied',
  )
})
