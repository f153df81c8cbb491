import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { words as en } from '#admin/client/words/en.ts'
import { words as fr } from '#admin/client/words/fr.ts'

/** Every text of a catalogue with its path. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function')
    return samples(value as (...given: unknown[]) => unknown).map((text) => [path, text])
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => texts(each, `${path}/${key}`))
}

const sums = { communes: 2, domains: 2, people: 2, access: 2, letters: 2 }

/** Some take numbers, some names, lists or sums: each is asked with all, and must say something with one of them. */
function samples(say: (...given: unknown[]) => unknown): string[] {
  const said = [0, 1, 2, 'x', ['x'], ['x', 'y'], sums].flatMap((given) => {
    try {
      const text = say(...Array.from({ length: Math.max(say.length, 1) }, () => given))
      return typeof text === 'string' ? [text] : []
    } catch {
      return []
    }
  })
  if (said.length === 0) throw new Error(`says nothing: ${String(say)}`)
  return said
}

const wrong: readonly (readonly [rule: string, pattern: RegExp])[] = [
  ['a narrow gap (U+202F) before ; ! ? %', /(?<!\u202f)[;!?%]/u],
  ['a gap (U+00A0) before :', /(?<![\u00a0\d/]|https?|otpauth):/u],
  ['a gap (U+00A0) inside « »', /«(?!\u00a0)|(?<!\u00a0)»/u],
  ['the apostrophe ’ (U+2019)', /'/u],
  ['no exclamation mark', /!/u],
]

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
  const french = texts(en).filter(([, text]) => /[«»\u202f]|\b(votre|vous|une|les|des)\b/i.test(text))
  expect(french).toEqual([])
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
