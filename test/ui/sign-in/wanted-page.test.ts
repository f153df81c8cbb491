import { expect, test } from 'vitest'
import { placeOfDomain } from '#ui/sign-in/domain-place.ts'
import { wantedPage } from '#ui/sign-in/wanted-page.ts'

test('a page of the panel → that page, with its filters', () => {
  expect(wantedPage('?vers=%2Fcommunes%3Fsearch%3Dsau')).toBe('/communes?search=sau')
})

test('nothing, another site, or what a browser would read as one → the first page', () => {
  const outside = [
    '',
    '?vers=https://pirate.test',
    '?vers=//pirate.test',
    '?vers=/%5Cpirate.test',
    '?vers=/%09/pirate.test',
    '?vers=javascript:alert(1)',
    '?vers=communes',
  ]
  expect(outside.map(wantedPage)).toEqual(outside.map(() => '/'))
})

test('an address → the place that its domain names; none yet → null', () => {
  expect(placeOfDomain('mairie@mairie-saulieu.fr')).toBe('Saulieu')
  expect(placeOfDomain('accueil@ville-semur-en-auxois.fr')).toBe('Semur-En-Auxois')
  expect(placeOfDomain('karim@cotedor.fr')).toBe('Cotedor')
  expect([
    placeOfDomain(''),
    placeOfDomain('mairie'),
    placeOfDomain('mairie@'),
    placeOfDomain('mairie@saulieu'),
  ]).toEqual([null, null, null, null])
})
