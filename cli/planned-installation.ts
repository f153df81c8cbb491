// The installation as `up` would make it, found out by looking alone: nothing is made, copied or written.

import type { Installation } from '#stack/installation.ts'
import { observeFacts } from '#stack/machine/observe.ts'
import { plannedProgram } from '#stack/machine/program.ts'
import type { Context } from './context.ts'
import { mailZones } from './demo/zones.ts'

/** Rejects while PostgreSQL or Dovecot is not installed: their versions are facts. */
export async function plannedInstallation({ checkout, spec, paths, ports }: Context): Promise<Installation> {
  const facts = await observeFacts(spec, paths, await plannedProgram(checkout, paths.data))
  return { spec, paths, ports, facts, zones: await mailZones({ spec, paths }) }
}
