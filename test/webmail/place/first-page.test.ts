import { expect, test } from 'vitest'
import { firstPageOf } from '#webmail/place/first-page.ts'

const boxOf = (id: string, address: string) => ({
  ...{ id, address, name: '', unread: 0 },
  ...{ role: 'owner', personal: false, quota: null, used: null },
})
type Boxes = Parameters<typeof firstPageOf>[1]
// The rest of a box says nothing about its list.
const boxes = [boxOf('a', 'claire@a.test'), boxOf('b', 'mairie@a.test')] as unknown as Boxes
const at = (address: string, of: Boxes = boxes, conversations = true) => {
  const { pathname, search } = new URL(address, 'https://webmail.test')
  return firstPageOf({ pathname, search }, of, { conversations })
}

test('the address of a folder → its box by id, with filter and search', () => {
  expect(at('/b/mairie@a.test/Archive?filter=unread&q=devis&scope=folder')).toEqual({
    ...{ box: 'b', folder: 'Archive', filter: 'unread', q: 'devis', scope: 'folder', conversations: true },
  })
})

test('no address yet → the inbox of the first box, as its person has lists', () => {
  expect(at('/', boxes, false)).toMatchObject({ box: 'a', folder: 'INBOX', q: null, conversations: false })
})

test.each(['/toutes', '/reglages', '/b/claire@a.test/%2Fenvois', '/b/autre@a.test/INBOX'])(
  '%s → no list',
  (address) => {
    expect(at(address)).toBeNull()
  },
)

test('nobody gave a box yet → no list', () => {
  expect(at('/', [])).toBeNull()
})
