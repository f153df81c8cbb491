// Our Authentication-Results as a person or a program reads it (RFC 8601 §2.7): what was judged stands beside each result.

import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { judge, resultOf } from '#test/support/gateway/judged-message.ts'
import { arcSealed } from '#test/support/signing/arc-sealed.ts'
import { handSigned } from '#test/support/signing/hand-signed.ts'
import { keyRecord, rsa1024, rsa2048 } from '#test/support/signing/signing-keys.ts'

const zone = [
  'away.test TXT v=spf1 ip4:192.0.2.1 -all',
  '_dmarc.away.test TXT v=DMARC1; p=quarantine',
  keyRecord(rsa2048),
  keyRecord(rsa1024, { domain: 'lists.test' }),
]
const plain = 'From: Author <author@away.test>\r\nSubject: vector\r\n\r\nText\r\n'

const judged = async (message: string, changes: { reversePath?: string; client?: string } = {}) => {
  await using run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'] })
  return (await judge(run, { zone, message, helo: 'mx.away.test', ...changes })).results
}

test('a message that passes everything → identities, selector and key, chain and policy', async () => {
  const results = await judged(arcSealed(handSigned(plain)))
  expect(results).toMatch(/^mx\.ours\.test;/)
  expect(resultOf(results, 'dkim')).toMatch(
    /^dkim=pass header\.d=away\.test header\.i=@away\.test header\.s=s1 header\.a=rsa-sha256 header\.b=(?:\S{8}|"\S{8}")$/,
  )
  expect(resultOf(results, 'spf')).toMatch(
    /^spf=pass \(.* designates 192\.0\.2\.1 as permitted sender\) smtp\.mailfrom=away\.test$/,
  )
  expect(resultOf(results, 'arc')).toMatch(/^arc=pass \(.*i=1.*\)/)
  expect(resultOf(results, 'dmarc')).toMatch(
    /^dmarc=pass \(p=QUARANTINE .*\) policy\.dmarc=quarantine header\.from=away\.test$/,
  )
})

test('a message that fails everything → why', async () => {
  const results = await judged(arcSealed(handSigned(plain)).replace('Text', 'Changed'), {
    client: '192.0.2.9',
  })
  expect(resultOf(results, 'dkim')).toMatch(/^dkim=fail \(body hash did not verify\) header\.d=away\.test /)
  expect(resultOf(results, 'spf')).toMatch(
    /^spf=fail \(.* does not designate 192\.0\.2\.9 .*\) smtp\.mailfrom=/,
  )
  expect(resultOf(results, 'arc')).toMatch(/^arc=fail \([^)]+\)/)
  expect(resultOf(results, 'dmarc')).toMatch(/^dmarc=fail \(p=QUARANTINE .*\) .*header\.from=away\.test$/)
})

test('a null reverse-path → the name of HELO was judged, and is named', async () => {
  expect(resultOf(await judged(plain, { reversePath: '' }), 'spf')).toMatch(/ smtp\.helo=mx\.away\.test$/)
})
