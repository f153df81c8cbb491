// RFC 7208 §4.6.4: how much one check may ask of the DNS.

import type { SpfRow } from './spf-row.ts'

const away = (record: string): string[] => [`away.test TXT ${record}`]
const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `n${at}.test`)
const servers = (count: number): string[] => names(count).map((name) => `away.test MX 10 ${name}`)
const elsewhere = (count: number): string[] => names(count).map((name) => `${name} A 198.51.100.1`)

export const spfLimitRows: readonly SpfRow[] = [
  {
    rule: '§4.6.4 ten terms that ask → counted, allowed',
    zone: [
      ...away(
        `v=spf1 ${names(10)
          .map((name) => `a:${name}`)
          .join(' ')} +all`,
      ),
      ...elsewhere(10),
    ],
    expect: 'pass',
  },
  {
    rule: '§4.6.4 an eleventh term that asks → permerror',
    zone: [
      ...away(
        `v=spf1 ${names(11)
          .map((name) => `a:${name}`)
          .join(' ')} +all`,
      ),
      ...elsewhere(11),
    ],
    expect: 'permerror',
  },
  {
    rule: '§4.6.4 an eleventh term after the match is not reached → pass',
    zone: [
      ...away(
        `v=spf1 ip4:192.0.2.1 ${names(11)
          .map((name) => `a:${name}`)
          .join(' ')} -all`,
      ),
    ],
    expect: 'pass',
  },
  {
    rule: '§4.6.4 ip4, ip6 and all ask nothing → pass',
    zone: away(`v=spf1 ${Array.from({ length: 40 }, (_, at) => `ip4:198.51.100.${at}`).join(' ')} +all`),
    expect: 'pass',
  },
  {
    rule: '§4.6.4 terms inside includes count for the whole → permerror',
    zone: [
      ...away('v=spf1 include:b.test include:c.test +all'),
      `b.test TXT v=spf1 ${names(5)
        .map((name) => `a:${name}`)
        .join(' ')} -all`,
      `c.test TXT v=spf1 ${names(5)
        .map((name) => `a:${name}`)
        .join(' ')} -all`,
      ...elsewhere(5),
    ],
    expect: 'permerror',
  },
  {
    rule: '§4.6.4 redirect counts → permerror',
    zone: [
      ...away(
        `v=spf1 ${names(10)
          .map((name) => `a:${name}`)
          .join(' ')} redirect=b.test`,
      ),
      ...elsewhere(10),
      'b.test TXT v=spf1 +all',
    ],
    expect: 'permerror',
  },
  {
    rule: '§4.6.4 a record that includes itself → permerror',
    zone: away('v=spf1 include:away.test +all'),
    expect: 'permerror',
  },
  {
    rule: '§4.6.4 two records that redirect to each other → permerror',
    zone: [...away('v=spf1 redirect=b.test'), 'b.test TXT v=spf1 redirect=away.test'],
    expect: 'permerror',
  },
  {
    rule: '§4.6.4 two lookups without an answer → allowed',
    zone: away('v=spf1 a:b.test a:c.test +all'),
    expect: 'pass',
  },
  {
    rule: '§4.6.4 three lookups without an answer → permerror',
    zone: away('v=spf1 a:b.test a:c.test a:d.test +all'),
    expect: 'permerror',
  },
  {
    rule: '§4.6.4 names without that record are void too → permerror',
    zone: [
      ...away('v=spf1 mx:b.test mx:c.test mx:d.test +all'),
      'b.test A 192.0.2.1',
      'c.test A 192.0.2.1',
      'd.test A 192.0.2.1',
    ],
    expect: 'permerror',
  },
  {
    rule: '§4.6.4 ten mail servers of one mx → allowed',
    zone: [...away('v=spf1 mx ~all'), ...servers(10), ...elsewhere(10)],
    expect: 'softfail',
  },
  {
    rule: '§4.6.4 eleven mail servers of one mx → permerror',
    zone: [...away('v=spf1 mx ~all'), ...servers(11), ...elsewhere(11)],
    expect: 'permerror',
  },
  {
    rule: '§4.6.4 the addresses of mail servers do not count among the ten → pass',
    zone: [
      ...away('v=spf1 mx a:n0.test a:n1.test a:n2.test a:n3.test a:n4.test +all'),
      ...servers(9),
      ...elsewhere(9),
    ],
    expect: 'pass',
  },
  {
    rule: '§4.6.4 only ten names of a reverse zone are looked at → the rest is ignored',
    zone: [
      ...away('v=spf1 ptr ~all'),
      ...names(10).map((name) => `1.2.0.192.in-addr.arpa PTR ${name}`),
      '1.2.0.192.in-addr.arpa PTR out.away.test',
      'out.away.test A 192.0.2.1',
      ...elsewhere(10),
    ],
    expect: 'softfail',
  },
]
