// Octets of text in the character set they are in, or most likely in.

import { expect, test } from 'vitest'
import { decodedText } from '#webmail/api/message/decoded-text.ts'

const latin1 = Buffer.from('Délibération', 'latin1')
const utf8 = Buffer.from('Délibération')

test.each([
  ['what it declares', latin1, 'iso-8859-1', 'plain', 'Délibération'],
  ['in another spelling', latin1, 'ISO_8859-15', 'plain', 'Délibération'],
  ['UTF-8 that declares ASCII', utf8, 'us-ascii', 'plain', 'Délibération'],
  ['UTF-8 that declares Latin 1', utf8, 'iso-8859-1', 'plain', 'Délibération'],
  ['Latin 1 that declares nothing', latin1, '', 'plain', 'Délibération'],
  ['a set that nobody knows', utf8, 'x-unknown"', 'plain', 'Délibération'],
  ['UTF-7 as it stands', Buffer.from('+ADw-script+AD4-'), 'utf-7', 'html', '+ADw-script+AD4-'],
  ['ISO-2022-JP', Buffer.from('\u001b$B8`\u001b(B'), 'iso-2022-jp', 'plain', '伍'],
  [
    'what HTML declares of itself',
    Buffer.concat([Buffer.from('<meta charset="iso-8859-2">'), Buffer.from([0xb1])]),
    '',
    'html',
    '<meta charset="iso-8859-2">ą',
  ],
] as const)('%s → read', (_, octets, charset, kind, expected) => {
  expect(decodedText(octets, charset, kind)).toBe(expected)
})
