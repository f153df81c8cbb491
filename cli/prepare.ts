// Everything up to the first daemon: packages, users, folders, secrets, certificates, the database cluster and the
// generated files. For whoever starts the daemons in another way, such as containers.

import { parseArgs } from 'node:util'
import { apply } from '#stack/apply/apply.ts'
import { buildClients } from './boot/clients.ts'
import { prepareInstallation } from './boot/installation.ts'
import { prepareMachine } from './boot/machine.ts'
import { checkReach } from './boot/reach.ts'
import { contextOptions, openContext } from './context.ts'
import { say } from './terminal.ts'

export async function prepare(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: contextOptions })
  const context = await openContext(values)
  await prepareMachine()
  await checkReach(context.paths)
  await buildClients(context.checkout)
  const installation = await prepareInstallation(context)
  const changes = await apply(installation)
  say(`${context.paths.state} is ready; ${changes.length} generated files changed.`)
  return 0
}
