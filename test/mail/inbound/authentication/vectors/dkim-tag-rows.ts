// RFC 6376 §3.2, §3.5, §6.1.1: the tags of a signature. A signature that is wrong in itself says nothing (neutral, RFC 8601
// §2.7.1), as if it were not there.

import { type HandSigning, handSigned } from '#test/support/signing/hand-signed.ts'
import { ed25519, keyRecord, rsa512, rsa1024 } from '#test/support/signing/signing-keys.ts'
import type { DkimRow } from './dkim-row.ts'

const plain = 'From: Author <author@away.test>\r\nSubject: vector\r\n\r\nText\r\n'
const tagged =
  (tags: HandSigning['tags'] = {}, raw = '') =>
  () =>
    handSigned(plain, { tags, raw })
const hour = 3600
const now = Math.floor(Date.now() / 1000)

export const dkimTagRows: readonly DkimRow[] = [
  {
    rule: 'RFC 8301 §3.2 an RSA key of 1024 bits',
    zone: [keyRecord(rsa1024)],
    message: () => handSigned(plain, { key: rsa1024 }),
    expect: 'pass',
  },
  {
    rule: 'RFC 8301 §3.2 an RSA key under 1024 bits',
    zone: [keyRecord(rsa512)],
    message: () => handSigned(plain, { key: rsa512 }),
    expect: 'policy',
  },
  {
    rule: 'RFC 8301 §3.1 rsa-sha1 must not be verified',
    message: tagged({ a: 'rsa-sha1' }),
    expect: 'policy',
  },
  {
    rule: 'RFC 8463 §3 ed25519-sha256',
    zone: [keyRecord(ed25519)],
    message: () => handSigned(plain, { key: ed25519 }),
    expect: 'pass',
  },
  {
    rule: 'RFC 8463 §3 ed25519-sha256, the body changed',
    zone: [keyRecord(ed25519)],
    message: () => handSigned(plain, { key: ed25519 }).replace('Text', 'Test'),
    expect: 'fail',
  },
  {
    rule: 'RFC 8463 §5 one signature of each kind',
    zone: [keyRecord(ed25519), keyRecord(rsa1024, { selector: 's2' })],
    message: () => handSigned(handSigned(plain, { key: ed25519 }), { key: rsa1024, tags: { s: 's2' } }),
    expect: 'pass pass',
  },
  { rule: '§3.3 an algorithm nobody defined', message: tagged({ a: 'rsa-sha512' }), expect: 'neutral' },
  {
    rule: '§3.3 ed25519 with another hash is no algorithm',
    message: tagged({ a: 'ed25519-sha1' }),
    expect: 'neutral',
  },
  {
    rule: '§3.4 a canonicalization nobody defined',
    message: tagged({ c: 'nofws/simple' }),
    expect: 'neutral',
  },
  { rule: '§3.5 v= is missing', message: tagged({ v: null }), expect: 'neutral' },
  { rule: '§6.1.1 v= of another version', message: tagged({ v: '2' }), expect: 'neutral' },
  { rule: '§3.5 v= compared as text', message: tagged({ v: '01' }), expect: 'neutral' },
  { rule: '§3.5 a= is missing', message: tagged({ a: null }), expect: 'neutral' },
  {
    rule: '§3.5 d= is missing',
    message: tagged({ d: null }),
    expect: 'neutral',
  },
  { rule: '§3.5 s= is missing', message: tagged({ s: null }), expect: 'neutral' },
  { rule: '§3.5 h= is missing', message: tagged({ h: null }), expect: 'neutral' },
  { rule: '§3.5 h= is empty', message: tagged({ h: '' }), expect: 'neutral' },
  { rule: '§3.5 bh= is missing', message: tagged({ bh: null }), expect: 'neutral' },
  { rule: '§3.5 b= is missing', message: tagged({ b: null }), expect: 'neutral' },
  { rule: '§3.5 b= is empty', message: tagged({ b: '' }), expect: 'fail' },
  { rule: '§3.5 b= is no base64', message: tagged({ b: '*not base64*' }), expect: 'fail' },
  {
    rule: '§3.5 white space inside b=',
    message: () => handSigned(plain).replace(/(; b=.{20})/, '$1\r\n '),
    expect: 'pass',
  },
  {
    rule: '§3.5 bh= of another body',
    message: tagged({ bh: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' }),
    expect: 'fail',
  },
  { rule: '§3.2 a tag twice spoils the list', message: tagged({}, 'd=away.test'), expect: 'neutral' },
  {
    rule: '§3.2 a tag that nobody knows is ignored',
    message: tagged({ xyz: 'anything at all' }),
    expect: 'pass',
  },
  {
    rule: '§3.2 names of tags are case-sensitive',
    message: tagged({ d: null, D: 'away.test' }),
    expect: 'neutral',
  },
  { rule: '§3.2 something without an equals sign', message: tagged({}, 'nonsense'), expect: 'neutral' },
  {
    rule: '§3.2 a semicolon at the end',
    message: () => handSigned(plain, { tags: { c: 'relaxed/relaxed' } }).replace(/(; b=[^\r]+)/, '$1;'),
    expect: 'fail',
  },
  {
    rule: '§3.5 z= copies fields and proves nothing',
    message: tagged({ z: 'From:ceo@bank.test|Subject:other' }),
    expect: 'pass',
  },
  { rule: '§3.5 q= of the one method', message: tagged({ q: 'dns/txt' }), expect: 'pass' },
  {
    rule: '§3.5 q= of methods that nobody knows',
    message: tagged({ q: 'carrier/pigeon' }),
    expect: 'neutral',
  },
  {
    rule: '§3.5 q= where one of several is known',
    message: tagged({ q: 'carrier/pigeon:dns/txt' }),
    expect: 'pass',
  },
  { rule: '§3.5 i= in the signing domain', message: tagged({ i: 'author@away.test' }), expect: 'pass' },
  { rule: '§3.5 i= under the signing domain', message: tagged({ i: '@mail.away.test' }), expect: 'pass' },
  { rule: '§6.1.1 i= in another domain', message: tagged({ i: '@bank.test' }), expect: 'neutral' },
  {
    rule: '§6.1.1 i= that only ends like the signing domain',
    message: tagged({ i: '@faraway.test' }),
    expect: 'neutral',
  },
  { rule: '§3.5 t= in the past', message: tagged({ t: String(now - hour) }), expect: 'pass' },
  {
    rule: '§3.5 t= in the future may be ignored; clocks differ, so we do not',
    message: tagged({ t: String(now + 24 * hour) }),
    expect: 'pass',
  },
  { rule: '§3.5 t= that is no number', message: tagged({ t: 'yesterday' }), expect: 'neutral' },
  { rule: '§6.1.1 x= in the past', message: tagged({ x: String(now - hour) }), expect: 'neutral' },
  {
    rule: '§3.5 x= in the future',
    message: tagged({ t: String(now - hour), x: String(now + hour) }),
    expect: 'pass',
  },
  {
    rule: '§3.5 x= not after t=',
    message: tagged({ t: String(now + hour), x: String(now + hour) }),
    expect: 'neutral',
  },
  { rule: '§3.5 l= that is no number', message: tagged({ l: 'all' }), expect: 'neutral' },
  { rule: '§3.5 d= that is no domain', message: tagged({ d: 'away' }), expect: 'neutral' },
  { rule: '§3.5 s= with a character that no name has', message: tagged({ s: 's@1' }), expect: 'neutral' },
  {
    rule: '§3.1 s= of several labels',
    zone: [keyRecord(rsa1024, { selector: 's1.autumn' })],
    message: () => handSigned(plain, { key: rsa1024, tags: { s: 's1.autumn' } }),
    expect: 'pass',
  },
]
