// RFC 8617 §4 and §5.2: whether a chain validates. All failures are final, a chain is never half good.

import { type ArcSealing, arcSealed } from '#test/support/signing/arc-sealed.ts'
import { ed25519, keyRecord, rsa512 } from '#test/support/signing/signing-keys.ts'
import type { ArcRow } from './arc-row.ts'

const plain = 'From: Author <author@away.test>\r\nSubject: vector\r\n\r\nText\r\n'
const sealedBy = (...sealings: readonly ArcSealing[]): string => sealings.reduce(arcSealed, plain)
const one =
  (sealing: ArcSealing = {}) =>
  () =>
    sealedBy(sealing)
const changed = (from: string | RegExp, to: string) => () => sealedBy({}, {}).replace(from, to)
/** The first field of this name, with its line end. */
const field = (name: string): RegExp => new RegExp(`^${name}:.*\\r\\n`, 'm')
const many = (count: number) => () => sealedBy(...Array.from({ length: count }, () => ({})))

export const arcChainRows: readonly ArcRow[] = [
  { rule: '§5.2 step 1: no set', message: () => plain, expect: 'none' },
  { rule: '§5.2 one set', message: one(), expect: 'pass' },
  {
    rule: '§5.2 three sets of three sealers',
    message: () => sealedBy({ domain: 'other.test' }, { domain: 'relay.test' }, {}),
    expect: 'pass',
  },
  { rule: '§4.2.1 fifty sets', message: many(50), expect: 'pass' },
  { rule: '§4.2.1 fifty-one sets', message: many(51), expect: 'fail' },
  { rule: '§4.2.1 the second is number 3', message: () => sealedBy({}, { instance: '3' }), expect: 'fail' },
  { rule: '§4.2.1 the first is number 2', message: one({ instance: '2', cv: 'pass' }), expect: 'fail' },
  { rule: '§4.2.1 number 0', message: one({ instance: '0' }), expect: 'fail' },
  { rule: '§4.2.1 a number with a sign', message: one({ instance: '+1' }), expect: 'fail' },
  {
    rule: '§4.2.1 the same number twice',
    message: () => sealedBy({}, { instance: '1', cv: 'none' }),
    expect: 'fail',
  },
  {
    rule: '§5.2 step 3: one field of a set twice',
    message: () => one()().replace(field('ARC-Seal'), '$&$&'),
    expect: 'fail',
  },
  {
    rule: '§5.2 step 3: no ARC-Message-Signature',
    message: changed(field('ARC-Message-Signature'), ''),
    expect: 'fail',
  },
  { rule: '§5.2 step 3: no ARC-Seal', message: changed(field('ARC-Seal'), ''), expect: 'fail' },
  {
    rule: '§5.2 step 3: no ARC-Authentication-Results',
    message: changed(field('ARC-Authentication-Results'), ''),
    expect: 'fail',
  },
  {
    rule: '§4.1.1 ARC-Authentication-Results without a number',
    message: changed(/(ARC-Authentication-Results:) i=2;/, '$1'),
    expect: 'fail',
  },
  {
    rule: '§5.2 step 2: the newest seal says cv=fail',
    message: () => sealedBy({}, { cv: 'fail' }),
    expect: 'fail',
  },
  { rule: '§5.2 step 3: cv=pass in the first set', message: one({ cv: 'pass' }), expect: 'fail' },
  {
    rule: '§5.2 step 3: cv=none in the second set',
    message: () => sealedBy({}, { cv: 'none' }),
    expect: 'fail',
  },
  { rule: '§4.1.3 a seal without cv=', message: one({ sealTags: { cv: null } }), expect: 'fail' },
  { rule: '§4.1.3 a cv= that nobody defined', message: () => sealedBy({}, { cv: 'maybe' }), expect: 'fail' },
  { rule: '§4.1.3 cv= compared without case', message: one({ cv: 'NONE' }), expect: 'pass' },
  {
    rule: '§5.2 step 4: the body changed after the last set',
    message: changed('Text', 'Test'),
    expect: 'fail',
  },
  {
    rule: '§5.2 step 4: a signed field changed after the last set',
    message: changed('vector', 'victor'),
    expect: 'fail',
  },
  {
    rule: '§5.2 step 4: an older signature no longer fits, the newest does',
    message: () => arcSealed(sealedBy({}).replace('Text', 'Footer'), {}),
    expect: 'pass',
  },
  {
    rule: '§5.2 step 6: ARC-Authentication-Results of the newest set changed',
    message: changed('dmarc=pass', 'dmarc=fail'),
    expect: 'fail',
  },
  {
    rule: '§5.2 step 6: ARC-Authentication-Results of an older set changed',
    message: changed(/(i=1;.*)dmarc=pass/, '$1dmarc=fail'),
    expect: 'fail',
  },
  {
    rule: '§5.2 step 6: an older ARC-Message-Signature changed',
    message: changed(/^(ARC-Message-Signature: .*i=1; .*b=)..../m, '$1AAAA'),
    expect: 'fail',
  },
  {
    rule: '§5.2 step 6: an older seal changed',
    message: changed(/^(ARC-Seal: i=1; .*b=)..../m, '$1AAAA'),
    expect: 'fail',
  },
  {
    rule: '§5.2 step 6: the newest seal changed',
    message: changed(/^(ARC-Seal: i=2; .*b=)..../m, '$1AAAA'),
    expect: 'fail',
  },
  {
    rule: '§5.1.1 the order of the fields in the header means nothing',
    message: () =>
      one()().replace(/^(ARC-Seal.*\r\n)(ARC-Message-Signature.*\r\n)(ARC-Auth.*\r\n)/, '$3$1$2'),
    expect: 'pass',
  },
  {
    rule: '§5.2 fields on top of the last set',
    message: () => `Received: from a.test by b.test; Mon, 1 Jan 2024 00:00:00 +0000\r\n${one()()}`,
    expect: 'pass',
  },
  {
    rule: '§5.2 folding a seal changes nothing',
    message: changed(/; d=lists/, ';\r\n d=lists'),
    expect: 'pass',
  },
  { rule: '§4.1.3 h= in a seal', message: one({ sealTags: { h: 'from' } }), expect: 'fail' },
  {
    rule: '§4.1.3 a tag in a seal that nobody knows',
    message: one({ sealTags: { x9: 'y' } }),
    expect: 'pass',
  },
  {
    rule: '§4.1.2 an ARC-Message-Signature that covers seals',
    message: () => sealedBy({}, { messageTags: { h: 'from:arc-seal' } }),
    expect: 'fail',
  },
  {
    rule: '§4.1.2 an ARC-Message-Signature that leaves From out',
    message: one({ messageTags: { h: 'subject' } }),
    expect: 'fail',
  },
  {
    rule: '§4.1.2 c= left out means simple/simple, as in DKIM',
    message: one({ messageTags: { c: null } }),
    expect: 'pass',
  },
  {
    rule: '§4.1.2 ARC-Message-Signature of another domain than the seal',
    message: one({ messageTags: { d: 'other.test' } }),
    expect: 'pass',
  },
  {
    rule: 'RFC 6376 §3.2 a tag twice in a seal',
    message: one({ sealTags: { a: 'rsa-sha256; a=rsa-sha256' } }),
    expect: 'fail',
  },
  { rule: '§4.1.3 a seal with rsa-sha1', message: one({ sealTags: { a: 'rsa-sha1' } }), expect: 'fail' },
  { rule: '§4.1.3 a seal without d=', message: one({ sealTags: { d: null } }), expect: 'fail' },
  {
    rule: 'RFC 8463 §3 sets with Ed25519',
    zone: [keyRecord(ed25519, { domain: 'e.test' })],
    message: () => sealedBy({ domain: 'e.test', key: ed25519 }, {}),
    expect: 'pass',
  },
  {
    rule: 'RFC 8301 §3.2 a key under 1024 bits',
    zone: [keyRecord(rsa512, { domain: 'w.test' })],
    message: () => sealedBy({ domain: 'w.test', key: rsa512 }),
    expect: 'fail',
  },
  { rule: '§5.2 no key', message: one({ domain: 'nokey.test' }), expect: 'fail' },
  {
    rule: 'RFC 6376 §3.6.1 a revoked key',
    zone: ['s1._domainkey.r.test TXT v=DKIM1; p='],
    message: one({ domain: 'r.test' }),
    expect: 'fail',
  },
  {
    rule: '§5.2 the key has no answer, of a sealer who is not trusted',
    zone: ['s1._domainkey.s.test SERVFAIL'],
    message: one({ domain: 's.test' }),
    expect: 'fail',
  },
]
