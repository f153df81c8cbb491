// Whether the daemons' users can walk to a folder: a clone in /root (0700) cannot hold the state.

import { existsSync } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { dirname, join, parse } from 'node:path'
import type { DaemonUser } from '../spec/system-user.ts'
import { mustSucceed } from './command.ts'
import { knownDaemonUsers } from './users.ts'

/** True when every existing folder on the way is open to everybody (execute for others). */
export async function everyoneCanReach(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null)
    if (found !== null && (found.mode & 0o001) === 0) return false
    if (folder === parse(folder).root) return true
  }
}

/** A folder on the way to another one, and the daemons' users whom it lets no further. */
export interface ClosedFolder {
  readonly folder: string
  readonly users: readonly DaemonUser[]
}

/**
 * Which folders above `path` are closed to which of the daemons' users. Each of them is asked, because groups and ACLs may let
 * them in where the mode does not; that takes root.
 */
export async function closedFoldersAbove(path: string): Promise<readonly ClosedFolder[]> {
  const folders = await foldersOnTheWay(path)
  const refused = await Promise.all(
    (await knownDaemonUsers()).map(async ({ name, uid, gid }) => {
      const asUser = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--init-groups'] as const
      const firstClosed = 'for each; do test -x "$each" || { printf %s "$each"; break; }; done'
      const printed = await mustSucceed([...asUser, 'sh', '-c', firstClosed, 'sh', ...folders])
      return { name, folder: printed }
    }),
  )
  return folders.flatMap((folder) => {
    const users = refused.filter((each) => each.folder === folder).map(({ name }) => name)
    return users.length === 0 ? [] : [{ folder, users }]
  })
}

/** Those that are there, from the root down: where links lead, then where they lie. */
async function foldersOnTheWay(path: string): Promise<readonly string[]> {
  const named = foldersAbove(path).filter((folder) => existsSync(folder))
  const last = existsSync(path) ? path : (named.at(-1) ?? path)
  const real = await realpath(last)
  return [...new Set([...foldersAbove(real), ...(last === path ? [] : [real]), ...named])]
}

function foldersAbove(path: string): readonly string[] {
  const above = dirname(path)
  return above === path ? [] : [...foldersAbove(above), above]
}

/** The state folder: what the operator named, else `./var` beside the program, else the system's place. */
export async function stateFolder(named: string | undefined, program: string): Promise<string> {
  if (named !== undefined) return named
  const beside = join(program, 'var')
  return (await everyoneCanReach(program)) ? beside : '/var/lib/vaguemestre'
}
