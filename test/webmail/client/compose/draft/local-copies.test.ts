import { expect, test } from 'vitest'
import { blankContent } from '#webmail/client/compose/draft/draft.ts'
import { type LocalCopy, localCopies, wipeLocalCopies } from '#webmail/client/compose/draft/local-copies.ts'
import { storageInMemory } from './storage-in-memory.ts'

const copyOf = (draft: string, at = '2026-11-23T13:12:00.000Z'): LocalCopy => ({
  ...{ box: 'box', draft, basedOn: null, attachments: [], copied: [], quote: '', at },
  content: blankContent('mairie@saulieu.fr'),
})

test('copies of one person → theirs alone, the newest first, each once', () => {
  const storage = storageInMemory()
  const claire = localCopies('claire', storage)
  claire.put(copyOf('one'))
  claire.put(copyOf('two', '2026-11-24T08:00:00.000Z'))
  claire.put(copyOf('one'))
  localCopies('marc', storage).put(copyOf('three'))
  expect(claire.all().map(({ draft }) => draft)).toEqual(['two', 'one'])
  claire.remove('two')
  expect(claire.all()).toEqual([copyOf('one')])
})

test('signed out → nothing of that person stays, what another one left on this computer does, and nothing else goes', () => {
  const storage = storageInMemory()
  storage.setItem('vaguemestre.theme', 'dark')
  localCopies('claire', storage).put(copyOf('one'))
  localCopies('marc', storage).put(copyOf('two'))
  wipeLocalCopies('claire', storage)
  expect(localCopies('claire', storage).all()).toEqual([])
  expect(localCopies('marc', storage).all()).toEqual([copyOf('two')])
  expect([storage.length, storage.getItem('vaguemestre.theme')]).toEqual([2, 'dark'])
})

test.each(['', '{', 'null', '[]', '{"draft":"x"}', '{"box":"b","draft":"x","at":"y","content":{"html":1}}'])(
  'something else in its place: %j → no copy',
  (text) => {
    const storage = storageInMemory()
    storage.setItem('vaguemestre.writing.claire.x', text)
    expect(localCopies('claire', storage).all()).toEqual([])
  },
)

test('no room → writing goes on', () => {
  const copies = localCopies('claire', storageInMemory(10))
  expect(copies.put(copyOf('one'))).toBe(false)
  expect(copies.all()).toEqual([])
})
