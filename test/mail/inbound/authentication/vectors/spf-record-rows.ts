// RFC 7208: which record is found, how it is read, what the outcome of check_host() is.

import type { SpfRow } from './spf-row.ts'

const away = (record: string): string[] => [`away.test TXT ${record}`]

export const spfRecordRows: readonly SpfRow[] = [
  { rule: '§4.5 no record at all → none', zone: ['away.test A 192.0.2.9'], expect: 'none' },
  { rule: '§4.3 the domain does not exist → none', zone: ['other.test A 192.0.2.9'], expect: 'none' },
  {
    rule: '§4.5 another TXT record is no SPF record → none',
    zone: away('site-verification=abc'),
    expect: 'none',
  },
  { rule: '§4.5 v=spf10 is another version → none', zone: away('v=spf10 -all'), expect: 'none' },
  { rule: '§4.5 v=spf1 must be followed by a space → none', zone: away('v=spf1/-all'), expect: 'none' },
  { rule: '§4.5 the version is compared without case → read', zone: away('V=SPF1 -all'), expect: 'fail' },
  { rule: '§4.5 the record may be the version alone → neutral', zone: away('v=spf1'), expect: 'neutral' },
  {
    rule: '§4.5 a space before the version makes it another record → none',
    zone: away(' v=spf1 -all'),
    expect: 'none',
  },
  {
    rule: '§4.5 a space after the last term is allowed → read',
    zone: ['away.test TXT "v=spf1 -all "'],
    expect: 'fail',
  },
  {
    rule: '§4.6.1 several spaces between terms are allowed → read',
    zone: away('v=spf1   ip4:192.0.2.1    -all'),
    expect: 'pass',
  },
  {
    rule: '§4.5 two SPF records → permerror',
    zone: [...away('v=spf1 +all'), ...away('v=spf1 +all')],
    expect: 'permerror',
  },
  {
    rule: '§4.5 an SPF record beside other TXT records → read',
    zone: [...away('v=msv1 t=1'), ...away('v=spf1 +all')],
    expect: 'pass',
  },
  {
    rule: '§3.3 strings of one record are joined without a space → read',
    zone: ['away.test TXT "v=spf1 ip4:192.0" ".2.1 -all"'],
    expect: 'pass',
  },
  {
    rule: '§3.3 a record of more than 255 octets comes in several strings → read',
    zone: away(
      `v=spf1 ${Array.from({ length: 30 }, (_, at) => `ip4:198.51.100.${at}`).join(' ')} ip4:192.0.2.1 -all`,
    ),
    expect: 'pass',
  },
  {
    rule: '§3.1 only TXT counts; a client listed nowhere else → none',
    zone: ['away.test MX 10 mx.away.test'],
    expect: 'none',
  },
  { rule: '§4.4 the record cannot be had now → 451', zone: ['away.test SERVFAIL'], expect: '451' },
  {
    rule: '§4.6 an unknown mechanism → permerror',
    zone: away('v=spf1 ipv4:192.0.2.1 -all'),
    expect: 'permerror',
  },
  {
    rule: '§4.6 an error anywhere spoils the record, even after a match → permerror',
    zone: away('v=spf1 ip4:192.0.2.1 wrong -all'),
    expect: 'permerror',
  },
  {
    rule: '§4.6 a term that is a bare word with a colon → permerror',
    zone: away('v=spf1 a: -all'),
    expect: 'permerror',
  },
  {
    rule: '§4.6.1 octets beyond ASCII → permerror',
    zone: away('v=spf1 ip4:192.0.2.1 é -all'),
    expect: 'permerror',
  },
  {
    rule: '§4.6.1 mechanism names are compared without case → read',
    zone: away('v=spf1 IP4:192.0.2.1 -ALL'),
    expect: 'pass',
  },
  {
    rule: '§4.6.2 the first mechanism that matches decides → softfail',
    zone: away('v=spf1 ~ip4:192.0.2.1 -ip4:192.0.2.1 +all'),
    expect: 'softfail',
  },
  { rule: '§4.6.2 no sign means plus → pass', zone: away('v=spf1 all'), expect: 'pass' },
  { rule: '§4.6.2 qualifier + → pass', zone: away('v=spf1 +all'), expect: 'pass' },
  { rule: '§4.6.2 qualifier - → fail', zone: away('v=spf1 -all'), expect: 'fail' },
  { rule: '§4.6.2 qualifier ~ → softfail', zone: away('v=spf1 ~all'), expect: 'softfail' },
  { rule: '§4.6.2 qualifier ? → neutral', zone: away('v=spf1 ?all'), expect: 'neutral' },
  { rule: '§4.6.2 two qualifiers → permerror', zone: away('v=spf1 -~all'), expect: 'permerror' },
  {
    rule: '§4.7 nothing matches and no redirect → neutral',
    zone: away('v=spf1 ip4:198.51.100.1'),
    expect: 'neutral',
  },
  {
    rule: '§6 an unknown modifier is ignored → read',
    zone: away('v=spf1 future=thing ip4:192.0.2.1 -all'),
    expect: 'pass',
  },
  {
    rule: '§6 an unknown modifier may be empty → read',
    zone: away('v=spf1 future= ip4:192.0.2.1 -all'),
    expect: 'pass',
  },
  {
    rule: '§4.6.1 a modifier whose name begins with a digit → permerror',
    zone: away('v=spf1 1future=x +all'),
    expect: 'permerror',
  },
  {
    rule: '§6 two redirects → permerror',
    zone: away('v=spf1 redirect=b.test redirect=b.test'),
    expect: 'permerror',
  },
  { rule: '§6 two exp → permerror', zone: away('v=spf1 exp=b.test exp=b.test -all'), expect: 'permerror' },
  {
    rule: '§6.1 redirect, nothing before matched → the other record decides',
    zone: [...away('v=spf1 redirect=b.test'), 'b.test TXT v=spf1 ip4:192.0.2.1 -all'],
    expect: 'pass',
  },
  {
    rule: '§6.1 redirect is looked at last, wherever it stands → the mechanism decides',
    zone: [...away('v=spf1 redirect=b.test ip4:192.0.2.1'), 'b.test TXT v=spf1 -all'],
    expect: 'pass',
  },
  {
    rule: '§6.1 redirect beside all is ignored → all decides',
    zone: [...away('v=spf1 redirect=b.test ~all'), 'b.test TXT v=spf1 -all'],
    expect: 'softfail',
  },
  {
    rule: '§6.1 redirect to a domain without a record → permerror',
    zone: [...away('v=spf1 redirect=b.test'), 'b.test A 192.0.2.1'],
    expect: 'permerror',
  },
  {
    rule: '§6.1 redirect to what is no name → permerror',
    zone: away('v=spf1 redirect=b..test'),
    expect: 'permerror',
  },
  { rule: '§6.1 redirect without a value → permerror', zone: away('v=spf1 redirect='), expect: 'permerror' },
  {
    rule: '§6.1 redirect to a name that has no answer → 451',
    zone: [...away('v=spf1 redirect=b.test'), 'b.test SERVFAIL'],
    expect: '451',
  },
  {
    rule: '§6.2 exp changes no result → fail',
    zone: [...away('v=spf1 -all exp=why.away.test'), 'why.away.test TXT not welcome'],
    expect: 'fail',
  },
  {
    rule: '§6.2 the explanation cannot be had → as without it',
    zone: [...away('v=spf1 -all exp=why.away.test'), 'why.away.test SERVFAIL'],
    expect: 'fail',
  },
  {
    rule: '§6.2 exp of a bad name is a syntax error → permerror',
    zone: away('v=spf1 -all exp=-'),
    expect: 'permerror',
  },
  {
    rule: '§2.4 null reverse-path: the HELO name is judged → pass',
    zone: ['mx.away.test TXT v=spf1 ip4:192.0.2.1 -all'],
    reversePath: '',
    expect: 'pass',
  },
  {
    rule: '§2.4 null reverse-path, HELO name forbids the client → fail',
    zone: ['mx.away.test TXT v=spf1 -all'],
    reversePath: '',
    expect: 'fail',
  },
  {
    rule: '§2.4 null reverse-path and a HELO address literal → none',
    zone: [],
    reversePath: '',
    helo: '[192.0.2.1]',
    expect: 'none',
  },
  {
    rule: '§2.4 with a reverse-path its domain is judged, not HELO → fail',
    zone: [...away('v=spf1 -all'), 'mx.away.test TXT v=spf1 +all'],
    expect: 'fail',
  },
  {
    rule: '§4.3 the local part does not count → as postmaster',
    zone: away('v=spf1 ip4:192.0.2.1 -all'),
    reversePath: '"a@b"@away.test',
    expect: 'pass',
  },
  {
    rule: '§4.3 the domain is compared without case → read',
    zone: away('v=spf1 +all'),
    reversePath: 'user@AWAY.test',
    expect: 'pass',
  },
  {
    rule: '§2.6.6 temperror of one mechanism ends the check → 451',
    zone: [...away('v=spf1 a:b.test ip4:192.0.2.1 -all'), 'b.test SERVFAIL'],
    expect: '451',
  },
  {
    rule: '§5 a mechanism before the one without an answer decides → pass',
    zone: [...away('v=spf1 ip4:192.0.2.1 a:b.test -all'), 'b.test SERVFAIL'],
    expect: 'pass',
  },
]
