import { expect, test } from 'vitest'
import { readFromFrame, readToFrame } from '#webmail/client/html/frame-talk.ts'

test('what the frame says → read', () => {
  expect(readFromFrame({ kind: 'ready' })).toEqual({ kind: 'ready' })
  expect(readFromFrame({ kind: 'height', pixels: 410.2 })).toEqual({ kind: 'height', pixels: 411 })
  expect(readFromFrame({ kind: 'link', href: 'https://a.test/' })).toEqual({
    kind: 'link',
    href: 'https://a.test/',
  })
})

test('a height of a million → the tallest that there is', () => {
  expect(readFromFrame({ kind: 'height', pixels: 10 ** 6 })).toEqual({ kind: 'height', pixels: 200_000 })
})

test.each([
  null,
  'ready',
  { kind: 'height', pixels: Number.NaN },
  { kind: 'height', pixels: -1 },
  { kind: 'height', pixels: '10' },
  { kind: 'link', href: 3 },
  { kind: 'key', key: 'a word that is no key' },
  { kind: 'other' },
])('%o from the frame → nothing', (said) => {
  expect(readFromFrame(said)).toBeNull()
})

test.each([
  null,
  { kind: 'show' },
  { kind: 'show', html: 3, styles: '', language: 'fr' },
  { kind: 'show', html: '', language: 'fr' },
  { kind: 'other', html: '', styles: '', language: 'fr' },
])('%o to the frame → nothing', (said) => {
  expect(readToFrame(said)).toBeNull()
})
