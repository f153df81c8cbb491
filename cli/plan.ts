// Shows what `up` would change on disk, and changes nothing.

import { parseArgs } from 'node:util'
import { mailZones } from '#cli/demo/zones.ts'
import { planChanges } from '#stack/apply/plan.ts'
import { showChanges } from '#stack/apply/show-changes.ts'
import { generateAll } from '#stack/generate/all.ts'
import { observeFacts } from '#stack/machine/observe.ts'
import { plannedProgram } from '#stack/machine/program.ts'
import { openContext } from './context.ts'
import { print } from './terminal.ts'

export async function plan(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { config: { type: 'string' }, 'port-base': { type: 'string' } },
  })
  const context = await openContext(values)
  const { spec, paths, ports } = context
  const facts = await observeFacts(spec, paths, await plannedProgram(context.checkout, paths.data))
  const installation = { spec, paths, ports, facts, zones: await mailZones(context) }
  print(showChanges(await planChanges(generateAll(installation), paths.etc)))
  return 0
}
