import { beforeEach, expect, test } from 'vitest'
import { forgetSearches, recentSearches, rememberSearch } from '#webmail/client/list/recent-searches.ts'
import { storageInMemory } from '../compose/draft/storage-in-memory.ts'

beforeEach(() => {
  Object.assign(globalThis, { localStorage: storageInMemory() })
})

test('searched for → the last one first, each once, eight at most', () => {
  for (let at = 0; at < 12; at += 1) rememberSearch('claire', `devis ${at}`)
  rememberSearch('claire', ' devis 7 ')
  rememberSearch('claire', '  ')
  expect(recentSearches('claire').slice(0, 3)).toEqual(['devis 7', 'devis 11', 'devis 10'])
  expect(recentSearches('claire')).toHaveLength(8)
})

test('somebody else signed in in the same browser → nothing of it; forgotten → nothing', () => {
  rememberSearch('claire', 'devis')
  expect(recentSearches('marc')).toEqual([])
  rememberSearch('marc', 'cantine')
  expect(recentSearches('claire')).toEqual([])
  forgetSearches()
  expect(recentSearches('marc')).toEqual([])
})

test('what is not as it was written, or very long → nothing', () => {
  rememberSearch('claire', 'x'.repeat(201))
  expect(recentSearches('claire')).toEqual([])
  localStorage.setItem('vaguemestre.searches', '{"person":"claire","searches":[1,"a"]}')
  expect(recentSearches('claire')).toEqual(['a'])
  localStorage.setItem('vaguemestre.searches', '{oops')
  expect(recentSearches('claire')).toEqual([])
})
