import { expect, test } from 'vitest'
import { comparableAddress, comparableDomain } from '#core/address/comparable-address.ts'

test.each([
  ['bad.test', 'bad.test'],
  ['BAD.test.', 'bad.test'],
  ['mairie-évry.fr', 'xn--mairie-vry-h7a.fr'],
  ['MAIRIE-ÉVRY.FR.', 'xn--mairie-vry-h7a.fr'],
  ['bad。test', 'bad.test'],
  ['_dmarc.bad.test', '_dmarc.bad.test'],
  ['[192.0.2.1]', '[192.0.2.1]'],
  ['', ''],
])('the domain %j → %j', (text, expected) => {
  expect(comparableDomain(text)).toBe(expected)
})

test.each([
  'bank.test/.evil.test',
  'bank.test?.evil.test',
  'bank.test#.evil.test',
  'bank%2etest',
  'bank.test／.evil.test',
])('%j, of which a parser of URLs reads bank.test → not bank.test', (text) => {
  expect(comparableDomain(text)).toBe(text)
})

test.each([
  ['X@Mairie-Évry.fr', 'x@xn--mairie-vry-h7a.fr'],
  ['x@bad.test.', 'x@bad.test'],
  ['"a@b"@bad.test', '"a@b"@bad.test'],
  ['Re\u0301my@bad.test', 'rémy@bad.test'],
  ['@x.test', '@x.test'],
  ['nobody', 'nobody'],
  ['', ''],
])('the address %j → %j', (text, expected) => {
  expect(comparableAddress(text)).toBe(expected)
})
