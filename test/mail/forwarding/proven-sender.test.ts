import { expect, test } from 'vitest'
import type { ReversePath } from '#core/address/email-address.ts'
import { isProvenSender } from '#mail/forwarding/proven-sender.ts'
import { ownAuthenticationResults } from '#mail/session/own-authentication-results.ts'

const proves = (results: string, sender = 'ann@away.test') => {
  const head = `Authentication-Results: mx.ours.test; ${results}\r\n\r\n`
  return isProvenSender(sender as ReversePath, ownAuthenticationResults(Buffer.from(head), 'mx.ours.test'))
}

test.each<[string, string?]>([
  ['spf=pass smtp.mailfrom=away.test'],
  ['spf=pass (mx: domain of ann@away.test designates it) smtp.mailfrom=ann@Away.test smtp.helo=x'],
  ['spf=pass smtp.mailfrom=away.test.'],
  ['spf=pass smtp.mailfrom="ann b"@away.test', '"ann b"@away.test'],
  ['dkim=pass header.d=away.test header.i=@away.test'],
  ['dkim=fail header.d=x.test; dkim=pass header.d=other.test; dkim=pass header.d=away.test'],
  ['dkim=pass header.d=away.test', 'bounce@mail.away.test'],
  ['spf=fail smtp.mailfrom=away.test; dmarc=pass (p=NONE) header.from=away.test'],
  ['dmarc=pass header.from=away.test', 'bounce@mail.away.test'],
  ['spf=pass smtp.mailfrom=xn--caf-dma.test', 'ann@café.test'],
  ['auth=pass', 'mairie@mairie-saulieu.test'],
])('%s → proves the sender', (results, sender) => {
  expect(proves(results, sender)).toBe(true)
})

test.each<[string, string?]>([
  ['none'],
  ['spf=softfail smtp.mailfrom=away.test'],
  ['spf=passed smtp.mailfrom=away.test'],
  ['spf=pass smtp.helo=away.test'],
  ['spf=pass smtp.mailfrom=evil.test'],
  ['spf=pass smtp.mailfrom=away.test', 'ann@mail.away.test'],
  ['spf=pass smtp.mailfrom="x smtp.mailfrom=away.test"@evil.test'],
  ['spf=pass smtp.mailfrom="x@away.test"'],
  ['spf=none smtp.mailfrom="; spf=pass smtp.mailfrom=away.test"'],
  ['spf=none (; spf=pass smtp.mailfrom=away.test)'],
  ['dkim=fail header.d=away.test'],
  ['dkim=pass header.d=mail.away.test'],
  ['dkim=pass header.d=notaway.test', 'ann@away.test'],
  ['dkim=pass header.d=away.test', 'ann@notaway.test'],
  ['dkim=pass header.d=evil.test header.i="x header.d=away.test"'],
  ['dkim=pass (undersized signature: 200 bytes unsigned) header.d=away.test'],
  ['dmarc=pass header.from=evil.test'],
  ['dmarc=fail header.from=away.test'],
  ['auth=pass', ''],
])('%s → does not', (results, sender) => {
  expect(proves(results, sender)).toBe(false)
})

test('nothing was found out → not proven', () => {
  expect(isProvenSender('ann@away.test' as ReversePath, null)).toBe(false)
})
