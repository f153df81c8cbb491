// Style sheets of strangers, rebuilt.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { styleRules } from '#webmail/api/message/style-rules.ts'
import { harmInRules } from './harm-in.ts'

const rules = (css: string): string => styleRules(`<style>${css}</style>`, 'm-mail')

test.each([
  [
    'p.MsoNormal, li.MsoNormal {margin:0cm;font-size:11.0pt}',
    '.m-mail p.m-MsoNormal,.m-mail li.m-MsoNormal{margin:0cm;font-size:11.0pt}',
  ],
  ['<!-- p{color:red} -->', '.m-mail p{color:red}'],
  ['/* x */p{color:red}/* } p{color:blue} */', '.m-mail p{color:red}'],
  ['.a > td b{color:red}#x{color:blue}', '.m-mail .m-a > td b{color:red}\n.m-mail #m-x{color:blue}'],
  ['a:hover, a{color:red}', '.m-mail a{color:red}'],
  ['p{color:red', '.m-mail p{color:red}'],
  ['@import url(x); p{color:red}', '.m-mail p{color:red}'],
  ['@media print{p{color:red}}b{color:blue}', '.m-mail b{color:blue}'],
  ['p{color:red;position:fixed;background:#fff url(x)}', '.m-mail p{color:red;background-color:#fff}'],
])('%s → %s', (css, expected) => {
  expect(rules(css)).toBe(expected)
})

test.each([
  '@font-face{font-family:x;src:url(https://canary.invalid/)}',
  'input[value^=a]{color:red}',
  'body{color:red}',
  'script{color:red}',
  '*{color:red}',
  'a::after{content:"x"}',
  'p{background:url(https://canary.invalid/)}',
  '} p{}',
  'p{b{color:red}}',
  'p\\{color:red}',
  '> p{color:red}',
  'p >{color:red}',
  '@charset "x',
  'p{color:red}'.replace('p', 'p'.repeat(500)),
])('%s → nothing', (css) => {
  expect(rules(css)).toBe('')
})

test('any sheet → rules below our class, without an address', () => {
  const piece = fc.constantFrom(
    ...'p .a #b , > { } ; : @media @import /* */ <!-- --> \\ " \' ( ) url(https://canary.invalid/) color:red position:fixed'.split(
      ' ',
    ),
    ...['</style>', '<img src=x onerror=canary()>', ' ', '\n'],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(harmInRules(rules(pieces.join('')))).toEqual([])
    }),
    { numRuns: 2_000 },
  )
})

test.each(['{', '}', '/*', 'p{', 'p{}', ';', '@x{', ',', '<style>', 'p{color:red}'])(
  'a megabyte of %s → an answer',
  (piece) => {
    expect(rules(piece.repeat(1_000_000 / piece.length)).length).toBeLessThan(100_000)
  },
)
