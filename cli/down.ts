// Stops everything in order and waits until nothing is left.

import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { askControl } from '#stack/supervise/control-socket.ts'
import { openExisting } from './context.ts'
import { Fault, say } from './terminal.ts'

/** Longest time an ordered stop may take: the sum of what the slowest chain of services gets. */
const patienceSeconds = 120

export async function down(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { config: { type: 'string' } } })
  const { paths } = await openExisting(values)
  if ((await askControl(paths.run, { kind: 'stop' })) === null) {
    say(`Nothing runs on ${paths.state}.`)
    return 0
  }
  for (let tenths = 0; tenths < patienceSeconds * 10; tenths += 1) {
    if ((await askControl(paths.run, { kind: 'status' })) === null) {
      say('Everything is stopped.')
      return 0
    }
    await wait(100)
  }
  throw new Fault(`still running after ${patienceSeconds} s; see "vaguemestre logs orchestrator"`)
}
