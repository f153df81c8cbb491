import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodedField, decodedFromName } from '#core/message/decoded-field.ts'

const nameIn = (from: string) => decodedFromName(Buffer.from(`From: ${from}\r\n\r\n`))

test.each([
  ['=?utf-8?q?Ren=C3=A9?= <rene@away.test>', 'René'],
  ['"Dupont, Jean" <jean@away.test>', 'Dupont, Jean'],
  ['"a \\"b\\" c" <jean@away.test>', 'a "b" c'],
  ['=?utf-8?b?4oCuZXhl?= <jean@away.test>', 'exe'],
  ['=?utf-8?b?w4k=?= =?utf-8?b?dGllbm5l?= <e@away.test>', 'Étienne'],
  ['=?utf-8?b?w4k=?= =?utf-8?b?w4==?= =?utf-8?b?iQ==?= <e@away.test>', 'ÉÉ'],
  ['=?utf-8*fr?q?Ren=C3=A9?= <rene@away.test>', 'René'],
  ['=?x-unknown?q?Ren=C3=A9?= <rene@away.test>', 'René'],
  ['=?utf-8?q?=3Cmairie=40saulieu=3E?= <jean@away.test>', '<mairie@saulieu>'],
  ['jean@away.test', ''],
  ['<jean@away.test>', ''],
  ['', ''],
])('From: %s → %j', (from, name) => {
  expect(nameIn(from)).toBe(name)
})

test('any octets → one line of printable characters', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
      const head = Buffer.concat([Buffer.from('Subject: '), octets, Buffer.from('\r\nFrom: '), octets])
      expect(decodedField(head, 'subject')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
      expect(decodedFromName(head)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
    }),
  )
})
