// How each process and daemon is. Exit code 0 when all are healthy, else 1.

import { parseArgs } from 'node:util'
import { contextOptions, openExisting } from './context.ts'
import { overviewOf, showOverview } from './overview.ts'
import { print } from './terminal.ts'

export async function status(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { ...contextOptions, json: { type: 'boolean' } },
  })
  const overview = await overviewOf(await openExisting(values))
  print(values.json === true ? JSON.stringify(overview, null, 2) : showOverview(overview))
  return overview.services.every(({ state }) => state === 'healthy') ? 0 : 1
}
