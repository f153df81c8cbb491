// A folder in memory over one on disk, until it is disposed of. On a usual machine /run is in memory already; where it is
// not, clamd's temporary files would be written to disk, and both sides would measure the disk.

import { execFile } from 'node:child_process'
import { statfs } from 'node:fs/promises'
import { promisify } from 'node:util'
import { accountOf } from '#stack/machine/users.ts'
import type { SystemUser } from '#stack/spec/system-user.ts'

const run = promisify(execFile)
/** TMPFS_MAGIC of statfs(2). */
const inMemory = 0x01021994

export async function memoryFolder(path: string, owner: SystemUser): Promise<AsyncDisposable> {
  if ((await statfs(path)).type === inMemory) return { [Symbol.asyncDispose]: async () => undefined }
  const { uid, gid } = await accountOf(owner)
  await run('mount', ['-t', 'tmpfs', '-o', `mode=0700,uid=${uid},gid=${gid}`, 'tmpfs', path])
  return {
    [Symbol.asyncDispose]: async () => {
      await run('umount', ['--lazy', path])
    },
  }
}
