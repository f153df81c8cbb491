import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { judge } from '#test/support/gateway/judged-message.ts'
import { keyRecord, rsa2048 } from '#test/support/signing/signing-keys.ts'
import { dkimContentRows } from './dkim-content-rows.ts'
import { dkimKeyRows } from './dkim-key-rows.ts'
import { dkimTagRows } from './dkim-tag-rows.ts'

let run: GatewayUnderTest
beforeAll(async () => {
  run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'] })
})
afterAll(() => run[Symbol.asyncDispose]())

const rows = [...dkimContentRows, ...dkimTagRows, ...dkimKeyRows]
const ownKey = keyRecord(rsa2048)

test.each(rows)('$rule → $expect', async ({ expect: expected, zone = [], message }) => {
  const keyed = zone.some((line) => line.startsWith('s1._domainkey.away.test ')) ? zone : [ownKey, ...zone]
  const { reply, results } = await judge(run, { zone: keyed, message: message() })
  const words = [...results.matchAll(/\bdkim=(\w+)/g)].map(([, word]) => word).join(' ')
  expect(reply.startsWith('250') ? words : reply.slice(0, 3)).toBe(expected)
})

test('no rule twice', () => {
  expect(new Set(rows.map(({ rule }) => rule)).size).toBe(rows.length)
})
