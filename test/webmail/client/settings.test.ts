import { expect, test } from 'vitest'
import { writtenHtml } from '#webmail/api/message/written-html.ts'
import { htmlOfText, isFormatted } from '#webmail/client/settings/plain-html.ts'

test.each([
  ['Claire Garnier\nMairie', '<p>Claire Garnier<br />Mairie</p>'],
  ['Bonjour,\r\n\r\n\r\nà bientôt', '<p>Bonjour,</p><p>à bientôt</p>'],
  ['<b>1 & 2</b> "x"', '<p>&lt;b&gt;1 &amp; 2&lt;/b&gt; &quot;x&quot;</p>'],
  ['  ', ''],
])('%j typed → %s, which is not formatted', (text, html) => {
  expect(htmlOfText(text)).toBe(html)
  expect(isFormatted(html)).toBe(false)
})

test('what is typed → the server keeps it as the client wrote it', () => {
  const html = htmlOfText('Un\nDeux\n\n<Trois> & "quatre"')
  expect(isFormatted(writtenHtml(html))).toBe(false)
  expect(writtenHtml(writtenHtml(html))).toBe(writtenHtml(html))
})

test.each([
  '<p><b>x</b></p>',
  '<ul><li>x</li></ul>',
  '<p style="color:red">x</p>',
  '<a href="https://a.test">x</a>',
])('%s → formatted: typed anew it would lose something', (html) => {
  expect(isFormatted(html)).toBe(true)
})
