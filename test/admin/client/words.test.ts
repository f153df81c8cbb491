import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { words as en } from '#admin/client/words/en.ts'
import { words as fr } from '#admin/client/words/fr.ts'
import { french, texts, wrong } from '#test/support/browser/catalogue.ts'

for (const [rule, pattern] of wrong) {
  test(`every French text → ${rule}`, () => {
    const broken = texts(fr).filter(([, text]) => pattern.test(text))
    expect(broken).toEqual([])
  })
}

test('every text of one language → a text of the other, and none is empty', () => {
  const paths = (catalogue: object) => [...new Set(texts(catalogue).map(([path]) => path))].sort()
  expect(paths(en)).toEqual(paths(fr))
  expect([...texts(fr), ...texts(en)].filter(([, text]) => text.trim() === '')).toEqual([])
})

test('English texts → none was left in French', () => {
  expect(texts(en).filter(([, text]) => french.test(text))).toEqual([])
})

test('« Rien ne correspond à ces filtres » → one text, for tables that have a filter set', () => {
  const told = texts(fr).filter(([, text]) => /correspond à ces filtres/.test(text))
  expect(told.map(([path]) => path)).toEqual(['/directory/nothing'])
})

const root = join(import.meta.dirname, '../../..')

test('every action that the API writes into the log → words for verb and entity in both languages', () => {
  const files = ['admin/api', 'identity', 'db/stores', 'worker', 'cli'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(root, folder, file)),
  )
  const actions = new Set(
    files.flatMap((file) =>
      [
        ...readFileSync(file, 'utf8').matchAll(
          /action: [^,\n]*?'([a-z-]+:[a-z-]+)'(?: : '([a-z-]+:[a-z-]+)')?/g,
        ),
      ].flatMap(([, one = '', two = '']) => [one, two].filter((action) => action !== '')),
    ),
  )
  expect(actions.size).toBeGreaterThan(3)
  const unsaid = [...actions].filter((action) => {
    const [verb = '', entity = ''] = action.split(':')
    return [fr, en].some(
      ({ auditVerbs, auditEntities }) => !(verb in auditVerbs) || !(entity in auditEntities),
    )
  })
  expect(unsaid).toEqual([])
})
