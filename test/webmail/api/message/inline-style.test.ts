// Styles of elements, rebuilt from what is harmless.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlineStyle } from '#webmail/api/message/inline-style.ts'

test.each([
  ['color: #333 ; font-weight:bold', 'color:#333;font-weight:bold'],
  ['COLOR:Red !important', 'color:Red'],
  ["font-family:'Segoe UI', Arial;font-size:11.0pt", "font-family:'Segoe UI', Arial;font-size:11.0pt"],
  ['font:italic bold 12px/1.5 Georgia, serif', 'font:italic bold 12px/1.5 Georgia, serif'],
  ['margin:0 auto 12pt;padding:3px', 'margin:0 auto 12pt;padding:3px'],
  ['border:none;border-top:solid #E1E1E1 1.0pt', 'border:none;border-top:solid #E1E1E1 1.0pt'],
  ['width:100%;max-width:600px', 'width:100%;max-width:600px'],
  ['background:#fff url(x.png) no-repeat top', 'background-color:#fff'],
  ['background:rgb(1, 2, 3)', 'background-color:rgb(1, 2, 3)'],
  ["font-family:a;content:';color:red'", 'font-family:a'],
])('%s → kept as %s', (written, expected) => {
  expect(inlineStyle(written).style).toBe(expected)
})

test.each([
  'position:fixed',
  'position:absolute;top:0;left:0;z-index:9',
  'position:sticky',
  'margin-top:-50px',
  'margin:0 -10px',
  'text-indent:-9999px',
  'transform:translate(10px)',
  'width:expression(canary())',
  'width:calc(100% + 1px)',
  'width:99999px',
  'width:9e9px',
  'font-size:999px',
  'font:999px a',
  'color:url(https://canary.invalid/)',
  'color:var(--x)',
  'color:\\72 ed',
  'c\\6flor:red',
  'background:red \\75rl(x)',
  'background:red /**/',
  'color:red/**/',
  'color:r/**/ed',
  'behavior:url(#x)',
  '-moz-binding:url(x)',
  'list-style:url(https://canary.invalid/)',
  'list-style-image:url(https://canary.invalid/)',
  'cursor:url(https://canary.invalid/),auto',
  'content:url(https://canary.invalid/)',
  'filter:url(x)',
  'mask-image:url(x)',
  'background:image-set("https://canary.invalid/" 1x)',
  'border-image:url(x) 1',
  'font-family:"a',
  'font-family:a"};b{color:red}"',
  'unicode-bidi:bidi-override',
  '--x:url(https://canary.invalid/)',
  'animation:x 1s',
  'display:grid',
  'display:flex',
  '__proto__:red',
  'constructor:red',
  'color',
  ':red',
])('%s → nothing', (written) => {
  expect(inlineStyle(written).style).toBe('')
})

test.each([
  ['background:url(https://a.test/x.png?a=1&b=2)', 'https://a.test/x.png?a=1&b=2'],
  ['background-image: URL( "https://a.test/x" )', 'https://a.test/x'],
  ["background:#fff url('//a.test/x') repeat-x", '//a.test/x'],
  ['background:red', null],
])('%s → refers to %s', (written, expected) => {
  expect(inlineStyle(written).background).toBe(expected)
})

test('any style → no function but those of colours, no sign that ends or escapes anything', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        'url(',
        'expression(',
        ')',
        '"',
        "'",
        ';',
        ':',
        '\\',
        '/*',
        '*/',
        '{',
        '}',
        '<',
        ' ',
        ',',
        '-',
        '!important',
      ],
      ...[
        'color',
        'background',
        'margin',
        'width',
        'font',
        'position',
        'fixed',
        '10px',
        '-3px',
        'red',
        'rgb(1,2,3)',
      ],
    ),
    fc.string({ maxLength: 3 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const { style } = inlineStyle(pieces.join(''))
      expect(style.replace(/(?:rgb|hsl)a?\([\d\s.,%/]*\)/gi, '')).not.toMatch(
        /[()\\<>{}@]|\/\*|position|:\s*-\d/i,
      )
    }),
    { numRuns: 2_000 },
  )
})
