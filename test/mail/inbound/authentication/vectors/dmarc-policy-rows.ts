// RFC 9989 §4.7, §4.10: which record holds, how it is read, what it asks for.

import type { DmarcRow } from './dmarc-row.ts'

const noSpf = 'away.test TXT v=spf1 -all'
const away = (record: string): string[] => [noSpf, `_dmarc.away.test TXT ${record}`]
const sub = { from: 'author@sub.away.test', reversePath: 'user@elsewhere.test' }
const exists = 'sub.away.test A 192.0.2.9'
const rua = 'rua=mailto:reports@away.test'

export const dmarcPolicyRows: readonly DmarcRow[] = [
  { rule: '§4.10.1 no record anywhere', zone: [noSpf], expect: 'none' },
  { rule: '§4.7 p=reject', zone: away('v=DMARC1; p=reject'), expect: 'fail, refused' },
  { rule: '§4.7 p=quarantine', zone: away('v=DMARC1; p=quarantine'), expect: 'fail, junk' },
  { rule: '§4.7 p=none', zone: away('v=DMARC1; p=none'), expect: 'fail, delivered' },
  {
    rule: '§4.7 words of p= are compared without case',
    zone: away('v=DMARC1; p=REJECT'),
    expect: 'fail, refused',
  },
  {
    rule: '§4.7 the tags may stand in any order after v=',
    zone: away(`v=DMARC1; ${rua}; p=reject`),
    expect: 'fail, refused',
  },
  { rule: '§4.7 no white space between tags', zone: away('v=DMARC1;p=reject'), expect: 'fail, refused' },
  {
    rule: '§4.7 white space around the equals signs',
    zone: away('v = DMARC1 ; p = reject'),
    expect: 'fail, refused',
  },
  {
    rule: '§4.7 a tag that nobody knows is ignored',
    zone: away('v=DMARC1; future=x; p=reject'),
    expect: 'fail, refused',
  },
  { rule: '§4.7 v= not first is no record', zone: away('p=reject; v=DMARC1'), expect: 'none' },
  { rule: '§4.7 v= of another version is no record', zone: away('v=DMARC2; p=reject'), expect: 'none' },
  { rule: '§4.7 v= is compared with case', zone: away('v=dmarc1; p=reject'), expect: 'none' },
  {
    rule: '§4.10 two records count as none',
    zone: [...away('v=DMARC1; p=reject'), '_dmarc.away.test TXT v=DMARC1; p=none'],
    expect: 'none',
  },
  {
    rule: '§4.10 other TXT records beside it do not matter',
    zone: [...away('v=DMARC1; p=reject'), '_dmarc.away.test TXT verification=1'],
    expect: 'fail, refused',
  },
  { rule: '§4.7 a tag twice spoils the record', zone: away('v=DMARC1; p=reject; p=none'), expect: 'none' },
  {
    rule: '§4.10.1 no p= but somebody to report to: as p=none',
    zone: away(`v=DMARC1; ${rua}`),
    expect: 'fail, delivered',
  },
  {
    rule: '§4.10.1 no p= and nobody to report to: no record',
    zone: away('v=DMARC1; adkim=s'),
    expect: 'none',
  },
  {
    rule: '§4.10.1 p= of a word that nobody knows, somebody to report to: as p=none',
    zone: away(`v=DMARC1; p=block; ${rua}`),
    expect: 'fail, delivered',
  },
  {
    rule: '§4.10.1 p= of a word that nobody knows, nobody to report to',
    zone: away('v=DMARC1; p=block'),
    expect: 'none',
  },
  {
    rule: '§4.8 a report address that is no URI is none',
    zone: away('v=DMARC1; p=block; rua=reports@away.test'),
    expect: 'none',
  },
  {
    rule: '§4.10.1 a report address in another domain changes nothing of the policy',
    zone: away('v=DMARC1; p=reject; rua=mailto:x@other.test'),
    expect: 'fail, refused',
  },
  {
    rule: '§4.7 t=y: reject weakens to quarantine',
    zone: away('v=DMARC1; p=reject; t=y'),
    expect: 'fail, junk',
    differs: 'RFC 7489 has no t=',
  },
  {
    rule: '§4.7 t=y: quarantine weakens to none',
    zone: away('v=DMARC1; p=quarantine; t=y'),
    expect: 'fail, delivered',
    differs: 'RFC 7489 has no t=',
  },
  { rule: '§4.7 t=n changes nothing', zone: away('v=DMARC1; p=reject; t=n'), expect: 'fail, refused' },
  {
    rule: '§4.7 t= of another word means n',
    zone: away('v=DMARC1; p=reject; t=maybe'),
    expect: 'fail, refused',
  },
  {
    rule: 'App. A.6 pct=0 is ignored',
    zone: away('v=DMARC1; p=reject; pct=0'),
    expect: 'fail, refused',
    differs: 'RFC 7489 §6.3: with pct=0 nothing is refused',
  },
  {
    rule: 'App. A.6 pct=50 is ignored',
    zone: away('v=DMARC1; p=reject; pct=50'),
    expect: 'fail, refused',
    differs: 'RFC 7489 §6.3: one half is quarantined instead',
  },
  {
    rule: 'App. A.6 rf= and ri= are ignored',
    zone: away('v=DMARC1; p=reject; rf=afrf; ri=3600'),
    expect: 'fail, refused',
  },
  {
    rule: '§4.10 a subdomain takes the record above it',
    zone: [...away('v=DMARC1; p=reject'), exists],
    ...sub,
    expect: 'fail, refused',
  },
  {
    rule: '§4.7 sp= is for subdomains',
    zone: [...away('v=DMARC1; p=reject; sp=none'), exists],
    ...sub,
    expect: 'fail, delivered',
  },
  {
    rule: '§4.7 sp= does not touch the domain itself',
    zone: away('v=DMARC1; p=reject; sp=none'),
    expect: 'fail, refused',
  },
  {
    rule: '§4.7 sp= in the record of the subdomain itself is not for it',
    zone: [noSpf, exists, '_dmarc.sub.away.test TXT v=DMARC1; p=none; sp=reject'],
    ...sub,
    expect: 'fail, delivered',
  },
  {
    rule: '§4.7 np= is for subdomains that do not exist',
    zone: away('v=DMARC1; p=none; sp=none; np=reject'),
    ...sub,
    expect: 'fail, refused',
    differs: 'RFC 7489 has no np=; RFC 9091 had it for public suffixes',
  },
  {
    rule: '§4.7 np= is not for those that exist',
    zone: [...away('v=DMARC1; p=none; np=reject'), exists],
    ...sub,
    expect: 'fail, delivered',
  },
  {
    rule: 'App. A.4 a name with any record exists',
    zone: [...away('v=DMARC1; p=none; np=reject'), 'sub.away.test MX 10 mx.away.test'],
    ...sub,
    expect: 'fail, delivered',
  },
  {
    rule: '§4.7 without np= and sp=, p= is for those that do not exist too',
    zone: away('v=DMARC1; p=reject'),
    ...sub,
    expect: 'fail, refused',
  },
  {
    rule: '§4.10.1 sp= of a word that nobody knows spoils the policy',
    zone: [...away(`v=DMARC1; p=reject; sp=block; ${rua}`), exists],
    ...sub,
    expect: 'fail, delivered',
  },
  {
    rule: '§4.10.1 the record of the subdomain wins over the one above',
    zone: [...away('v=DMARC1; p=reject'), exists, '_dmarc.sub.away.test TXT v=DMARC1; p=none'],
    ...sub,
    expect: 'fail, delivered',
  },
  {
    rule: '§4.10 the walk goes on to the name above',
    zone: away('v=DMARC1; p=reject'),
    ...sub,
    from: 'author@a.b.c.away.test',
    expect: 'fail, refused',
  },
  {
    rule: '§4.10 from eight labels on the walk skips to seven',
    zone: ['_dmarc.c.d.e.f.g.h.away.test TXT v=DMARC1; p=reject', ...away('v=DMARC1; p=none')],
    ...sub,
    from: 'author@a.b.c.d.e.f.g.h.away.test',
    expect: 'fail, delivered',
  },
  {
    rule: '§4.10 a walk over ten labels finds the domain',
    zone: away('v=DMARC1; p=reject'),
    ...sub,
    from: 'author@a.b.c.d.e.f.g.h.away.test',
    expect: 'fail, refused',
  },
  {
    rule: '§4.10 no list of public suffixes: a record on the last label holds when it says psd=y',
    zone: [noSpf, '_dmarc.test TXT v=DMARC1; p=reject; psd=y'],
    expect: 'fail, refused',
    differs: 'RFC 7489 §3.2 looks up the organizational domain in a list and never asks above it',
  },
  {
    rule: '§4.10.1 the record of the author wins over that of the public suffix',
    zone: [...away('v=DMARC1; p=none'), '_dmarc.test TXT v=DMARC1; p=reject; psd=y'],
    expect: 'fail, delivered',
  },
  {
    rule: '§4.10.2 psd=n ends the walk: nothing above counts',
    zone: ['_dmarc.sub.away.test TXT v=DMARC1; p=none; psd=n', ...away('v=DMARC1; p=reject')],
    ...sub,
    expect: 'fail, delivered',
  },
  { rule: '§4.10 the policy cannot be asked', zone: [noSpf, '_dmarc.away.test SERVFAIL'], expect: '451' },
  {
    rule: '§4.10 the policy above cannot be asked',
    zone: [exists, '_dmarc.away.test SERVFAIL'],
    ...sub,
    expect: '451',
  },
  {
    rule: '§4.10 the walk breaks above a record that was found',
    zone: [noSpf, '_dmarc.away.test TXT v=DMARC1; p=reject', '_dmarc.test SERVFAIL'],
    expect: 'fail, refused',
  },
  {
    rule: '§4.10.1 whether the subdomain exists cannot be asked',
    zone: [...away('v=DMARC1; p=none; np=reject'), 'sub.away.test SERVFAIL'],
    ...sub,
    expect: '451',
  },
  {
    rule: 'RFC 7208 §8.6 SPF has no answer, p=reject',
    zone: ['away.test SERVFAIL', '_dmarc.away.test TXT v=DMARC1; p=reject'],
    expect: '451',
  },
  {
    rule: 'RFC 7208 §2.6.7 SPF is wrong in itself: no pass',
    zone: ['away.test TXT v=spf1 wrong', '_dmarc.away.test TXT v=DMARC1; p=reject'],
    expect: 'fail, refused',
  },
]
