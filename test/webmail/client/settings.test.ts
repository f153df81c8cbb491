import { expect, test } from 'vitest'
import { writtenHtml } from '#webmail/api/message/written-html.ts'
import { htmlOfText } from '#webmail/client/settings/plain-html.ts'

test.each([
  ['Claire Garnier\nMairie', '<p>Claire Garnier<br />Mairie</p>'],
  ['Bonjour,\r\n\r\n\r\nà bientôt', '<p>Bonjour,</p><p>à bientôt</p>'],
  ['<b>1 & 2</b> "x"', '<p>&lt;b&gt;1 &amp; 2&lt;/b&gt; &quot;x&quot;</p>'],
  ['  ', ''],
])('%j typed → %s', (text, html) => {
  expect(htmlOfText(text)).toBe(html)
})

test('what is typed → the server keeps it as the client wrote it', () => {
  const html = htmlOfText('Un\nDeux\n\n<Trois> & "quatre"')
  expect(writtenHtml(writtenHtml(html))).toBe(writtenHtml(html))
})
