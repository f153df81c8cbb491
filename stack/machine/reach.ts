// Whether the daemons' users can walk to a folder: a clone in /root (0700) cannot hold the state.

import { stat } from 'node:fs/promises'
import { dirname, join, parse } from 'node:path'

/** True when every existing folder on the way is open to everybody (execute for others). */
export async function everyoneCanReach(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null)
    if (found !== null && (found.mode & 0o001) === 0) return false
    if (folder === parse(folder).root) return true
  }
}

/** The state folder: what the operator named, else `./var` beside the program, else the system's place. */
export async function stateFolder(named: string | undefined, program: string): Promise<string> {
  if (named !== undefined) return named
  const beside = join(program, 'var')
  return (await everyoneCanReach(program)) ? beside : '/var/lib/vaguemestre'
}
