// Brings the database of a prepared installation to this version, once PostgreSQL answers. For containers; `up` does
// it by itself.

import { parseArgs } from 'node:util'
import { bringDatabaseUp } from './boot/database.ts'
import { prepareInstallation } from './boot/installation.ts'
import { seed } from './boot/seed.ts'
import { contextOptions, openExisting } from './context.ts'
import { say } from './terminal.ts'

export async function migrate(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: contextOptions })
  const installation = await prepareInstallation(await openExisting(values))
  await bringDatabaseUp(installation)
  await seed(installation)
  say('The database is at this version.')
  return 0
}
