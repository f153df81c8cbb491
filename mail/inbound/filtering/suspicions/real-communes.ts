// Names of the communes of France, to tell a neighbour from an impostor: between Beurey and Beury there is one letter.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { confusableSkeleton } from '#core/message/confusables.ts'

let known: ReadonlySet<string> | null = null

/**
 * Whether letters alone (`saintjeandelosne`) spell a commune. The list is read when a domain first comes near one of ours,
 * which ordinary mail seldom does: about 20 ms and 3 MB, once in the life of a process.
 */
export function isRealCommune(letters: string): boolean {
  known ??= readCommunes()
  return known.has(letters)
}

/** One commune a line; taken by their names alone, because parsing all of it would need ten times the memory. */
function readCommunes(): ReadonlySet<string> {
  const file = fileURLToPath(import.meta.resolve('@etalab/decoupage-administratif/data/communes.json'))
  const names = readFileSync(file, 'utf8').matchAll(/"nom":"([^"\\]+)"/g)
  return new Set(Iterator.from(names).map(([, name = '']) => confusableSkeleton(name).replace(/[^a-z]/g, '')))
}
