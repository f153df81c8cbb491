// What applying would change on disk: the only place that compares generated files with what is there.

import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { GeneratedFile } from '../generate/generated-file.ts'

export interface Change {
  readonly path: string
  readonly kind: 'create' | 'update' | 'remove'
  readonly before: string | null
  readonly after: string | null
}

/** Every difference between `files` and the folder `etc`, sorted by path; orphans of earlier specs are removals. */
export async function planChanges(files: readonly GeneratedFile[], etc: string): Promise<readonly Change[]> {
  const wanted = new Map(files.map((file) => [file.path, file]))
  const present = await filesBelow(etc)
  const changes: Change[] = []
  for (const { path, content } of files) {
    const before = present.has(path) ? await readFile(join(etc, path), 'utf8') : null
    if (before !== content)
      changes.push({ path, kind: before === null ? 'create' : 'update', before, after: content })
  }
  for (const path of present) {
    if (wanted.has(path) || isCompiled(path, wanted)) continue
    changes.push({ path, kind: 'remove', before: await readFile(join(etc, path), 'utf8'), after: null })
  }
  return changes.sort((a, b) => a.path.localeCompare(b.path))
}

/** Sieve scripts are compiled beside their source. */
const isCompiled = (path: string, wanted: ReadonlyMap<string, GeneratedFile>): boolean =>
  path.endsWith('.svbin') && wanted.has(path.replace(/\.svbin$/, '.sieve'))

async function filesBelow(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name))),
  )
}
