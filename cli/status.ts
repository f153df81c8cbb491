// How each process and daemon is. Exit code 0 when all are healthy, else 1.

import { parseArgs } from 'node:util'
import { openExisting } from './context.ts'
import { overviewOf, showOverview } from './overview.ts'
import { print } from './terminal.ts'

export async function status(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' }, config: { type: 'string' }, 'port-base': { type: 'string' } },
  })
  const context = await openExisting(values)
  const overview = await overviewOf(context)
  print(values.json === true ? JSON.stringify(overview, null, 2) : await showOverview(context))
  return overview.services.every(({ state }) => state === 'healthy') ? 0 : 1
}
