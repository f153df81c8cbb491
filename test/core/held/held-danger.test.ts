import { expect, test } from 'vitest'
import { isDangerous } from '#core/held/held-danger.ts'

test.each([
  ['virus', [], true],
  ['suspicion', [], true],
  ['attachment', ['macro'], true],
  ['attachment', ['macro', 'bank-details-change'], true],
  ['attachment', ['encrypted-archive', 'bank-details-change'], true],
  ['attachment', ['encrypted-archive', 'first-contact'], false],
  ['unscannable', ['look-alike-domain'], true],
  ['sender-denied', ['script'], true],
  ['sender-denied', ['invoice-outside-chorus', 'foreign-account'], false],
  ['mark-of-later', ['mark-of-later'], false],
])('held for %s with %j → dangerous: %s', (reason, findings, dangerous) => {
  expect(isDangerous(reason, findings)).toBe(dangerous)
})
