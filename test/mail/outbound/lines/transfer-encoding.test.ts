import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitLines } from '#mail/outbound/lines/fit-lines.ts'
import { base64Rewrapped, encoded, quotedRewrapped } from '#mail/outbound/lines/transfer-encoding.ts'

/** As a reader does it (RFC 2045 §6.7). */
const unquoted = (quoted: string): string =>
  quoted
    .replace(/[ \t]+(?=\r\n|$)/g, '')
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
/** A program may read line by line: the three characters of an octet stay together (RFC 2045 §6.7). */
const cutOctet = /=[0-9A-F]?=\r\n/
const longest = (text: string) => Math.max(...text.split('\r\n').map((line) => line.length))

const line = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'b', ' ', '\t', '=', '.', 'é', '\xff', '\x01'),
    maxLength: 300,
    size: 'max',
  }),
  fc.string({ unit: fc.constantFrom('x', 'y', 'z', ' '), maxLength: 2_000, size: 'max' }),
)
const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\r\n'))

test('any text → lines of 76 octets, all of them ASCII, that say the same', () => {
  fc.assert(
    fc.property(text, fc.boolean(), (raw, isText) => {
      const { name, octets } = encoded(Buffer.from(raw, 'latin1'), isText)
      const written = octets.toString('latin1')
      expect(longest(written)).toBeLessThanOrEqual(76)
      expect(written).toMatch(/^[\t\r\n\x20-\x7e]*$/)
      if (name === 'quoted-printable') expect(written).not.toMatch(cutOctet)
      const says = name === 'base64' ? Buffer.from(written, 'base64').toString('latin1') : unquoted(written)
      expect(says).toBe(raw)
    }),
  )
})

test('quoted-printable of any lines → lines of 76 octets that say the same', () => {
  const given = fc.string({
    unit: fc.constantFrom('a', ' x', '=C3', '=3D', '=A9b'),
    maxLength: 1_000,
    size: 'max',
  })
  fc.assert(
    fc.property(given, (quoted) => {
      const written = quotedRewrapped(Buffer.from(quoted)).toString()
      expect(longest(written)).toBeLessThanOrEqual(76)
      expect(written).not.toMatch(cutOctet)
      expect(unquoted(written)).toBe(unquoted(quoted))
    }),
  )
})

test('base64 of any lines → lines of 76 octets of the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), (octets) => {
      const given = Buffer.from(octets).toString('base64')
      const written = base64Rewrapped(Buffer.from(given.replace(/.{200}/g, '$&\r\n'))).toString()
      expect(longest(written)).toBeLessThanOrEqual(76)
      expect(written.replaceAll('\r\n', '')).toBe(given)
    }),
  )
})

test('any octets in lines → null, or no line of more than 998', () => {
  const piece = fc.constantFrom(
    ...[
      'Content-Type: multipart/mixed; boundary=b\r\n',
      'Content-Type: message/rfc822\r\n',
      '--b\r\n',
      '--b--',
    ],
    ...[
      '\r\n',
      '\r\n\r\n',
      'Content-Transfer-Encoding: base64\r\n',
      'y'.repeat(999),
      ' ',
      'To: a, b\r\n',
      ':',
      '--',
    ],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const fitted = fitLines(Buffer.from(pieces.join('')))
      if (fitted !== null) expect(longest(fitted.toString('latin1'))).toBeLessThanOrEqual(998)
    }),
  )
})
