// A signature with l= leaves room for what its signer never saw (RFC 6376 §8.2).

import { expect, test } from 'vitest'
import { type CarriedFindings, readFindingsField } from '#core/message/findings-field.ts'
import { Secret } from '#core/secret.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { judge, resultOf } from '#test/support/gateway/judged-message.ts'
import { policyBook, policyOf, senderRule } from '#test/support/gateway/policy-book.ts'
import { handSigned } from '#test/support/signing/hand-signed.ts'
import { keyRecord, rsa2048 } from '#test/support/signing/signing-keys.ts'

const plain = 'From: Author <author@away.test>\r\nSubject: Facture\r\n\r\nText\r\n'
const signed = handSigned(plain, { tags: { l: '6' } })
const longer = `${signed}Pay to another account\r\n`
const zone = [keyRecord(rsa2048), '_dmarc.away.test TXT v=DMARC1; p=reject']

async function judged(message: string, more: readonly string[] = []) {
  await using run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'] })
  run.book = policyBook([policyOf('c-1', { rules: [[senderRule('allow', 'domain', 'away.test')], []] })])
  const judgement = await judge(run, { zone: [...zone, ...more], message })
  return { ...judgement, known: run.lmtp.delivered.length, carried: carriedBy(judgement) }
}

/** What the webmail will read: whether the author is proven. */
function carriedBy({
  reply,
  delivered,
}: {
  readonly reply: string
  readonly delivered: string
}): CarriedFindings | null {
  const field = /^X-Vaguemestre-Findings:(.*?)\r\n(?!\t)/ms.exec(delivered)?.[1] ?? ''
  return readFindingsField(field, reply.slice(-26), new Secret('findings-test-key'))
}

const isJunk = (delivered: string): boolean => delivered.startsWith('X-Vaguemestre-Junk: yes')

test('l= covers the whole body → as any signature, and an allow rule counts', async () => {
  const { delivered, results, carried } = await judged(signed)
  expect(carried).toMatchObject({ authenticated: true, authorDomain: 'away.test' })
  expect(isJunk(delivered)).toBe(false)
  expect(resultOf(results, 'dmarc')).toMatch(/^dmarc=pass /)
})

test('something was added behind what l= covers → junk, although DMARC passes and a rule allows the domain', async () => {
  const { delivered, results, carried } = await judged(longer)
  expect(carried).toMatchObject({ authenticated: false, authorDomain: 'away.test' })
  expect(resultOf(results, 'dkim')).toMatch(/^dkim=pass \(undersized signature: 24 bytes unsigned\)/)
  expect(resultOf(results, 'dmarc')).toMatch(/^dmarc=pass /)
  expect(isJunk(delivered)).toBe(true)
})

test.each([
  ['SPF has no answer', longer, 'away.test SERVFAIL'],
  [
    'the key of a signature of the whole has no answer',
    handSigned(longer, { tags: { s: 's2' } }),
    's2._domainkey.away.test SERVFAIL',
  ],
])('something was added, and %s that might prove the author → 451', async (_what, message, silent) => {
  expect((await judged(message, [silent])).reply).toMatch(/^451 4\.4\.3 /)
})

test('something was added, and the key of a stranger has no answer → junk, it would prove nobody here', async () => {
  const message = handSigned(longer, { tags: { d: 'else.example', s: 's2' } })
  const { delivered } = await judged(message, ['s2._domainkey.else.example SERVFAIL'])
  expect(isJunk(delivered)).toBe(true)
})

test('something was added, and SPF speaks for the domain as well → delivered', async () => {
  const { delivered } = await judged(longer, ['away.test TXT v=spf1 ip4:192.0.2.1 -all'])
  expect(isJunk(delivered)).toBe(false)
})
