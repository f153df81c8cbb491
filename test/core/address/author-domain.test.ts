import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readsAs } from '#core/address/author-domain.ts'
import { cpuMilliseconds } from '#test/support/stack/cpu-time.ts'

test.each([
  'a@away.test',
  'Ä <a@Away.TEST>',
  'a@away.test <a@away.test>',
  '"ceo@bank.test" <a@away.test>',
  'a@away.test (ceo@bank.test (nested) \\) still)',
  '"ceo@bank.test \\" <x@bank.test>" <a@away.test>',
  '"a b"@away.test',
  'a @ away . test',
  'a@away.test.',
  'group: a@away.test, b@away.test;',
  'a@away。test',
])('%j → the author of away.test', (author) => {
  expect(readsAs(author, 'away.test')).toBe(true)
})

test.each([
  '',
  'nobody',
  'ceo@bank.test <a@away.test>',
  'ceo@bank.test> <a@away.test>',
  'ceo@bank.test <a@away.test',
  'ceo@bank.test"x" <a@away.test>',
  'a@away.test, ceo@bank.test',
  '<a@away.test> <ceo@bank.test>',
  '"ceo@bank.test <a@away.test>',
  'a@away.test (ceo@bank.test',
  'a@away.test\x01',
  '\\" x " <ceo@bank.test> " a@away.test',
  'a@[away.test]',
  'a@',
  '<@bank.test:a@away.test>',
])('%j → perhaps somebody else', (author) => {
  expect(readsAs(author, 'away.test')).toBe(false)
})

test('full-width letters → not the domain that DMARC was asked about', () => {
  expect(readsAs('ceo@ｂank.test', 'xn--ank-tj73b.test')).toBe(false)
})

test('a domain beyond ASCII → its A-label', () => {
  expect(readsAs('a@bücher.test', 'xn--bcher-kva.test')).toBe(true)
})

test('anything → an answer soon', async () => {
  fc.assert(fc.property(fc.string(), (author) => typeof readsAs(author, 'away.test') === 'boolean'))
  for (const sign of ['(', '"', '\\', '@', ' ', ' .', 'a@b,', '<']) {
    expect(await cpuMilliseconds(() => readsAs(sign.repeat(300_000), 'away.test'))).toBeLessThan(2_000)
  }
})
