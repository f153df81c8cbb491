import { expect, test } from 'vitest'
import { parseDomain } from '#core/address/email-address.ts'
import { isSpfTerm } from '#core/deliverability/spf-term.ts'
import { judgeRecord, mailRecords, type WantedRecord } from '#dns/sending-records.ts'

const relay = 'include:_spf.relay.test'

function spfOf(text: string, spfTerms: readonly string[]): WantedRecord {
  const domain = parseDomain(text)
  if (!domain.ok) throw new Error(domain.error)
  const records = mailRecords(domain.value, { mailHost: 'mail.cotedor.test', spfTerms })
  const [spf] = records.filter(({ purpose }) => purpose === 'spf')
  if (spf === undefined) throw new Error('no SPF is wanted')
  return spf
}
const spfState = (record: string, spfTerms: readonly string[] = []) =>
  judgeRecord(spfOf('mairie-saulieu.test', spfTerms), [record]).state

test('mail that leaves by a relay → its terms are wanted beside our own', () => {
  expect(spfOf('mairie-saulieu.test', [relay, 'ip4:192.0.2.7']).value).toBe(
    `v=spf1 mx ${relay} ip4:192.0.2.7 -all`,
  )
})

test.each([
  [`v=spf1 mx ${relay} -all`, [relay]],
  [`v=spf1 ${relay.toUpperCase()} +MX ~all`, [relay]],
  [`v=spf1 a include:_spf.newsletter.test mx ${relay} exp=why.test -all`, [relay]],
  ['v=spf1 mx:mairie-saulieu.test ip4:198.51.100.0/24 -all', []],
  ['v=spf1 mx exists:%{i}.allowed.test -all', []],
  ['v=spf1 mx -all ?include:never.read.test', []],
])('%s → what is wanted', (record, terms) => {
  expect(spfState(record, terms)).toBe('shown')
})

test('the mail host, which reports come from and EHLO names → sends itself, by whatever word', () => {
  const wanted = spfOf('mail.cotedor.test', [relay])
  expect(wanted).toMatchObject({ name: 'mail.cotedor.test', value: `v=spf1 a ${relay} -all` })
  for (const own of ['a', 'a:mail.cotedor.test', 'mx', 'mx:mail.cotedor.test'])
    expect(judgeRecord(wanted, [`v=spf1 ${own} ${relay} -all`]).state).toBe('shown')
  expect(judgeRecord(wanted, ['google-site-verification=x']).state).toBe('missing')
  expect(judgeRecord(wanted, [`v=spf1 ${relay} -all`]).state).toBe('different')
})

test('a domain that names the mail host in another word → what is wanted; its own address → different', () => {
  expect(spfState('v=spf1 a:mail.cotedor.test -all')).toBe('shown')
  expect(spfState('v=spf1 a -all')).toBe('different')
})

test.each([
  ['without the relay', 'v=spf1 mx -all', [relay]],
  ['without us', `v=spf1 ${relay} -all`, [relay]],
  ['the relay where nobody reads any more', `v=spf1 mx -all ${relay}`, [relay]],
  ['the relay softly', `v=spf1 mx ~${relay} -all`, [relay]],
  ['something refused before us', 'v=spf1 -ip4:192.0.2.0/24 mx -all', []],
  ['everybody', 'v=spf1 mx +all', []],
  ['everybody, without a sign', 'v=spf1 mx all', []],
  ['nobody knows about the rest', 'v=spf1 mx ?all', []],
  ['nothing about the rest', 'v=spf1 mx', []],
  ['the rest elsewhere', 'v=spf1 mx redirect=_spf.away.test', []],
  ['half the world', 'v=spf1 mx ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all', []],
  ['all of IPv6', 'v=spf1 mx ip6:::/0 -all', []],
  ['every address beside that of a name', 'v=spf1 mx a:away.test/0 -all', []],
  ['and in IPv6', 'v=spf1 mx a//0 -all', []],
  ['a name that is always there', 'v=spf1 mx exists:away.test -all', []],
  ['a word that nobody knows', 'v=spf1 mx includes:away.test -all', []],
  ['more look-ups than a receiver makes', `v=spf1 mx${' a:b.test'.repeat(10)} -all`, []],
])('%s → different', (_, record, terms) => {
  expect(spfState(record, terms)).toBe('different')
})

test.each(['include:_spf.relay.fr', 'a:smtp.relay.fr', 'mx:relay.fr', 'ip4:192.0.2.0/24', 'ip6:2001:db8::1'])(
  '%s → a term for the spec',
  (term) => expect(isSpfTerm(term)).toBe(true),
)

test.each([
  ...[
    'all',
    '+all',
    '-all',
    'include:',
    'include:relay',
    'include:%{d}.relay.fr',
    'include:a.fr b',
    '?a:b.fr',
  ],
  ...[
    'ip4:10',
    'ip4:0.0.0.0/0',
    'ip4:2001:db8::1',
    'ip6:192.0.2.1',
    'ip6:::/0',
    'ip4:192.0.2.1/33',
    'redirect=a.fr',
  ],
  ...['include:a.fr"', 'mx', 'a', 'ptr:a.fr', ''],
])('%j → no term for the spec', (term) => {
  expect(isSpfTerm(term)).toBe(false)
})
