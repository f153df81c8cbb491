// RFC 6376 §3.6, §6.1.2: the key record, and when it cannot be had.

import { createPublicKey } from 'node:crypto'
import { handSigned } from '#test/support/signing/hand-signed.ts'
import { ed25519, keyRecord, rsa1024, rsa2048 } from '#test/support/signing/signing-keys.ts'
import type { DkimRow } from './dkim-row.ts'

const plain = 'From: Author <author@away.test>\r\nSubject: vector\r\n\r\nText\r\n'
const signed = (): string => handSigned(plain)
const key = (record: string): string[] => [`s1._domainkey.away.test TXT ${record}`]
const p = rsa2048.published
const bare = rsa2048.privateKey
const noSpf = 'away.test TXT v=spf1 -all'
const noKey = 's1._domainkey.away.test SERVFAIL'
const reject = '_dmarc.away.test TXT v=DMARC1; p=reject'

export const dkimKeyRows: readonly DkimRow[] = [
  {
    rule: '§6.1.2 there is no such name',
    zone: ['s1._domainkey.away.test.unused.test A 192.0.2.1', 's1._domainkey.away.test A 192.0.2.1'],
    message: signed,
    expect: 'neutral',
  },
  { rule: '§3.6.1 p= alone is enough', zone: key(`p=${p}`), message: signed, expect: 'pass' },
  {
    rule: '§3.6.1 p= is empty: the key is revoked',
    zone: key('v=DKIM1; p='),
    message: signed,
    expect: 'neutral',
  },
  { rule: '§3.6.1 p= is missing', zone: key('v=DKIM1; k=rsa'), message: signed, expect: 'neutral' },
  { rule: '§3.6.1 p= is no base64', zone: key('v=DKIM1; p=***'), message: signed, expect: 'neutral' },
  { rule: '§3.6.1 p= is no key', zone: key('v=DKIM1; p=AAAA'), message: signed, expect: 'neutral' },
  { rule: '§3.6.1 p= of another key', zone: [keyRecord(rsa1024)], message: signed, expect: 'fail' },
  {
    rule: '§3.6.1 white space inside p=',
    zone: key(`v=DKIM1; p=${p.slice(0, 40)} ${p.slice(40)}`),
    message: signed,
    expect: 'pass',
  },
  {
    rule: '§3.6.2.2 the strings of a record are joined',
    zone: key(`"v=DKIM1; p=${p.slice(0, 40)}" "${p.slice(40)}"`),
    message: signed,
    expect: 'pass',
  },
  { rule: '§3.6.1 v= of another version', zone: key(`v=DKIM2; p=${p}`), message: signed, expect: 'neutral' },
  { rule: '§3.6.1 v= in small letters', zone: key(`v=dkim1; p=${p}`), message: signed, expect: 'neutral' },
  { rule: '§3.6.1 v= not first', zone: key(`p=${p}; v=DKIM1`), message: signed, expect: 'neutral' },
  {
    rule: '§3.6.1 k= of a type that nobody knows',
    zone: key(`v=DKIM1; k=dsa; p=${p}`),
    message: signed,
    expect: 'neutral',
  },
  {
    rule: '§6.1.2 k= of another type than a=',
    zone: [keyRecord(ed25519)],
    message: signed,
    expect: 'neutral',
  },
  {
    rule: 'RFC 8463 §4 an Ed25519 key that says k=rsa',
    zone: key(`v=DKIM1; k=rsa; p=${ed25519.published}`),
    message: () => handSigned(plain, { key: ed25519 }),
    expect: 'neutral',
  },
  {
    rule: 'RFC 8463 §4 an Ed25519 key without k=',
    zone: key(`v=DKIM1; p=${ed25519.published}`),
    message: () => handSigned(plain, { key: ed25519 }),
    expect: 'neutral',
  },
  {
    rule: '§3.6.1 h= lists the hash',
    zone: [keyRecord(rsa2048, { tags: 'h=sha1:sha256; ' })],
    message: signed,
    expect: 'pass',
  },
  {
    rule: '§3.6.1 h= lists another hash',
    zone: [keyRecord(rsa2048, { tags: 'h=sha1; ' })],
    message: signed,
    expect: 'neutral',
  },
  {
    rule: '§3.6.1 s=* is for everything',
    zone: [keyRecord(rsa2048, { tags: 's=*; ' })],
    message: signed,
    expect: 'pass',
  },
  {
    rule: '§3.6.1 s=email',
    zone: [keyRecord(rsa2048, { tags: 's=email; ' })],
    message: signed,
    expect: 'pass',
  },
  {
    rule: '§3.6.1 s= of another service',
    zone: [keyRecord(rsa2048, { tags: 's=tlsrpt; ' })],
    message: signed,
    expect: 'neutral',
  },
  {
    rule: '§3.6.1 t=s and i= in the same domain',
    zone: [keyRecord(rsa2048, { tags: 't=s; ' })],
    message: () => handSigned(plain, { tags: { i: '@away.test' } }),
    expect: 'pass',
  },
  {
    rule: '§3.6.1 t=s and i= in a subdomain',
    zone: [keyRecord(rsa2048, { tags: 't=s; ' })],
    message: () => handSigned(plain, { tags: { i: '@sub.away.test' } }),
    expect: 'neutral',
  },
  {
    rule: '§3.6.1 t=y: the signer is testing',
    zone: [keyRecord(rsa2048, { tags: 't=y; ' })],
    message: signed,
    expect: 'pass',
    disagrees: 'a message of a signer who tests must be treated as if it were unsigned',
  },
  {
    rule: '§3.6.1 t= with flags that nobody knows',
    zone: [keyRecord(rsa2048, { tags: 't=x:q; ' })],
    message: signed,
    expect: 'pass',
  },
  {
    rule: '§3.6.1 n= is for people',
    zone: [keyRecord(rsa2048, { tags: 'n=our key, 2026; ' })],
    message: signed,
    expect: 'pass',
  },
  {
    rule: '§3.6.1 a tag that nobody knows, like the g= of RFC 4871',
    zone: [keyRecord(rsa2048, { tags: 'g=nobody; ' })],
    message: signed,
    expect: 'pass',
  },
  {
    rule: '§6.1.2 a tag twice: the record is ignored',
    zone: key(`v=DKIM1; p=${p}; p=${p}`),
    message: signed,
    expect: 'neutral',
  },
  {
    rule: '§3.6.1 the key without the structure around it',
    zone: key(`v=DKIM1; p=${publicPart()}`),
    message: signed,
    expect: 'pass',
  },
  {
    rule: '§3.6.2.1 the key stands under a CNAME',
    zone: ['s1._domainkey.away.test CNAME key.host.test', `key.host.test TXT v=DKIM1; p=${p}`],
    message: signed,
    expect: 'pass',
  },
  {
    rule: '§6.1.2 no answer, and nobody asks for DMARC',
    zone: [noKey],
    message: signed,
    expect: 'temperror',
  },
  {
    rule: '§6.1.2 no answer, p=reject, nothing else passes: it might have',
    zone: [noKey, noSpf, reject],
    message: signed,
    expect: '451',
  },
  {
    rule: '§6.1.2 no answer, p=reject, SPF passes',
    zone: [noKey, 'away.test TXT v=spf1 ip4:192.0.2.1', reject],
    message: signed,
    expect: 'temperror',
  },
  {
    rule: '§6.1.2 no answer for one of two signatures',
    zone: [noKey, noSpf, reject, keyRecord(rsa1024, { selector: 's2' })],
    message: () => handSigned(signed(), { key: rsa1024, tags: { s: 's2' } }),
    expect: 'pass temperror',
  },
  {
    rule: '§6.1.2 no answer for the key of a domain that could not align',
    zone: ['s1._domainkey.other.test SERVFAIL', noSpf, reject],
    message: () => handSigned(plain, { tags: { d: 'other.test' } }),
    expect: '550',
  },
  {
    rule: '§6.1.2 no answer, p=none: nothing depends on it',
    zone: [noKey, 'away.test TXT v=spf1 ?all', '_dmarc.away.test TXT v=DMARC1; p=none'],
    message: signed,
    expect: 'temperror',
  },
]

/** RSAPublicKey of RFC 8017, as §3.6.1 wants it. */
function publicPart(): string {
  return createPublicKey(bare).export({ type: 'pkcs1', format: 'der' }).toString('base64')
}
