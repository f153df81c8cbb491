import { expect, test } from 'vitest'
import { contentLanguage } from '#webmail/api/message/content-language.ts'

test.each([
  ['Content-Language: de\r\n', 'de'],
  ['Importance: high\r\ncontent-language: EN-gb\r\n', 'en-GB'],
  ['Content-Language: pt,\r\n pt\r\n', 'pt'],
  ['Content-Language: fr, en\r\n', null],
  ['Content-Language: "><script>\r\n', null],
  [`Content-Language: ${'a-'.repeat(500)}\r\n`, null],
  ['Content-Language:\r\n', null],
  ['', null],
])('%j → %s', (fields, language) => {
  expect(contentLanguage(Buffer.from(fields))).toBe(language)
})
