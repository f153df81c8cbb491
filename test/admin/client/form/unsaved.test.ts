import { expect, test } from 'vitest'
import { leads } from '#admin/client/form/unsaved.ts'

const here = new URL('https://admin.saulieu.test/boites/7?onglet=acces')

test.each([
  ['/boites', true],
  ['/boites/8', true],
  ['/boites/7?q=mairie', false],
  ['?q=mairie', false],
  ['#content', false],
])('from /boites/7 to %s → the page is left: %s', (to, expected) => {
  expect(leads(to, here)).toBe(expected)
})
