// Makes the folders of an installation with the owner and mode each needs.

import { chmod, chown, mkdir } from 'node:fs/promises'
import type { OwnedDirectory } from '../spec/owned-directory.ts'
import { accountOf } from './users.ts'

/** Creates what is missing and corrects owner and mode of what is there; contents are left alone. */
export async function makeFolders(folders: readonly OwnedDirectory[]): Promise<void> {
  for (const { path, owner, mode } of folders) {
    await mkdir(path, { recursive: true })
    const { uid, gid } = await accountOf(owner)
    await chown(path, uid, gid)
    await chmod(path, mode)
  }
}
