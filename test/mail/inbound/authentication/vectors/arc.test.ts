import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { judge, resultOf } from '#test/support/gateway/judged-message.ts'
import { keyRecord, rsa1024 } from '#test/support/signing/signing-keys.ts'
import { arcChainRows } from './arc-chain-rows.ts'
import { arcTrustRows } from './arc-trust-rows.ts'

let run: GatewayUnderTest
beforeAll(async () => {
  run = await gatewayUnderTest({
    proxyNetworks: ['127.0.0.0/8'],
    trustedSealers: ['lists.test', 'relay.test'],
  })
})
afterAll(() => run[Symbol.asyncDispose]())

const keys = ['lists.test', 'relay.test', 'mail.lists.test', 'other.test'].map((domain) =>
  keyRecord(rsa1024, { domain }),
)

test.each(arcChainRows)('$rule → $expect', async ({ expect: expected, zone = [], message }) => {
  const { results } = await judge(run, { zone: [...zone, ...keys], message: message() })
  expect(resultOf(results, 'arc')).toMatch(new RegExp(`^arc=${expected}\\b`))
})

test.each(arcTrustRows)('$rule → $expect', async ({ expect: expected, zone, message, policy }) => {
  const record = `_dmarc.away.test TXT v=DMARC1; p=${policy ?? 'reject'}`
  const { reply, results, delivered } = await judge(run, {
    zone: [record, 'away.test TXT v=spf1 -all', ...(zone ?? keys)],
    message: message(),
  })
  expect(delivered.startsWith('X-Vaguemestre-Junk: yes') ? 'junk' : reply.slice(0, 3)).toBe(expected)
  if (expected === '250') {
    expect(resultOf(results, 'arc')).toMatch(/^arc=pass /)
    expect(resultOf(results, 'dmarc')).toMatch(/^dmarc=fail /)
  }
})

test('no rule twice', () => {
  const rules = [...arcChainRows, ...arcTrustRows].map(({ rule }) => rule)
  expect(new Set(rules).size).toBe(rules.length)
})

test.each(arcTrustRows)('$rule → names the paragraph that it rests on', ({ rule, rests }) => {
  expect(rule).toMatch(new RegExp(`^${rests.paragraph}[: ]`))
})
