import { expect, test } from 'vitest'
import { addressOf, closed, everyBox, opening, type Place, readPlace } from '#webmail/place/place.ts'

const saulieu: Place = {
  every: false,
  box: 'mairie@mairie-saulieu.fr',
  folder: 'INBOX',
  uid: null,
  filter: null,
  q: null,
  scope: 'box',
  at: null,
}

const back = (place: Place): Place => {
  const { pathname, search } = new URL(addressOf(place), 'http://webmail.test')
  return readPlace(pathname, search)
}

test('a conversation of a box → an address that says so', () => {
  expect(addressOf({ ...saulieu, uid: 42 })).toBe('/b/mairie@mairie-saulieu.fr/INBOX/42')
})

test.each([
  saulieu,
  { ...saulieu, uid: 4_294_967_295 },
  { ...saulieu, folder: 'Projets/École & cantine', uid: 7 },
  { ...saulieu, folder: '50 %', q: 'de:vauthier devis + toiture' },
  { ...saulieu, folder: '%2F', filter: 'unread' },
  { ...saulieu, q: 'devis', scope: 'folder' },
  { ...saulieu, q: 'devis', uid: 7, at: 'Été/2026' },
  everyBox,
  { ...everyBox, q: 'devis', filter: 'flagged' },
  { ...everyBox, box: 'a@b.fr', folder: 'Projets/École', uid: 7, q: 'x' },
] as const)('%o → itself, read from its own address', (place) => {
  expect(back(place)).toEqual(place)
})

test('the first page → no box yet, and the inbox', () => {
  expect(readPlace('/', '')).toEqual({ ...saulieu, box: null })
})

test.each(['0', '4294967296', '1e3', '-1', 'abc', '12345678901'])('uid %s → nothing is open', (uid) => {
  expect(readPlace(`/b/a@b.fr/INBOX/${uid}`, '').uid).toBeNull()
})

test('a filter of no such name, an empty search → none', () => {
  expect(readPlace('/b/a@b.fr/INBOX', '?filter=all&q=%20')).toMatchObject({ filter: null, q: null })
})

test('what is no percent-encoding → as it stands', () => {
  expect(readPlace('/b/a@b.fr/50%', '').folder).toBe('50%')
})

test('a row of another folder → open beside the same list, and closed leaves the list', () => {
  const found = { ...saulieu, q: 'devis' }
  const open = opening(found, { folder: 'Archive', uid: 7 }, 'mairie@mairie-saulieu.fr')
  expect(addressOf(open)).toBe('/b/mairie@mairie-saulieu.fr/INBOX/7?q=devis&in=Archive')
  expect(closed(open)).toEqual(found)
  expect(opening(open, { folder: 'INBOX', uid: 3 }, 'mairie@mairie-saulieu.fr').at).toBeNull()
})

test('a row of all boxes → named by its box and folder', () => {
  const open = opening({ ...everyBox, filter: 'unread' }, { folder: 'INBOX', uid: 7 }, 'a@b.fr')
  expect(addressOf(open)).toBe('/toutes/a@b.fr/INBOX/7?filter=unread')
  expect(closed(open)).toEqual({ ...everyBox, filter: 'unread' })
})
