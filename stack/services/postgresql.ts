// PostgreSQL: ready when it runs a statement. The superuser is asked, because it exists before any role of ours does
// and still gets in when all other connections are taken.

import { join } from 'node:path'
import { readSecret } from '#core/config/read-config.ts'
import { pingPostgresql } from '#daemons/postgresql/ping.ts'
import { postgresqlFiles } from '../generate/postgresql.ts'
import type { Installation } from '../installation.ts'
import { secretFile } from '../spec/secret-file.ts'
import type { Service } from '../supervise/service.ts'
import { onLoopback, readinessOf } from './on-loopback.ts'

export function postgresqlService(installation: Installation): Service {
  const { facts, paths, ports } = installation
  const { cluster, configuration, socketFolder } = postgresqlFiles(installation)
  const program = join(facts.postgresqlBin, 'postgres')
  const files = ['-D', cluster, '-c', `config_file=${configuration}`] as const
  return {
    name: 'postgresql',
    command: [program, ...files],
    user: 'postgres',
    environment: {},
    needs: [],
    directories: [
      { path: join(paths.data, 'postgresql'), owner: 'postgres', mode: 0o700 },
      { path: socketFolder, owner: 'postgres', mode: 0o755 },
    ],
    // `-C` comes first: only then does the server let root read its configuration.
    check: [program, '-C', 'max_connections', ...files],
    // Fast shutdown: open transactions are rolled back, then a checkpoint is written.
    stopSignal: 'SIGINT',
    stopSeconds: 30,
    startSeconds: 60,
    reloadSignal: null,
    probe: async () => {
      const answer = await pingPostgresql({
        ...onLoopback(ports.postgresql),
        role: 'postgres',
        database: 'postgres',
        password: readSecret(secretFile(paths, 'database-postgres')),
      })
      return readinessOf(answer.ok ? { ...answer, value: `PostgreSQL ${answer.value}` } : answer)
    },
  }
}
