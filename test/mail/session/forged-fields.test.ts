import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutForgedFields } from '#mail/session/forged-fields.ts'

const clean = (head: string): string =>
  withoutForgedFields(Buffer.from(head, 'latin1'), 'mx.ours.test').toString('latin1')

test.each([
  'Authentication-Results: mx.ours.test; spf=pass',
  'authentication-results:mx.ours.test;dkim=pass',
  'AUTHENTICATION-RESULTS : MX.Ours.Test; dmarc=pass',
  'Authentication-Results: mx.ours.test 1; spf=pass',
  'Authentication-Results: mx.ours.test/1; spf=pass',
  'Authentication-Results:\r\n mx.ours.test;\r\n\tspf=pass',
  'Authentication-Results: (comment) mx.ours.test; spf=pass',
  'Authentication-Results: (a (nested; \\) one)) mx.ours.test (x) 1; spf=pass',
  'Authentication-Results: "mx.ours.test"; spf=pass',
  'Authentication-Results: "mx.ours\\.test"; spf=pass',
  'Authentication-Results: mx.ours.test.; spf=pass',
  'Authentication-Results: mx.ours.test',
  'Authentication-Results: mx.ours.test<x>; spf=pass',
  'Authentication-Results: mx.ours.test=1; spf=pass',
  'Authentication-Results: mx.ours.test()x; spf=pass',
  'Authentication-Results: mx.ours.test(a (b))x; spf=pass',
  'Authentication-Results: mx.(x)ours.test; spf=pass',
  'Authentication-Results: ((a) mx.ours.test; spf=pass',
  'Authentication-Results: (a\\) mx.ours.test; spf=pass',
  'Authentication-Results: (x)"mx.ours.test"(y)x; spf=pass',
  'Authentication-Results: mx.ours.test\u00e9; spf=pass',
  'Authentication-Results: mx.ours.test\x01; spf=pass',
  'X-Vaguemestre-Junk: no',
  'x-vaguemestre-anything :\r\n folded',
])('%j → removed, the rest untouched', (field) => {
  const before = 'From: a@b.test\r\nSubject:\tx\r\n  folded \r\n'
  const after = 'To: c@d.test\r\n\r\n'
  expect(clean(`${before}${field}\r\n${after}`)).toBe(before + after)
  expect(clean(`${field}\r\n${field}\r\n${after}`)).toBe(after)
})

test.each([
  'Authentication-Results: other.test; spf=pass',
  'Authentication-Results: evil-mx.ours.test; spf=pass',
  'Authentication-Results: mx.ours.test.evil.test; spf=pass',
  'Authentication-Results: other.test (mx.ours.test); spf=pass',
  'ARC-Authentication-Results: i=1; mx.ours.test; spf=pass',
  'X-Authentication-Results: mx.ours.test; spf=pass',
  'X-Vaguemestre: x',
])('%j → kept', (field) => {
  expect(clean(`${field}\r\n\r\n`)).toBe(`${field}\r\n\r\n`)
})

test('any header section without such fields → the same octets', () => {
  const field = fc
    .tuple(fc.constantFrom('Subject', 'Authentication-Results', 'no colon', ''), fc.string())
    .map(([name, value]) => `${name}: other.test ${value.replace(/[\r\n]/g, '\r\n ')}\r\n`)
  fc.assert(
    fc.property(fc.array(field), (fields) => {
      const head = Buffer.from(`${fields.join('')}\r\n`)
      expect(withoutForgedFields(head, 'mx.ours.test').equals(head)).toBe(true)
    }),
  )
})
