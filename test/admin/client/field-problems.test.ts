import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { words } from '#admin/client/words/fr.ts'

const folder = join(import.meta.dirname, '../../../admin/api')

/** Every code that a handler gives a field, as it stands in the source. */
const codes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => [
    ...readFileSync(join(folder, name), 'utf8').matchAll(
      /wrongField\(\s*[^()]+?,\s*'([a-z-]+)',|pointer[^{}]*?,\s*code: '([a-z-]+)'/g,
    ),
  ])
  .map(([, called, written]) => called ?? written ?? '')

test('every code that the API gives a field → words that say what is wrong', () => {
  expect(codes).toEqual(
    expect.arrayContaining(['thresholds-crossed', 'unknown', 'column-missing', 'network']),
  )
  const silent = new Set(codes.filter((code) => code !== 'invalid-cursor' && !(code in words.fieldProblems)))
  for (const kind of ['address', 'domain', 'network'])
    if (!(`invalid-${kind}` in words.fieldProblems)) silent.add(`invalid-${kind}`)
  expect([...silent]).toEqual([])
})
