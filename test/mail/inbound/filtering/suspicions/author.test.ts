import { expect, test } from 'vitest'
import { domainOfAddress } from '#mail/inbound/filtering/suspicions/author.ts'

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
