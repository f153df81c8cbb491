// RFC 7208 §7: macros. Each row lets `exists` ask for the name that the expansion must give.

import type { SpfRow } from './spf-row.ts'

const asking = (spec: string, name: string): string[] => [
  `away.test TXT v=spf1 exists:${spec} -all`,
  `${name} A 127.0.0.2`,
]
const six = '2001:db8::1'
const sixDotted = '2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1'

export const spfMacroRows: readonly SpfRow[] = [
  {
    rule: '§7.2 %{s} is the whole sender → asked',
    zone: asking('%{s}.x.test', 'user@away.test.x.test'),
    expect: 'pass',
  },
  { rule: '§7.2 %{l} is its local part → asked', zone: asking('%{l}.x.test', 'user.x.test'), expect: 'pass' },
  {
    rule: '§7.2 %{o} is its domain → asked',
    zone: asking('%{o}.x.test', 'away.test.x.test'),
    expect: 'pass',
  },
  {
    rule: '§7.2 %{d} is the domain of the record → asked',
    zone: asking('%{d}.x.test', 'away.test.x.test'),
    expect: 'pass',
  },
  {
    rule: '§7.2 %{d} in an included record is the included domain → asked',
    zone: [
      'away.test TXT v=spf1 include:b.test -all',
      'b.test TXT v=spf1 exists:%{d}.x.test -all',
      'b.test.x.test A 127.0.0.2',
    ],
    expect: 'pass',
  },
  {
    rule: '§7.2 %{o} in an included record stays the sender’s → asked',
    zone: [
      'away.test TXT v=spf1 include:b.test -all',
      'b.test TXT v=spf1 exists:%{o}.x.test -all',
      'away.test.x.test A 127.0.0.2',
    ],
    expect: 'pass',
  },
  { rule: '§7.2 %{i} of IPv4 → dotted', zone: asking('%{i}.x.test', '192.0.2.1.x.test'), expect: 'pass' },
  {
    rule: '§7.3 %{i} of IPv6 → nibbles',
    zone: asking('%{i}.x.test', `${sixDotted}.x.test`),
    client: six,
    expect: 'pass',
  },
  { rule: '§7.2 %{v} of IPv4 → in-addr', zone: asking('%{v}.x.test', 'in-addr.x.test'), expect: 'pass' },
  { rule: '§7.2 %{v} of IPv6 → ip6', zone: asking('%{v}.x.test', 'ip6.x.test'), client: six, expect: 'pass' },
  {
    rule: '§7.2 %{h} is the HELO name → asked',
    zone: asking('%{h}.x.test', 'mx.away.test.x.test'),
    expect: 'pass',
  },
  {
    rule: '§7.2 %{p} is the validated name → asked',
    zone: [
      ...asking('%{p}.x.test', 'out.away.test.x.test'),
      '1.2.0.192.in-addr.arpa PTR out.away.test',
      'out.away.test A 192.0.2.1',
    ],
    expect: 'pass',
  },
  {
    rule: '§7.3 %{p} without a validated name → unknown',
    zone: asking('%{p}.x.test', 'unknown.x.test'),
    expect: 'pass',
  },
  { rule: '§7.1 %{ir} → reversed', zone: asking('%{ir}.x.test', '1.2.0.192.x.test'), expect: 'pass' },
  { rule: '§7.1 %{d1} → the rightmost label', zone: asking('%{d1}.x.test', 'test.x.test'), expect: 'pass' },
  {
    rule: '§7.1 %{d1r} → reversed first, then cut',
    zone: asking('%{d1r}.x.test', 'away.x.test'),
    expect: 'pass',
  },
  {
    rule: '§7.1 more labels than there are → all',
    zone: asking('%{d9}.x.test', 'away.test.x.test'),
    expect: 'pass',
  },
  { rule: '§7.3 zero labels → permerror', zone: asking('%{d0}.x.test', 'x.test'), expect: 'permerror' },
  {
    rule: '§7.1 another delimiter → split there, joined by dots',
    zone: asking('%{l-}.x.test', 'a.b.x.test'),
    reversePath: 'a-b@away.test',
    expect: 'pass',
  },
  {
    rule: '§7.1 several delimiters → each splits',
    zone: asking('%{lr+-}.x.test', 'c.b.a.x.test'),
    reversePath: 'a-b+c@away.test',
    expect: 'pass',
  },
  {
    rule: '§7.3 an upper-case letter → percent-encoded',
    zone: asking('%{S}.x.test', 'user%40away.test.x.test'),
    expect: 'pass',
  },
  { rule: '§7.1 %% → a percent sign', zone: asking('a%%b.x.test', 'a%b.x.test'), expect: 'pass' },
  { rule: '§7.1 %- → %20', zone: asking('a%-b.x.test', 'a%20b.x.test'), expect: 'pass' },
  {
    rule: '§7.1 %_ → a space',
    zone: ['away.test TXT v=spf1 exists:a%_b.x.test -all', '"a b.x.test" A 127.0.0.2'],
    expect: 'pass',
  },
  {
    rule: '§7.1 a percent sign alone → permerror',
    zone: asking('a%b.x.test', 'a%b.x.test'),
    expect: 'permerror',
  },
  { rule: '§7.1 an unknown letter → permerror', zone: asking('%{x}.x.test', 'x.test'), expect: 'permerror' },
  {
    rule: '§7.2 %{c} belongs to explanations only → permerror',
    zone: asking('%{c}.x.test', 'x.test'),
    expect: 'permerror',
  },
  {
    rule: '§7.1 a macro without its end → permerror',
    zone: asking('%{d.x.test', 'x.test'),
    expect: 'permerror',
  },
  {
    rule: '§7.2 macros in redirect → expanded',
    zone: ['away.test TXT v=spf1 redirect=_spf.%{d}', '_spf.away.test TXT v=spf1 +all'],
    expect: 'pass',
  },
  {
    rule: '§7.2 macros in include → expanded',
    zone: ['away.test TXT v=spf1 include:%{v}._spf.%{d2} -all', 'in-addr._spf.away.test TXT v=spf1 +all'],
    expect: 'pass',
  },
  {
    rule: '§7.3 a name over 253 octets loses labels on the left → asked',
    zone: [
      `away.test TXT v=spf1 exists:%{l}.${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(56)}.x.test -all`,
      `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(56)}.x.test A 127.0.0.2`,
    ],
    reversePath: 'a-local-part-of-some-length@away.test',
    expect: 'pass',
  },
]
