// Puts generated files on disk: temporary file and rename, owner and mode set before the content is there.

import { chmod, mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { GeneratedFile } from '../generate/generated-file.ts'
import { writeOwnedFile } from '../machine/owned-file.ts'
import { accountOf } from '../machine/users.ts'
import { type Change, planChanges } from './plan.ts'

/** Writes only what differs and removes orphans; returns what it changed. Files are 0400 (0500 executable) for their owner. */
export async function writeFiles(files: readonly GeneratedFile[], etc: string): Promise<readonly Change[]> {
  const changes = await planChanges(files, etc)
  const byPath = new Map(files.map((file) => [file.path, file]))
  await makeFolder(etc)
  for (const change of changes) {
    const target = join(etc, change.path)
    const file = byPath.get(change.path)
    if (file === undefined) {
      await rm(target, { force: true })
      continue
    }
    await makeFoldersOf(file, etc)
    const account = await accountOf(file.owner)
    await writeOwnedFile(target, file.content, { ...account, mode: file.executable === true ? 0o500 : 0o400 })
  }
  return changes
}

/** The folders hold no secret; the files in them are readable by one user each. */
async function makeFoldersOf(file: GeneratedFile, etc: string): Promise<void> {
  const folders: string[] = []
  for (let folder = dirname(file.path); folder !== '.'; folder = dirname(folder)) folders.unshift(folder)
  for (const folder of folders) await makeFolder(join(etc, folder))
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true })
  await chmod(path, 0o755)
}
