// Each screen is loaded by itself: opened first, it has no style that another one would have brought.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const client = join(root, 'admin/client')

const filesOf = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.startsWith('built'))
    .map((file) => join(root, folder, file))

const read = (file: string): string => readFileSync(file, 'utf8')

/** What is loaded together with a file; what is imported when it is needed is not. */
function loadedWith(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file) || !existsSync(file)) return seen
  seen.add(file)
  const own = /(?:^|\n)(?:import|export) (?!type )(?:[^'"]*? from )?'([^']+)'|@import url\("([^"]+)"\)/g
  for (const [, script, sheet] of read(file).matchAll(own)) {
    const named = script ?? sheet ?? ''
    if (named.startsWith('#ui/')) loadedWith(join(root, 'ui', named.slice('#ui/'.length)), seen)
    else if (named.startsWith('.')) loadedWith(join(dirname(file), named), seen)
  }
  return seen
}

const classesIn = (sheet: string): readonly string[] =>
  [...read(sheet).matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name)

const classesOn = (script: string): readonly string[] =>
  [...read(script).matchAll(/className="([^"]+)"/g)].flatMap(([, names = '']) => names.split(' '))

const everywhere = new Set(
  ['ui', 'admin/client'].flatMap((folder) => filesOf(folder, '.css')).flatMap(classesIn),
)

/** What these files ask for when it is needed, such as a screen; and what that asks for. */
function askedFor(files: Iterable<string>, seen = new Set<string>()): ReadonlySet<string> {
  for (const file of files) {
    for (const [, named = ''] of read(file).matchAll(/import\('(\.[^']+\.tsx)'\)/g)) {
      const part = join(dirname(file), named)
      if (seen.has(part)) continue
      seen.add(part)
      askedFor(loadedWith(part), seen)
    }
  }
  return seen
}

const pages = ['panel.tsx', 'entrance.tsx'].flatMap((page) => {
  const frame = loadedWith(join(client, page))
  return [...askedFor(frame)].map((part) => [part.slice(client.length + 1), page, part, frame] as const)
})

test.each(pages)('%s, opened first in %s → every class has its style', (_name, _page, part, frame) => {
  const loaded = [...new Set([...frame, ...loadedWith(part)])]
  const styled = new Set(loaded.filter((file) => file.endsWith('.css')).flatMap(classesIn))
  const bare = loaded
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => classesOn(file).map((name) => [file.slice(root.length + 1), name] as const))
    // What stands in a dialog is there with the dialog alone, which brings its own.
    .filter(([, name]) => everywhere.has(name) && !styled.has(name) && !name.startsWith('dialog-'))
  expect(bare).toEqual([])
})

test('the screens → all are looked at', () => {
  expect(pages.length).toBeGreaterThan(15)
})
