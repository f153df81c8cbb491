import { expect, test } from 'vitest'
import { addressOf, type Place, readPlace } from '#webmail/client/place.ts'

const saulieu: Place = {
  box: 'mairie@mairie-saulieu.fr',
  folder: 'INBOX',
  uid: null,
  filter: null,
  q: null,
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
