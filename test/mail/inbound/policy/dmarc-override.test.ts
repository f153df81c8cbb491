// A list of the commune or of the département excuses a message that fails DMARC, when the message proves to be the one
// that the list names.

import { expect, test } from 'vitest'
import type { SenderRule } from '#core/policies/sender-rule.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { judge } from '#test/support/gateway/judged-message.ts'
import { policyBook, policyOf, senderRule } from '#test/support/gateway/policy-book.ts'

const message = 'From: Author <author@away.test>\r\nSubject: Convocation\r\n\r\nText'
const zone = [
  'away.test TXT v=spf1 -all',
  '_dmarc.away.test TXT v=DMARC1; p=reject',
  'lists.test TXT v=spf1 ip4:192.0.2.1 -all',
]

async function judgedWith(rules: readonly SenderRule[], reversePath = 'user@away.test') {
  await using run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'] })
  run.book = policyBook([policyOf('c-1', { rules: [rules, []] })])
  return await judge(run, { zone, message, reversePath })
}

test.each<[string, SenderRule, string?]>([
  ['the network of the client', senderRule('allow', 'network', '192.0.2.0/24')],
  ['the domain that SPF proves', senderRule('allow', 'domain', 'lists.test'), 'bounces@lists.test'],
  [
    'the address of a reverse-path that SPF proves',
    senderRule('allow', 'address', 'bounces@lists.test'),
    'bounces@lists.test',
  ],
])('p=reject, the list allows %s → delivered', async (_what, rule, reversePath) => {
  const { reply, delivered } = await judgedWith([rule], reversePath)
  expect(reply).toMatch(/^250 /)
  expect(delivered).not.toMatch(/^X-Vaguemestre-Junk/)
})

test.each<[string, SenderRule, string?]>([
  ['the author, who is not proven', senderRule('allow', 'address', 'author@away.test')],
  ['the author’s domain, which is not proven', senderRule('allow', 'domain', 'away.test')],
  ['another network', senderRule('allow', 'network', '198.51.100.0/24')],
  [
    'the domain of a reverse-path that nothing proves',
    senderRule('allow', 'domain', 'other.test'),
    'x@other.test',
  ],
])('p=reject, the list allows %s → refused', async (_what, rule, reversePath) => {
  expect((await judgedWith([rule], reversePath)).reply).toMatch(/^550 5\.7\.26 /)
})
