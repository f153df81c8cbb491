// A volume that a test can fill: a tmpfs of its own.

import { mkdtemp, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { command } from '#stack/machine/command.ts'

export interface SmallVolume extends AsyncDisposable {
  readonly path: string
}

/** Null where mounting is not allowed, as in most containers. */
export async function smallVolume(megabytes: number): Promise<SmallVolume | null> {
  const path = await mkdtemp(join(tmpdir(), 'vm-volume-'))
  const mounted = await command(['mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', path])
  if (mounted.code !== 0) {
    await rmdir(path)
    return null
  }
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      await command(['umount', '--lazy', path])
      await rmdir(path)
    },
  }
}
