// Names of attached files, hostile ones above all.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileName, safeName } from '#webmail/api/message/file-name.ts'

test.each([
  ['facture.pdf', 'facture.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\x\\facture.pdf', 'facture.pdf'],
  ['..\\..', ''],
  ['dossier/', 'dossier'],
  ['.htaccess', 'htaccess'],
  ['fac\u202Efdp.exe', 'facfdp.exe'],
  ['a\r\nContent-Type: text/html', 'html'],
  ['x\0.pdf', 'x.pdf'],
  ['facture.pdf          .exe', 'facture.pdf .exe'],
  ['facture.pdf\u00A0\u2003\u3000.exe', 'facture.pdf .exe'],
  ['x.js . . ', 'x.js'],
  ['x.js::$DATA', 'x.js__$DATA'],
  ['con.txt', '_con.txt'],
  ['<img src=x onerror=canary()>.png', '_img src=x onerror=canary()_.png'],
  ['a"; filename="b.exe', 'a_; filename=_b.exe'],
  ['\uD800x.pdf', 'x.pdf'],
])('the name %j → %j', (written, expected) => {
  expect(safeName(written)).toBe(expected)
})

test('a very long name → short, with its ending', () => {
  const name = safeName(`${'é'.repeat(10_000)}.pdf`)
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180)
  expect(name).toMatch(/^é{80,}….pdf$/)
  expect(safeName(`x.${'y'.repeat(500)}`)).toMatch(/y…$/)
})

const unfit = /[/\\<>:"|?*\p{C}\p{Zl}\p{Zp}]|^[. ]|[. ]$/u

test('any name → one component, within its length, and the same when read again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (written) => {
      const name = safeName(written)
      expect(name).not.toMatch(unfit)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(181)
    }),
  )
})

test.each([
  [{ type: 'application/pdf', dispositionParameters: { filename: '=?utf-8?B?w6kucGRm?=' } }, 'é.pdf'],
  [
    { type: 'application/pdf', parameters: { name: 'b.pdf' }, dispositionParameters: { filename: 'a.pdf' } },
    'a.pdf',
  ],
  [{ type: 'application/pdf', parameters: { name: 'b.pdf' } }, 'b.pdf'],
  [{ type: 'application/pdf', parameters: { name: '/' } }, 'document.pdf'],
  [{ type: 'image/png' }, 'image.png'],
  [{ type: 'image/<x>' }, 'document.bin'],
  [{ type: 'constructor' }, 'document.bin'],
  [{ type: 'message/rfc822' }, 'message.eml'],
  [{ type: 'message/rfc822', envelope: { subject: '../\u202Ex' } }, '-x.eml'],
  [{ type: 'text/calendar' }, 'invitation.ics'],
])('the part %j → %s', (part, expected) => {
  expect(fileName(part)).toBe(expected)
})
