// Which parts of a message are read, which are attached, and which its text refers to.

import fc from 'fast-check'
import type { MessageStructureObject } from 'imapflow'
import { expect, test } from 'vitest'
import { attachmentsOf, readableParts } from '#webmail/api/message/readable-parts.ts'
import { parsedMessage } from './parsed-message.ts'

type Node = MessageStructureObject

const multipart = (subtype: string, children: readonly Node[], parameters = {}): Node => ({
  type: `multipart/${subtype}`,
  parameters,
  childNodes: [...children],
})

/** With part numbers, as IMAP has them. */
function numbered(node: Node, part = ''): Node {
  const prefix = part === '' ? '' : `${part}.`
  return {
    ...node,
    ...(part === '' ? {} : { part }),
    ...(node.childNodes === undefined
      ? {}
      : { childNodes: node.childNodes.map((child, index) => numbered(child, `${prefix}${index + 1}`)) }),
  }
}

const html: Node = { type: 'text/html', size: 10 }
const plain: Node = { type: 'text/plain', size: 10 }
const pdf: Node = { type: 'application/pdf', size: 78, encoding: 'base64' }
const image = (id: string): Node => ({ type: 'image/png', id, size: 78, encoding: 'base64' })

/** `shown | plain | attachments | inline images`, by number and name. */
function summary(node: Node): string {
  const { shown, plain: texts, attachments, inlineImages } = readableParts(numbered(node))
  return [
    shown.map(({ part }) => part).join(),
    texts.map(({ part }) => part).join(),
    attachments.map(({ part, name }) => `${part}=${name}`).join(),
    inlineImages.map(({ part, contentId }) => `${part}=${contentId}`).join(),
  ].join(' | ')
}

test.each([
  ['a text alone', plain, '1 | 1 |  | '],
  ['HTML alone', html, '1 | 1 |  | '],
  ['text and HTML', multipart('alternative', [plain, html]), '2 | 1 |  | '],
  ['HTML before text', multipart('alternative', [html, plain]), '1 | 2 |  | '],
  [
    'a last form that nobody shows',
    multipart('alternative', [plain, html, { type: 'text/x-amp-html' }]),
    '2 | 1 | 3=document.bin | ',
  ],
  ['nothing but a PDF', pdf, ' |  | 1=document.pdf | '],
  ['a text and a PDF', multipart('mixed', [plain, pdf]), '1 | 1 | 2=document.pdf | '],
  ['several texts around a PDF', multipart('mixed', [html, pdf, plain]), '1,3 | 1,3 | 2=document.pdf | '],
  [
    'HTML with its image, beside a text',
    multipart('alternative', [plain, multipart('related', [html, image('<a@b>')])]),
    '2.1 | 1 |  | 2.2=a@b',
  ],
  [
    'a root that is named',
    multipart('related', [image('<i@x>'), { ...html, id: '<r@x>' }], { start: '<r@x>' }),
    '2 | 2 |  | 1=i@x',
  ],
  [
    'two pages, the second the root',
    multipart(
      'related',
      [
        { ...html, id: '<x>' },
        { ...html, id: '<r>' },
      ],
      { start: '<r>' },
    ),
    '2 | 2 | 1=document.html | ',
  ],
  ['a root that is not there', multipart('related', [html, image('i')], { start: '<no>' }), '1 | 1 |  | 2=i'],
  [
    'a page beside the root',
    multipart('related', [html, { ...html, id: '<x>' }]),
    '1 | 1 | 2=document.html | ',
  ],
  [
    'a form of several parts, as Apple writes it',
    multipart('alternative', [plain, multipart('mixed', [html, pdf, html])]),
    '2.1,2.3 | 1 | 2.2=document.pdf | ',
  ],
  [
    'signed',
    multipart('signed', [multipart('mixed', [plain, pdf]), { type: 'application/pkcs7-signature' }]),
    '1.1 | 1.1 | 1.2=document.pdf | ',
  ],
  [
    'a report',
    multipart('report', [plain, { type: 'message/delivery-status' }, { type: 'message/rfc822' }]),
    '1 | 1 | 2=message.txt,3=message.eml | ',
  ],
  [
    'AppleDouble',
    multipart('mixed', [plain, multipart('appledouble', [{ type: 'application/applefile' }, pdf])]),
    '1 | 1 | 2.2=document.pdf | ',
  ],
  [
    'an invitation among the forms',
    multipart('alternative', [plain, html, { type: 'text/calendar', parameters: { method: 'REQUEST' } }]),
    '2 | 1 | 3=invitation.ics | ',
  ],
  [
    'a text with a name',
    multipart('mixed', [plain, { ...plain, parameters: { name: 'notes.txt' } }]),
    '1 | 1 | 2=notes.txt | ',
  ],
  ['a text that is attached', { ...plain, disposition: 'attachment' }, ' |  | 1=document.txt | '],
  [
    'an image that is SVG',
    multipart('related', [html, { type: 'image/svg+xml', id: '<s>' }]),
    '1 | 1 | 2=image.svg | ',
  ],
  ['no kind that there is', { type: 'x"\r\ny' }, ' |  | 1=document.bin | '],
  ['an empty multipart', multipart('mixed', []), ' |  |  | '],
])('%s → what is read, attached, referred to', (_, node, expected) => {
  expect(summary(node)).toBe(expected)
})

