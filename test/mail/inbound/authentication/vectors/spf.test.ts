import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { judge, resultOf } from '#test/support/gateway/judged-message.ts'
import { spfLimitRows } from './spf-limit-rows.ts'
import { spfMacroRows } from './spf-macro-rows.ts'
import { spfMechanismRows } from './spf-mechanism-rows.ts'
import { spfRecordRows } from './spf-record-rows.ts'

/** An author without DMARC: SPF alone is judged. */
const message = 'From: Author <author@author.test>\r\nSubject: vector\r\n\r\nText'

let run: GatewayUnderTest
beforeAll(async () => {
  run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'] })
})
afterAll(() => run[Symbol.asyncDispose]())

const rows = [...spfRecordRows, ...spfMechanismRows, ...spfLimitRows, ...spfMacroRows]

test.each(rows)('$rule → $expect', async ({ expect: expected, rule: _rule, disagrees: _why, ...asked }) => {
  const { reply, results } = await judge(run, { ...asked, message })
  expect(expected === '451' ? reply : resultOf(results, 'spf')).toMatch(
    expected === '451' ? /^451 4\.4\.3 / : new RegExp(`^spf=${expected}\\b`),
  )
})

test('no rule twice', () => {
  expect(new Set(rows.map(({ rule }) => rule)).size).toBe(rows.length)
})
