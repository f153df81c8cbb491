import { expect, test } from 'vitest'
import { folderQuery } from '#webmail/search/folder-query.ts'
import { parseQuery } from '#webmail/search/parse.ts'

test.each([
  ['devis', 'devis'],
  ['devis dans:archive', 'devis'],
  ['devis dans:voirie', null],
  ['devis -dans:voirie', 'devis'],
  ['devis -dans:archive', null],
  ['dans:archive OU dans:voirie devis', 'devis'],
  ['dans:voirie OU de:marie', 'de:marie'],
  ['dans:archive OU de:marie', ''],
  ['-dans:archive OU -dans:voirie', ''],
  ['dans:archive', ''],
])('%s, asked of the archive → %j', (given, expected) => {
  const found = folderQuery(parseQuery(given), (named) => named === 'archive')
  expect(simple(found)).toEqual(expected === null ? null : simple(parseQuery(expected)))
})

/** What one alternative or condition is made of says the same alone. */
function simple(query: ReturnType<typeof folderQuery>): ReturnType<typeof folderQuery> {
  if (query === null || query.kind === 'term' || query.kind === 'not') return query
  const [only, ...others] = query.of
  return only !== undefined && others.length === 0 ? simple(only) : query
}
