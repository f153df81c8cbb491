import { expect, test } from 'vitest'
import { bookAddress, contactsAddress, readBookPlace } from '#webmail/client/contacts/book-place.ts'

const box = 'mairie@mairie-saulieu.fr'
const id = '0b9f3c1e-1111-4222-8333-444455556666'
const all = { box, shows: 'own', group: null, q: null, open: null } as const

test.each([
  [all, `/contacts/${box}`],
  [{ ...all, q: 'état civil' }, `/contacts/${box}?q=%C3%A9tat+civil`],
  [{ ...all, shows: 'directory' }, `/contacts/${box}?annuaire=1`],
  [{ ...all, group: id, open: { kind: 'contact', id } }, `/contacts/${box}/${id}?groupe=${id}`],
  [{ ...all, open: { kind: 'new' } }, `/contacts/${box}/nouveau`],
  [{ ...all, open: { kind: 'import' } }, `/contacts/${box}/importer`],
  [{ ...all, open: { kind: 'duplicates' } }, `/contacts/${box}/doublons`],
] as const)('%o → %s, and back', (place, address) => {
  expect(bookAddress(place)).toBe(address)
  const [path = '', search = ''] = address.split('?')
  expect(readBookPlace(path, search)).toEqual(place)
})

test.each([`/b/${box}/INBOX`, '/contacts', '/contacts/', '/'])('%s → not among contacts', (path) => {
  expect(readBookPlace(path, '')).toBeNull()
})

test.each(['/constructor', '/x', '/%E0%A4%A'])('an address that opens nothing, %s → the list', (more) => {
  expect(readBookPlace(contactsAddress(box) + more, '?groupe=x&q=%20')).toEqual(all)
})
