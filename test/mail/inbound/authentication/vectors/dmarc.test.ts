import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { type Judgement, judge, resultOf } from '#test/support/gateway/judged-message.ts'
import { handSigned } from '#test/support/signing/hand-signed.ts'
import { keyRecord, rsa1024 } from '#test/support/signing/signing-keys.ts'
import { dmarcAlignmentRows } from './dmarc-alignment-rows.ts'
import { dmarcPolicyRows } from './dmarc-policy-rows.ts'

let run: GatewayUnderTest
beforeAll(async () => {
  run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'] })
})
afterAll(() => run[Symbol.asyncDispose]())

const rows = [...dmarcPolicyRows, ...dmarcAlignmentRows]

test.each(rows)('$rule → $expect', async ({ expect: expected, signedBy, from, ...asked }) => {
  const plain = `From: ${from ?? 'Author <author@away.test>'}\r\nSubject: vector\r\n\r\nText\r\n`
  const signing = { key: rsa1024, tags: { d: signedBy ?? '' } }
  const message = signedBy === undefined ? plain : handSigned(plain, signing)
  const key = signedBy === undefined ? [] : [keyRecord(rsa1024, { domain: signedBy })]
  const judgement = await judge(run, { ...asked, zone: [...asked.zone, ...key], message })
  expect(inWords(judgement)).toBe(expected)
})

function inWords({ reply, results, delivered }: Judgement): string {
  if (reply.startsWith('451 4.4.3')) return '451'
  if (reply.startsWith('550 5.7.26')) return 'fail, refused'
  if (!reply.startsWith('250')) return 'message refused'
  const word = /^dmarc=(\w+)/.exec(resultOf(results, 'dmarc'))?.[1] ?? 'none'
  const place = delivered.startsWith('X-Vaguemestre-Junk: yes') ? 'junk' : 'delivered'
  return word === 'fail' || place === 'junk' ? `${word}, ${place}` : word
}

test('no rule twice', () => {
  expect(new Set(rows.map(({ rule }) => rule)).size).toBe(rows.length)
})
