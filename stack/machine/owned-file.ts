// Writes a file that is never half there and never readable by the wrong user, not even for a moment.

import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface Ownership {
  readonly uid: number
  readonly gid: number
  readonly mode: number
}

/** Temporary file beside the target, owner and mode set before the content, flushed to disk, then renamed. */
export async function writeOwnedFile(
  path: string,
  content: string | Buffer,
  ownership: Ownership,
): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.new`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.chown(ownership.uid, ownership.gid)
      await file.chmod(ownership.mode)
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
