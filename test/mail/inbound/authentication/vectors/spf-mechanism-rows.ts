// RFC 7208 §5: the mechanisms, each with what it matches and how it is written.

import type { SpfRow } from './spf-row.ts'

const away = (record: string): string[] => [`away.test TXT ${record}`]
const six = '2001:db8::1'

export const spfMechanismRows: readonly SpfRow[] = [
  {
    rule: '§5.1 all takes no argument → permerror',
    zone: away('v=spf1 -all:away.test'),
    expect: 'permerror',
  },
  {
    rule: '§5.1 what follows all is never looked at → fail',
    zone: [...away('v=spf1 -all a:b.test'), 'b.test SERVFAIL'],
    expect: 'fail',
  },
  {
    rule: '§5.2 include: pass → matches',
    zone: [...away('v=spf1 include:b.test -all'), 'b.test TXT v=spf1 +all'],
    expect: 'pass',
  },
  {
    rule: '§5.2 include: fail → does not match',
    zone: [...away('v=spf1 include:b.test ~all'), 'b.test TXT v=spf1 -all'],
    expect: 'softfail',
  },
  {
    rule: '§5.2 include: softfail → does not match',
    zone: [...away('v=spf1 include:b.test -all'), 'b.test TXT v=spf1 ~all'],
    expect: 'fail',
  },
  {
    rule: '§5.2 include: neutral → does not match',
    zone: [...away('v=spf1 include:b.test -all'), 'b.test TXT v=spf1 ?all'],
    expect: 'fail',
  },
  {
    rule: '§5.2 include: none → permerror',
    zone: [...away('v=spf1 include:b.test -all'), 'b.test A 192.0.2.1'],
    expect: 'permerror',
  },
  {
    rule: '§5.2 include: permerror → permerror',
    zone: [...away('v=spf1 include:b.test -all'), 'b.test TXT v=spf1 wrong'],
    expect: 'permerror',
  },
  {
    rule: '§5.2 include: temperror → 451',
    zone: [...away('v=spf1 include:b.test -all'), 'b.test SERVFAIL'],
    expect: '451',
  },
  {
    rule: '§5.2 the sign before include is what a match gives → fail',
    zone: [...away('v=spf1 -include:b.test +all'), 'b.test TXT v=spf1 +all'],
    expect: 'fail',
  },
  { rule: '§5.2 include wants a domain → permerror', zone: away('v=spf1 include -all'), expect: 'permerror' },
  {
    rule: '§5.2 a redirect inside an include is followed → pass',
    zone: [
      ...away('v=spf1 include:b.test -all'),
      'b.test TXT v=spf1 redirect=c.test',
      'c.test TXT v=spf1 +all',
    ],
    expect: 'pass',
  },
  {
    rule: '§5.3 a: the address of the domain → pass',
    zone: [...away('v=spf1 a -all'), 'away.test A 192.0.2.1'],
    expect: 'pass',
  },
  {
    rule: '§5.3 a: of another domain → pass',
    zone: [...away('v=spf1 a:b.test -all'), 'b.test A 192.0.2.1'],
    expect: 'pass',
  },
  {
    rule: '§5.3 a: any of several addresses → pass',
    zone: [...away('v=spf1 a -all'), 'away.test A 192.0.2.7', 'away.test A 192.0.2.1'],
    expect: 'pass',
  },
  {
    rule: '§5.3 a: no such address → fail',
    zone: [...away('v=spf1 a -all'), 'away.test A 192.0.2.7'],
    expect: 'fail',
  },
  {
    rule: '§5.3 a with a prefix → the network',
    zone: [...away('v=spf1 a/24 -all'), 'away.test A 192.0.2.200'],
    expect: 'pass',
  },
  {
    rule: '§5.3 a with a prefix of 0 → everybody of IPv4',
    zone: [...away('v=spf1 a/0 -all'), 'away.test A 198.51.100.1'],
    expect: 'pass',
  },
  {
    rule: '§5.6 a prefix over 32 → permerror',
    zone: [...away('v=spf1 a/33 -all'), 'away.test A 192.0.2.1'],
    expect: 'permerror',
  },
  {
    rule: '§5.3 an IPv6 client is compared with AAAA → pass',
    zone: [...away('v=spf1 a -all'), `away.test AAAA ${six}`, 'away.test A 192.0.2.1'],
    client: six,
    expect: 'pass',
  },
  {
    rule: '§5.3 an IPv6 client is not compared with A → fail',
    zone: [...away('v=spf1 a -all'), 'away.test A 192.0.2.1'],
    client: six,
    expect: 'fail',
  },
  {
    rule: '§5.3 a with both prefixes: the second is for IPv6 → pass',
    zone: [...away('v=spf1 a/32//64 -all'), 'away.test AAAA 2001:db8::ffff'],
    client: six,
    expect: 'pass',
  },
  {
    rule: '§5.3 a//129 → permerror',
    zone: [...away('v=spf1 a//129 -all'), `away.test AAAA ${six}`],
    client: six,
    expect: 'permerror',
  },
  { rule: '§5.3 a with a bad name → permerror', zone: away('v=spf1 a:b.123 -all'), expect: 'permerror' },
  {
    rule: '§5.4 mx: the address of a mail server → pass',
    zone: [...away('v=spf1 mx -all'), 'away.test MX 10 in.away.test', 'in.away.test A 192.0.2.1'],
    expect: 'pass',
  },
  {
    rule: '§5.4 mx: the second server → pass',
    zone: [
      ...away('v=spf1 mx -all'),
      'away.test MX 10 one.test',
      'away.test MX 20 two.test',
      'one.test A 192.0.2.8',
      'two.test A 192.0.2.1',
    ],
    expect: 'pass',
  },
  {
    rule: '§5.4 mx of another domain with a prefix → pass',
    zone: [...away('v=spf1 mx:b.test/28 -all'), 'b.test MX 10 in.b.test', 'in.b.test A 192.0.2.14'],
    expect: 'pass',
  },
  {
    rule: '§5.4 no MX: the address of the domain does not stand in → fail',
    zone: [...away('v=spf1 mx -all'), 'away.test A 192.0.2.1'],
    expect: 'fail',
  },
  {
    rule: '§5.4 mx over IPv6 → pass',
    zone: [...away('v=spf1 mx -all'), 'away.test MX 10 in.away.test', `in.away.test AAAA ${six}`],
    client: six,
    expect: 'pass',
  },
  {
    rule: '§5.5 ptr: a validated name under the domain → pass',
    zone: [
      ...away('v=spf1 ptr -all'),
      '1.2.0.192.in-addr.arpa PTR out.away.test',
      'out.away.test A 192.0.2.1',
    ],
    expect: 'pass',
  },
  {
    rule: '§5.5 ptr: a name that does not point back → fail',
    zone: [
      ...away('v=spf1 ptr -all'),
      '1.2.0.192.in-addr.arpa PTR out.away.test',
      'out.away.test A 192.0.2.2',
    ],
    expect: 'fail',
  },
  {
    rule: '§5.5 ptr: a name that only ends like the domain → fail',
    zone: [
      ...away('v=spf1 ptr -all'),
      '1.2.0.192.in-addr.arpa PTR out.faraway.test',
      'out.faraway.test A 192.0.2.1',
    ],
    expect: 'fail',
  },
  {
    rule: '§5.5 ptr: the reverse zone has no answer → does not match',
    zone: [...away('v=spf1 ptr ~all'), '1.2.0.192.in-addr.arpa SERVFAIL'],
    expect: 'softfail',
  },
  {
    rule: '§5.5 ptr of another domain over IPv6 → pass',
    zone: [
      ...away('v=spf1 ptr:b.test -all'),
      '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR out.b.test',
      `out.b.test AAAA ${six}`,
    ],
    client: six,
    expect: 'pass',
  },
  { rule: '§5.5 ptr takes no prefix → permerror', zone: away('v=spf1 ptr/24 -all'), expect: 'permerror' },
  { rule: '§5.6 ip4: the one address → pass', zone: away('v=spf1 ip4:192.0.2.1 -all'), expect: 'pass' },
  {
    rule: '§5.6 ip4 with a prefix, first address outside → fail',
    zone: away('v=spf1 ip4:192.0.2.2/31 -all'),
    expect: 'fail',
  },
  {
    rule: '§5.6 ip4 with a prefix, host bits set → the network',
    zone: away('v=spf1 ip4:192.0.2.77/24 -all'),
    expect: 'pass',
  },
  {
    rule: '§5.6 ip4 with three numbers → permerror',
    zone: away('v=spf1 ip4:192.0.2 -all'),
    expect: 'permerror',
  },
  {
    rule: '§5.6 ip4 with a leading zero in the prefix → permerror',
    zone: away('v=spf1 ip4:192.0.2.0/024 -all'),
    expect: 'permerror',
  },
  { rule: '§5.6 ip4 without an address → permerror', zone: away('v=spf1 ip4 -all'), expect: 'permerror' },
  {
    rule: '§5.6 ip4 does not match an IPv6 client → fail',
    zone: away('v=spf1 ip4:0.0.0.0/0 -all'),
    client: six,
    expect: 'fail',
  },
  {
    rule: '§5.6 ip6: the network → pass',
    zone: away('v=spf1 ip6:2001:db8::/32 -all'),
    client: six,
    expect: 'pass',
  },
  {
    rule: '§5.6 ip6: another spelling of the same address → pass',
    zone: away('v=spf1 ip6:2001:DB8:0:0:0:0:0:1 -all'),
    client: six,
    expect: 'pass',
  },
  {
    rule: '§5.6 ip6 with an IPv4 address → permerror',
    zone: away('v=spf1 ip6:192.0.2.1 -all'),
    expect: 'permerror',
  },
  {
    rule: '§5.6 ip6 with a prefix over 128 → permerror',
    zone: away('v=spf1 ip6:2001:db8::/129 -all'),
    client: six,
    expect: 'permerror',
  },
  {
    rule: '§5 an IPv4-mapped client is an IPv4 client → pass',
    zone: away('v=spf1 ip4:192.0.2.1 -all'),
    client: '::ffff:192.0.2.1',
    expect: 'pass',
  },
  {
    rule: '§5.7 exists: any A record, whatever the client → pass',
    zone: [...away('v=spf1 exists:b.test -all'), 'b.test A 127.0.0.2'],
    expect: 'pass',
  },
  {
    rule: '§5.7 exists asks for A even for IPv6 clients → pass',
    zone: [...away('v=spf1 exists:b.test -all'), 'b.test A 127.0.0.2'],
    client: six,
    expect: 'pass',
  },
  {
    rule: '§5.7 exists: an AAAA record alone → fail',
    zone: [...away('v=spf1 exists:b.test -all'), `b.test AAAA ${six}`],
    client: six,
    expect: 'fail',
  },
  {
    rule: '§5.7 exists takes no prefix → permerror',
    zone: away('v=spf1 exists:b.test/24 -all'),
    expect: 'permerror',
  },
  { rule: '§5.7 exists wants a domain → permerror', zone: away('v=spf1 exists -all'), expect: 'permerror' },
]
