// One load on our side while the profilers of the gateway and of the worker run, one after the other: each profile goes to a file
// that DevTools opens, the functions with the most self time to the terminal.

import { writeFile } from 'node:fs/promises'
import { table } from '#cli/terminal.ts'
import { profileProcess } from '../inbound/profile/debugger.ts'
import { type Share, selfTime } from '../inbound/profile/self-time.ts'
import { oneRun } from './one-run.ts'
import type { Load } from './options.ts'
import type { Target } from './target.ts'

const functionsShown = 25
const originsShown = 15

/** What to print. The debugger has one port for all, so a process that was profiled gives it back first. */
export async function profileSides(target: Target, load: Load, file: string): Promise<string> {
  const shown: string[] = []
  for (const name of ['gateway', 'worker']) {
    const pid = target.services.find((service) => service.name === name)?.pid ?? null
    if (pid === null) throw new Error(`the ${name} does not run`)
    using profiler = await profileProcess(pid)
    await oneRun(target, target.ours, load)
    const profile = await profiler.stop()
    await writeFile(`${file}.${name}.cpuprofile`, JSON.stringify(profile))
    shown.push(about(name, load, selfTime(profile)))
  }
  return shown.join('\n\n')
}

function about(
  name: string,
  load: Load,
  { functions, origins, busyMilliseconds }: ReturnType<typeof selfTime>,
) {
  const rows = (shares: readonly Share[]): string[][] =>
    shares.map((each) => [
      `${(each.share * 100).toFixed(1)} %`,
      (each.milliseconds / load.messages).toFixed(3),
      each.name,
    ])
  return [
    `${name}, ${load.messages} messages of ${load.size} bytes: busy ${(busyMilliseconds / load.messages).toFixed(2)} ms a message`,
    table([['SELF', 'MS A MESSAGE', 'FUNCTION'], ...rows(functions.slice(0, functionsShown))]),
    table([['SELF', 'MS A MESSAGE', 'FROM'], ...rows(origins.slice(0, originsShown))]),
  ].join('\n\n')
}
