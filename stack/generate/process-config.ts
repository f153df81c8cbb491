// What the configurations of our own processes have in common.

import { databaseName, type RuntimeRole } from '#db/names.ts'
import type { Installation } from '../installation.ts'
import { listenAt } from '../spec/listeners.ts'
import { secretFile } from '../spec/secret-file.ts'
import type { GeneratedFile } from './generated-file.ts'

const loopback = '127.0.0.1'

/** Access of one process to PostgreSQL. The total of the spec is divided among the processes of one machine. */
export function databaseOf(
  { spec, paths, ports }: Pick<Installation, 'spec' | 'paths' | 'ports'>,
  role: RuntimeRole,
) {
  return {
    host: loopback,
    port: ports.postgresql,
    name: databaseName,
    role,
    passwordFile: secretFile(paths, `database-${role}`),
    maxConnections: Math.max(4, Math.floor(spec.limits.databaseConnections / 8)),
  }
}

export const mailServersOf = (installation: Installation) => ({
  host: installation.spec.mailHost,
  imapsPort: listenAt(installation, 'imaps').port,
  submissionsPort: listenAt(installation, 'submissions').port,
})

export const onLoopback = (port: number) => ({ host: loopback, port })

/** JSON has no comments, so the mark that a file is generated cannot stand in it: its folder says so. */
export function configFile(process: string, config: unknown): GeneratedFile {
  return {
    path: `${process}/${process}.json`,
    content: `${JSON.stringify(config, null, 2)}\n`,
    owner: 'vaguemestre',
  }
}
