import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { digestOfCode, firstAdministratorCode, makeActivationCode } from '#identity/activation-code.ts'

test('a code → four groups of five letters that are not mistaken for each other, never the same twice', () => {
  const codes = Array.from({ length: 500 }, makeActivationCode)
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/)
  expect(new Set(codes).size).toBe(500)
  // 32 letters, all of them in use: 20 of them carry 100 bits.
  expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32)
})

test.each([
  '7K2QM-0V9XA-HJ3TN-C4WR1',
  '7k2qm0v9xahj3tnc4wr1',
  ' 7K2QM OV9XA HJ3TN C4WRI ',
  '7k2qm-ov9xa-hj3tn-c4wrl',
])('%s → the same code', (typed) => {
  expect(digestOfCode(typed)).toBe(digestOfCode('7K2QM0V9XAHJ3TNC4WR1'))
})

test('the secret of the first administrator → one code, the same after each restart', () => {
  const [one, again, other] = ['a', 'a', 'b'].map((text) => firstAdministratorCode(new Secret(text)))
  expect(one).toBe(again)
  expect(one).not.toBe(other)
  expect(one).toMatch(/^(\w{5}-){3}\w{5}$/)
})
