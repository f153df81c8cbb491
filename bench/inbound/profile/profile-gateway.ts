// One load on our side while the profiler of the gateway runs: the profile goes to a file that DevTools opens, the
// functions with the most self time to the terminal. After the counted rounds, because it costs time itself.

import { writeFile } from 'node:fs/promises'
import { table } from '#cli/terminal.ts'
import { type Load, oneRun } from '../one-run.ts'
import type { Target } from '../target.ts'
import { profileProcess } from './debugger.ts'
import { type Share, selfTime } from './self-time.ts'

const functionsShown = 25
const originsShown = 15

/** What to print. */
export async function profileGateway(target: Target, load: Load, file: string): Promise<string> {
  const gateway = target.services.find(({ name }) => name === 'gateway')?.pid ?? null
  if (gateway === null) throw new Error('the gateway does not run')
  using profiler = await profileProcess(gateway)
  await oneRun(target, target.ours, load)
  const profile = await profiler.stop()
  await writeFile(file, JSON.stringify(profile))
  const { functions, origins, busyMilliseconds } = selfTime(profile)
  const rows = (shares: readonly Share[]): string[][] =>
    shares.map(({ name, milliseconds, share }) => [
      `${(share * 100).toFixed(1)} %`,
      (milliseconds / load.messages).toFixed(3),
      name,
    ])
  return [
    `gateway, ${load.messages} messages of ${load.size} bytes: busy ${(busyMilliseconds / load.messages).toFixed(2)} ms a message`,
    table([['SELF', 'MS A MESSAGE', 'FUNCTION'], ...rows(functions.slice(0, functionsShown))]),
    table([['SELF', 'MS A MESSAGE', 'FROM'], ...rows(origins.slice(0, originsShown))]),
  ].join('\n\n')
}
