// Brings an installation's files to what its spec says, but only after each daemon's own checker accepted them.

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { generateAll } from '../generate/all.ts'
import type { Installation } from '../installation.ts'
import { command } from '../machine/command.ts'
import { makeFolders } from '../machine/folders.ts'
import { allServices } from '../services/all.ts'
import type { Change } from './plan.ts'
import { writeFiles } from './write-files.ts'

/** A daemon refused its generated configuration: nothing was changed on disk. */
export class RefusedConfiguration extends Error {
  constructor(service: string, said: string) {
    super(
      `${service} refuses its generated configuration, nothing was changed:\n${said.trim().slice(0, 2000)}`,
    )
    this.name = 'RefusedConfiguration'
  }
}

/** Generates, has it checked in a folder of its own, then writes what differs. */
export async function apply(installation: Installation): Promise<readonly Change[]> {
  await makeFolders(allServices(installation).flatMap(({ directories }) => directories))
  await checkStaged(installation, installation.paths.run)
  return writeFiles(generateAll(installation), installation.paths.etc)
}

/** Throws `RefusedConfiguration` for the first daemon that does not accept its files, written below `folder` for the check. */
export async function checkStaged(installation: Installation, folder: string): Promise<void> {
  const etc = join(folder, 'staged')
  const staged: Installation = { ...installation, paths: { ...installation.paths, etc } }
  try {
    await writeFiles(generateAll(staged), etc)
    for (const service of allServices(staged)) {
      if (service.check === null) continue
      const checked = await command(service.check, { timeoutSeconds: 60 })
      if (checked.code !== 0)
        throw new RefusedConfiguration(service.name, `${checked.stdout}\n${checked.stderr}`)
    }
  } finally {
    await rm(etc, { recursive: true, force: true })
  }
}
