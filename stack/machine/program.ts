// Where our processes run from. They run as `vaguemestre`, which cannot enter a clone under /root: such a clone is
// copied to a folder it can read, again whenever the sources changed.

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustSucceed } from './command.ts'
import { everyoneCanReach } from './reach.ts'

/** What runs: no tests, no benchmarks, no documentation. */
const parts = [
  'package.json',
  ...['core', 'daemons', 'db', 'dns', 'identity', 'http', 'mail', 'worker', 'admin', 'webmail'],
]

/** Where `readableProgram` will say the program is, without copying anything. */
export async function plannedProgram(checkout: string, data: string): Promise<string> {
  return (await everyoneCanReach(checkout)) ? checkout : join(data, 'program')
}

/** Returns `checkout` itself when the user can read it, else a fresh copy of what runs in `<data>/program`. */
export async function readableProgram(checkout: string, data: string): Promise<string> {
  if (await everyoneCanReach(checkout)) return checkout
  const copy = join(data, 'program')
  await mkdir(copy, { recursive: true, mode: 0o755 })
  for (const part of parts) {
    await rm(join(copy, part), { recursive: true, force: true })
    await cp(join(checkout, part), join(copy, part), { recursive: true })
  }
  await copyModules(checkout, copy)
  await mustSucceed(['chmod', '-R', 'a+rX', copy])
  return copy
}

/** node_modules is large: it is copied only when the lock file is another one. */
async function copyModules(checkout: string, copy: string): Promise<void> {
  const lock = await readFile(join(checkout, 'package-lock.json'), 'utf8')
  const stamp = join(copy, 'package-lock.json')
  if ((await readFile(stamp, 'utf8').catch(() => '')) === lock) return
  await rm(join(copy, 'node_modules'), { recursive: true, force: true })
  await mustSucceed(['cp', '-a', '--reflink=auto', join(checkout, 'node_modules'), copy])
  await writeFile(stamp, lock)
}
