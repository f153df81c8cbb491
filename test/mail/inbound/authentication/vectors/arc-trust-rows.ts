// RFC 8617 §7.2.1: when a chain excuses a message that fails DMARC. lists.test and relay.test are trusted, other.test is not.

import { type ArcSealing, arcSealed } from '#test/support/arc-sealed.ts'
import { keyRecord, rsa1024 } from '#test/support/signing-keys.ts'

interface ArcTrustRow {
  readonly rule: string
  /** Instead of the keys of all sealers. */
  readonly zone?: readonly string[]
  readonly policy?: 'quarantine'
  readonly message: () => string
  readonly expect: '250' | '550' | '451' | 'junk'
}

const plain = 'From: Author <author@away.test>\r\nSubject: vector\r\n\r\nText\r\n'
const sealedBy =
  (...sealings: readonly ArcSealing[]) =>
  () =>
    sealings.reduce(arcSealed, plain)
const says = (domain: string, results: string): ArcSealing => ({ domain, results: `${domain}; ${results}` })
const passed = 'dmarc=pass header.from=away.test'
const broke = 'arc=pass; dmarc=fail header.from=away.test'

export const arcTrustRows: readonly ArcTrustRow[] = [
  { rule: 'no chain', message: () => plain, expect: '550' },
  { rule: 'a trusted sealer saw DMARC pass', message: sealedBy(says('lists.test', passed)), expect: '250' },
  {
    rule: 'p=quarantine, a trusted sealer saw DMARC pass: not junk',
    policy: 'quarantine',
    message: sealedBy(says('lists.test', passed)),
    expect: '250',
  },
  {
    rule: 'p=quarantine, nobody who is trusted',
    policy: 'quarantine',
    message: sealedBy(says('other.test', passed)),
    expect: 'junk',
  },
  {
    rule: 'the sealer wrote its domain in capitals',
    message: sealedBy({ ...says('LISTS.test', passed) }),
    expect: '250',
  },
  {
    rule: 'a comment between the words of the sealer',
    message: sealedBy(says('lists.test', 'dmarc=pass (p=reject dis=none) header.from=away.test')),
    expect: '250',
  },
  { rule: 'somebody who is not trusted', message: sealedBy(says('other.test', passed)), expect: '550' },
  {
    rule: 'a subdomain of a trusted sealer is somebody else',
    message: sealedBy(says('mail.lists.test', passed)),
    expect: '550',
  },
  {
    rule: 'the trusted sealer saw DMARC fail',
    message: sealedBy(says('lists.test', 'dmarc=fail header.from=away.test')),
    expect: '550',
  },
  {
    rule: 'the trusted sealer saw another author',
    message: sealedBy(says('lists.test', 'dmarc=pass header.from=bank.test')),
    expect: '550',
  },
  {
    rule: 'the trusted sealer says nothing of DMARC',
    message: sealedBy(says('lists.test', 'spf=pass; dkim=pass header.d=away.test')),
    expect: '550',
  },
  {
    rule: 'the trusted sealer names no author',
    message: sealedBy(says('lists.test', 'dmarc=pass')),
    expect: '550',
  },
  {
    rule: 'the words stand inside a quoted value',
    message: sealedBy(says('lists.test', `spf=fail smtp.mailfrom="x; ${passed}"@other.test`)),
    expect: '550',
  },
  {
    rule: 'the words stand inside a comment',
    message: sealedBy(says('lists.test', `spf=fail (; ${passed})`)),
    expect: '550',
  },
  {
    rule: 'the seal of a trusted sealer on another body',
    message: () => sealedBy(says('lists.test', passed))().replace('Text', 'Pay'),
    expect: '550',
  },
  {
    rule: 'the seal of a trusted sealer under another author',
    message: () => sealedBy(says('lists.test', passed))().replace('author@', 'ceo@'),
    expect: '550',
  },
  {
    rule: 'the word of a trusted sealer changed',
    message: () => sealedBy(says('lists.test', broke))().replace('dmarc=fail', 'dmarc=pass'),
    expect: '550',
  },
  {
    rule: 'a set of somebody else after the trusted one',
    message: sealedBy(says('lists.test', passed), says('other.test', broke)),
    expect: '550',
  },
  {
    rule: 'another body, sealed again by somebody else',
    message: () =>
      arcSealed(sealedBy(says('lists.test', passed))().replace('Text', 'Pay'), says('other.test', passed)),
    expect: '550',
  },
  {
    rule: 'somebody else before, the trusted sealer saw DMARC pass itself',
    message: sealedBy(says('other.test', broke), says('lists.test', passed)),
    expect: '250',
  },
  {
    rule: 'somebody else says it passed, the trusted sealer saw it fail',
    message: sealedBy(says('other.test', passed), says('lists.test', broke)),
    expect: '550',
  },
  {
    rule: 'two trusted sealers, the first saw it pass before the second changed it',
    message: sealedBy(says('relay.test', passed), says('lists.test', broke)),
    expect: '250',
  },
  {
    rule: 'two trusted sealers, the body changed after both',
    message: () => sealedBy(says('relay.test', passed), says('lists.test', broke))().replace('Text', 'Pay'),
    expect: '550',
  },
  {
    rule: 'trusted, somebody else, trusted: what happened in between is unknown',
    message: sealedBy(says('relay.test', passed), says('other.test', broke), says('lists.test', broke)),
    expect: '550',
  },
  {
    rule: 'the trusted sealer says that the chain was broken',
    message: sealedBy(says('relay.test', passed), { ...says('lists.test', passed), cv: 'fail' }),
    expect: '550',
  },
  {
    rule: 'the trusted sealer signed a part of the body only',
    message: sealedBy({ ...says('lists.test', passed), messageTags: { l: '2' } }),
    expect: '550',
  },
  {
    rule: 'the key of the trusted sealer has no answer: it might have vouched',
    zone: ['s1._domainkey.lists.test SERVFAIL'],
    message: sealedBy(says('lists.test', passed)),
    expect: '451',
  },
  {
    rule: 'the trusted sealer has no such key',
    zone: [keyRecord(rsa1024, { domain: 'other.test' })],
    message: sealedBy(says('lists.test', passed)),
    expect: '550',
  },
]
