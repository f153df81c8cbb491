// The folders that the import law speaks of and that exist: what dependency-cruiser is asked to read.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { layers, tops } from '../../layers.mjs'

const root = join(import.meta.dirname, '../..')

export const lawFolders: readonly string[] = [
  ...new Set([...Object.keys(layers).map((path) => path.split('/')[0] ?? path), ...tops]),
].filter((folder) => existsSync(join(root, folder)))

if (import.meta.main) process.stdout.write(lawFolders.join(' '))