test('a message within a message → attached under its subject, and not looked into', () => {
  const { structure } = parsedMessage(
    [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'Voir ci-joint.',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Subject: =?utf-8?Q?D=C3=A9lib=C3=A9ration_12/3?=',
      'Content-Type: text/html',
      '',
      '<p>Non',
      '--b--',
    ].join('\n'),
  )
  const { shown, attachments } = readableParts(structure)
  expect(shown.map(({ part }) => part)).toEqual(['1'])
  expect(attachments).toMatchObject([{ part: '2', kind: 'message', name: 'Délibération 12-3.eml' }])
})

test('base64 and a size → the octets of the file; a size that is none → 0', () => {
  const sizes = [{ size: 78_000, encoding: 'BASE64' }, { size: 500 }, { size: -4 }, { size: Number.NaN }]
  expect(
    sizes.map((each) => readableParts({ ...pdf, encoding: '', ...each }).attachments[0]?.octets),
  ).toEqual([57_000, 500, 0, 0])
})

test.each([
  ['text/calendar', 'invitation'],
  ['application/ics', 'invitation'],
  ['message/rfc822', 'message'],
  ['application/pdf', 'file'],
])('%s → an attached %s', (type, kind) => {
  expect(readableParts({ type }).attachments[0]?.kind).toBe(kind)
})

test('an image that the text does not show → attached', () => {
  const parts = readableParts(numbered(multipart('related', [html, image('<a>'), image('<b>')])))
  expect(attachmentsOf(parts, new Set(['a'])).map(({ part, kind }) => `${part} ${kind}`)).toEqual(['3 file'])
})

test('parameters of a text → as its decoding needs them', () => {
  const parameters = { charset: ' ISO-8859-1 ', format: 'Flowed', delsp: 'yes' }
  expect(readableParts({ type: 'TEXT/Plain', parameters }).shown).toMatchObject([
    { kind: 'plain', charset: 'ISO-8859-1', flowed: true, delSp: true },
  ])
})

test.each([
  ['signed', multipart('signed', [plain]), 'signed'],
  ['OpenPGP', multipart('encrypted', [{ type: 'application/pgp-encrypted' }]), 'encrypted'],
  ['S/MIME', { type: 'application/pkcs7-mime', parameters: { 'smime-type': 'enveloped-data' } }, 'encrypted'],
  [
    'S/MIME that is signed only',
    { type: 'application/pkcs7-mime', parameters: { 'smime-type': 'signed-data' } },
    null,
  ],
  ['neither', plain, null],
])('a message that is %s → said', (_, node, protection) => {
  expect(readableParts(node).protection).toBe(protection)
})

test('layers without end, parts without number → some of them, and said', () => {
  let deep: Node = plain
  for (let layer = 0; layer < 10_000; layer += 1) deep = multipart('mixed', [deep])
  expect(readableParts(deep)).toMatchObject({ shown: [], complete: false })
  let deepEnough: Node = plain
  for (let layer = 0; layer < 40; layer += 1) deepEnough = multipart('mixed', [deepEnough])
  expect(readableParts(deepEnough)).toMatchObject({ shown: [], complete: false })
  const wide = readableParts(
    multipart(
      'mixed',
      Array.from({ length: 100_000 }, () => pdf),
    ),
  )
  expect(wide.complete).toBe(false)
  expect(wide.attachments).toHaveLength(499)
})

test('any structure → every part is read, shown elsewhere or attached once, and nothing throws', () => {
  const leaf = fc.record({
    type: fc.constantFrom('text/plain', 'text/html', 'image/png', 'application/pdf', 'text/calendar', 'x'),
    disposition: fc.constantFrom('attachment', 'inline', ''),
    id: fc.constantFrom('<a>', ''),
    parameters: fc.dictionary(fc.constantFrom('name', 'charset', 'start'), fc.string()),
  })
  const { tree } = fc.letrec<{ tree: Node }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.record({
        type: fc
          .constantFrom('mixed', 'alternative', 'related', 'signed', 'report')
          .map((each) => `multipart/${each}`),
        childNodes: fc.array(tie('tree'), { maxLength: 4 }),
      }),
    ),
  }))
  fc.assert(
    fc.property(tree, (node) => {
      const { attachments, inlineImages, shown } = readableParts(numbered(node))
      const numbers = [...attachments, ...inlineImages].map(({ part }) => part)
      expect(new Set(numbers).size).toBe(numbers.length)
      expect(shown.filter(({ part }) => numbers.includes(part))).toEqual([])
      for (const { name } of attachments) expect(name).toMatch(/^[^/\\\p{C}]+$/u)
    }),
  )
})
