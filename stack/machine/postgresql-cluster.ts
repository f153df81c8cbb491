// The database cluster on disk. PostgreSQL refuses to read the files of another major version, so the major is part
// of the state: another one is refused with a sentence before anything starts.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { clusterFolder, type Paths } from '../spec/paths.ts'
import { secretFile } from '../spec/secret-file.ts'
import { mustSucceed } from './command.ts'
import { writeOwnedFile } from './owned-file.ts'

export interface PostgresqlPrograms {
  readonly bin: string
  readonly major: number
}

/** The newest PostgreSQL of the machine, or the one the state was made with when that is installed too. */
export async function findPostgresql(paths: Paths): Promise<PostgresqlPrograms> {
  const installed = (await readdir('/usr/lib/postgresql').catch(() => []))
    .map(Number)
    .filter((major) => major >= 15)
    .sort((a, b) => b - a)
  const recorded = await recordedMajor(paths)
  const major = recorded ?? installed[0]
  if (major === undefined)
    throw new Error('PostgreSQL 15 or newer is not installed: apt-get install postgresql')
  if (!installed.includes(major)) {
    throw new Error(
      `The state in ${paths.state} was made by PostgreSQL ${major}, and this machine has ${installed.join(', ') || 'none'}. ` +
        `Install postgresql-${major}, or dump with ${major} and restore into a new state folder.`,
    )
  }
  return { bin: `/usr/lib/postgresql/${major}/bin`, major }
}

const recordFile = (paths: Paths): string => join(paths.data, 'postgresql', 'major')

async function recordedMajor(paths: Paths): Promise<number | null> {
  const text = await readFile(recordFile(paths), 'utf8').catch(() => null)
  return text === null ? null : Number(text)
}

/** Makes the cluster if there is none. The major is recorded last, so one that initdb left half-made is made again. */
export async function createCluster(paths: Paths, programs: PostgresqlPrograms): Promise<void> {
  if ((await recordedMajor(paths)) !== null) return
  const folder = clusterFolder(paths, programs.major)
  await mustSucceed(['rm', '-rf', folder])
  await mustSucceed([
    'setpriv',
    '--reuid=postgres',
    '--regid=postgres',
    '--init-groups',
    join(programs.bin, 'initdb'),
    '--pgdata',
    folder,
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--auth=scram-sha-256',
    '--username=postgres',
    `--pwfile=${secretFile(paths, 'database-postgres')}`,
  ])
  await writeOwnedFile(recordFile(paths), `${programs.major}\n`, { uid: 0, gid: 0, mode: 0o644 })
}
