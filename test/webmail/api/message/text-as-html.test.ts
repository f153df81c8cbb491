// Plain text as HTML, and HTML as plain text.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textAsHtml } from '#webmail/api/message/text-as-html.ts'
import { textLines } from '#webmail/api/message/text-lines.ts'
import { excerptOf, textOfHtml } from '#webmail/api/message/text-of-html.ts'
import { harmIn } from './harm-in.ts'

const fixed = { flowed: false, delSp: false }
const flowed = { flowed: true, delSp: false }
const summary = (text: string, format = fixed): string =>
  textLines(text, format)
    .map(({ depth, text: line }) => `${depth}:${line}`)
    .join('|')

test.each([
  ['lines', 'a\r\nb\n\nc', fixed, '0:a|0:b|0:|0:c'],
  ['quotes of all spellings', '> a\n>> b\n> > c\n>d', fixed, '1:a|2:b|2:c|1:d'],
  ['flowed', 'a \nb\nc', flowed, '0:a b|0:c'],
  ['flowed with delsp', 'a \nb', { flowed: true, delSp: true }, '0:ab'],
  ['flowed quotes', '> a \n> b\n>> c \n> d', flowed, '1:a b|2:c |1:d'],
  ['a stuffed line', '  a\n >b', flowed, '0: a|0:>b'],
  ['a signature after a line that goes on', 'a \n-- \nb', flowed, '0:a |0:-- |0:b'],
  ['trailing blanks of text that does not flow', 'a \nb', fixed, '0:a |0:b'],
] as const)('%s → lines and their depth', (_, text, format, expected) => {
  expect(summary(text, format)).toBe(expected)
})

const shown = (text: string) =>
  textAsHtml(text, fixed).html.replaceAll(
    '<div style="white-space:pre-wrap;overflow-wrap:anywhere">',
    '<div>',
  )
const link = (href: string, domain: string, text = href) =>
  `<a href="${href}" target="_blank" rel="noopener noreferrer nofollow" data-domain="${domain}">${text}</a>`

test.each([
  ['<b>&"', '<div>&#60;b&#62;&#38;&#34;\n</div>'],
  ['a  b\n\tc', '<div>a  b\n\tc\n</div>'],
  [
    'a\n> b\n>> c\nd',
    '<div>a\n</div><blockquote type="cite"><div>b\n</div><blockquote type="cite"><div>c\n</div></blockquote></blockquote><div>d\n</div>',
  ],
  ['Voir (https://x.fr/a_(b)).', `<div>Voir (${link('https://x.fr/a_(b)', 'x.fr')}).\n</div>`],
  [
    'www.saulieu.fr, oui',
    `<div>${link('https://www.saulieu.fr/', 'saulieu.fr', 'www.saulieu.fr')}, oui\n</div>`,
  ],
  ['<mairie@x.fr>', `<div>&#60;${link('mailto:mairie@x.fr', 'x.fr', 'mairie@x.fr')}&#62;\n</div>`],
  [
    'javascript:canary() ftp://x.fr data:text/html,x',
    '<div>javascript:canary() ftp://x.fr data:text/html,x\n</div>',
  ],
  ['\u202Emoc\u0000\u0007', '<div>moc\n</div>'],
])('%j → %s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test('a URL that begins like another domain → marked', () => {
  expect(textAsHtml('https://impots.gouv.fr@evil.com/', fixed).links).toMatchObject([
    { href: 'https://evil.com/', shown: 'evil.com', named: 'impots.gouv.fr' },
  ])
})

test('any text → harmless', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<script>',
      'https://canary.invalid/"onx=',
      '>',
      '\n',
      ' ',
      'www.',
      'mailto:',
      '@a.fr',
      '(',
      ')',
      "'",
    ),
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), fc.boolean(), (pieces, isFlowed) => {
      const { html } = textAsHtml(pieces.join(''), { flowed: isFlowed, delSp: false })
      expect(harmIn(html.replaceAll(/ data-(?:domain|named)="[^"]*"/g, ''))).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test.each([
  '>'.repeat(1_000_000),
  `https://x.fr/${'.'.repeat(1_000_000)}`,
  `${'a@'.repeat(500_000)}`,
  'www.'.repeat(250_000),
])('a megabyte of %.9s… → shown', (text) => {
  expect(textAsHtml(text, flowed).html.length).toBeLessThan(text.length * 6)
})

test('a text that is too long → cut, and said', () => {
  expect(textAsHtml('x\n'.repeat(600_000), fixed).cut).toBe(true)
})

test.each([
  ['<p>Bonjour,</p><p>Merci<br>à vous</p>', 'Bonjour,\n\nMerci\nà vous'],
  ['<ul><li>un<li>deux</ul>', '- un\n- deux'],
  ['<table><tr><td>a<td>b<tr><td>c</table>', 'a b\nc'],
  ['<div>a</div><blockquote>b<blockquote>c</blockquote></blockquote>d', 'a\n\n> b\n>\n> > c\n\nd'],
  [
    '<style>p{}</style><script>x</script><title>t</title>a  \n b&nbsp;&amp; <img alt="plan">',
    'a b\u00A0& plan',
  ],
  ['<pre>a\n  b</pre>', 'a\n  b'],
  ['a<br><br><br>b', 'a\n\nb'],
  ['', ''],
])('%s → the text %j', (html, text) => {
  expect(textOfHtml(html)).toBe(text)
})

test.each([
  ['Bonjour,\n\n  le   devis\n> cité\nsuit\n-- \nClaire', 'Bonjour, le devis suit'],
  [`Offre${'\u034F\u200C\u00AD '.repeat(200)}fin`, 'Offre fin'],
  ['x'.repeat(500), `${'x'.repeat(200)}…`],
])('%.20j → an excerpt of one line', (text, expected) => {
  expect(excerptOf(text)).toBe(expected)
})
