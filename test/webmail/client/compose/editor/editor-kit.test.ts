import { expect, test } from 'vitest'
import { isBlank, isBlankHtml } from '#webmail/client/compose/draft/draft.ts'
import { linkAddress, textAsHtml } from '#webmail/client/compose/editor/editor-kit.ts'
import { filled } from '../draft/saving-under-test.ts'

test.each([
  ['www.service-public.fr', 'https://www.service-public.fr/'],
  ['http://saulieu.fr/a', 'http://saulieu.fr/a'],
  ['claire@saulieu.fr', 'mailto:claire@saulieu.fr'],
  ['tel:+33353010203', 'tel:+33353010203'],
  ['mairie', null],
  ['', null],
  ['javascript:alert(1)', null],
])('%s typed as a link → %s', (typed, href) => {
  expect(linkAddress(typed)).toBe(href)
})

test('plain text → paragraphs, and no markup of its own', () => {
  expect(textAsHtml('a & <b>\n\nc')).toBe('<p>a &amp; &lt;b></p><p></p><p>c</p>')
  expect(textAsHtml('')).toBe('')
})

test('nothing but empty paragraphs → blank; a letter or a picture → not', () => {
  expect(['', '<p></p>', '<p><br></p>', '<p>&nbsp; </p>'].every(isBlankHtml)).toBe(true)
  expect(['<p>a</p>', '<img src="x">'].some(isBlankHtml)).toBe(false)
  expect([isBlank(filled()), isBlank(filled({ subject: ' ' }))]).toEqual([false, true])
})
