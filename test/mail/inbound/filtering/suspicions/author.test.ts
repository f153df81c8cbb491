import { expect, test } from 'vitest'
import { authorOf, domainOfAddress } from '#mail/inbound/filtering/suspicions/author.ts'
import type { Verdict } from '#mail/inbound/stages.ts'
import { filteredMessage } from '#test/support/gateway/filtered-message.ts'

test.each([
  ['claire@Mairie-Saulieu.FR.', 'mairie-saulieu.fr'],
  ['x@mairie-évry.fr>', 'xn--mairie-vry-h7a.fr'],
  ['"a@b"@away.test', 'away.test'],
  ['x@bank.test/.evil.test', ''],
  ['x@bank.test#evil.test', ''],
  [`x@${'a'.repeat(300)}.test`, ''],
  ['nobody', ''],
])('%s → domain "%s"', (address, domain) => {
  expect(domainOfAddress(address)).toBe(domain)
})

const judged = (verdict: Partial<Verdict>) => {
  const mail = filteredMessage({ author: 'claire@mail.saulieu.fr', verdict })
  const authorities = { hostedDomains: new Set(['saulieu.fr']), trustedDomains: [] }
  const { proven, authenticated, ours } = authorOf(mail, { from: { name: '', address: '' } }, authorities)
  return { proven, authenticated, ours }
}

test.each<[string, Partial<Verdict>, string]>([
  ['DMARC passed', { dmarc: 'pass' }, 'proven authenticated ours'],
  ['a trusted sealer vouches', { dmarc: 'fail', vouchedBy: 'lists.test' }, 'proven authenticated ours'],
  ['DMARC passed by a part of the body alone', { dmarc: 'pass', author: 'doubtful' }, ''],
  [
    'a sealer vouches for an author whom nobody reads',
    { dmarc: 'fail', vouchedBy: 'lists.test', author: 'doubtful' },
    '',
  ],
  [
    'no policy, SPF of their domain',
    { dmarc: 'none', authenticatedDomains: ['saulieu.fr'] },
    'authenticated',
  ],
  ['no policy, SPF of another', { dmarc: 'none', authenticatedDomains: ['saulieu.test'] }, ''],
  ['DMARC failed, SPF of their domain', { dmarc: 'fail', authenticatedDomains: ['saulieu.fr'] }, ''],
])('%s → %3$s', (_, verdict, expected) => {
  const found = Object.entries(judged(verdict)).flatMap(([name, is]) => (is ? [name] : []))
  expect(found.join(' ')).toBe(expected)
})
