// Stops everything in order and waits until nothing is left.

import { parseArgs } from 'node:util'
import { askControl } from '#stack/supervise/control-socket.ts'
import { contextOptions, openExisting } from './context.ts'
import { pollUntil } from './poll-until.ts'
import { Fault, say } from './terminal.ts'

/** Longest time an ordered stop may take: the sum of what the slowest chain of services gets. */
const patienceSeconds = 120

export async function down(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: contextOptions })
  const { paths } = await openExisting(values)
  if ((await askControl(paths.run, { kind: 'stop' })) === null) {
    say(`Nothing runs on ${paths.state}.`)
    return 0
  }
  const stopped = await pollUntil(patienceSeconds, async () =>
    (await askControl(paths.run, { kind: 'status' })) === null ? true : null,
  )
  if (stopped === null)
    throw new Fault(`still running after ${patienceSeconds} s; see "vaguemestre logs orchestrator"`)
  say('Everything is stopped.')
  return 0
}
