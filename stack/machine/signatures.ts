// Which virus signatures lie where clamd loads them from.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Facts } from '../installation.ts'
import type { Paths } from '../spec/paths.ts'

/** The official databases are `main` and `daily`, as `.cvd` or `.cld`. */
export async function loadedSignatures({ data }: Pick<Paths, 'data'>): Promise<Facts['signatures']> {
  const files = await readdir(join(data, 'clamav')).catch(() => [])
  return files.some((file) => /^(main|daily)\.c[vl]d$/.test(file)) ? 'official' : 'test'
}
