// Shows what `up` would change on disk, and changes nothing.

import { parseArgs } from 'node:util'
import { planChanges } from '#stack/apply/plan.ts'
import { showChanges } from '#stack/apply/show-changes.ts'
import { generateAll } from '#stack/generate/all.ts'
import { contextOptions, openContext } from './context.ts'
import { plannedInstallation } from './planned-installation.ts'
import { print } from './terminal.ts'

export async function plan(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: contextOptions })
  const context = await openContext(values)
  const files = generateAll(await plannedInstallation(context))
  print(showChanges(await planChanges(files, context.paths.etc)))
  return 0
}
