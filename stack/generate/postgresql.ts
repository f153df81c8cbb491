// PostgreSQL: the only shared state. Loopback and a Unix socket, SCRAM everywhere, nothing of a statement in the log:
// the SQL text that Dovecot sends holds app passwords.

import { join } from 'node:path'
import type { Installation } from '../installation.ts'
import { clusterFolder } from '../spec/paths.ts'
import type { GeneratedFile } from './generated-file.ts'
import { postgresqlConf } from './syntax/postgresql-conf.ts'
import { postgresqlHba } from './syntax/postgresql-hba.ts'

const owner = 'postgres'
const all = { keyword: 'all' } as const

/** Where the server is told to find its files; shared with its service definition. */
export function postgresqlFiles({ paths, facts }: Installation) {
  const folder = join(paths.etc, 'postgresql')
  return {
    cluster: clusterFolder(paths, facts.postgresqlMajor),
    configuration: join(folder, 'postgresql.conf'),
    hostAccess: join(folder, 'pg_hba.conf'),
    socketFolder: join(paths.run, 'postgresql'),
  }
}

export function generatePostgresql(installation: Installation): readonly GeneratedFile[] {
  const { spec, ports } = installation
  const { hostAccess, socketFolder } = postgresqlFiles(installation)
  const settings = postgresqlConf({
    hba_file: hostAccess,
    listen_addresses: '127.0.0.1',
    port: ports.postgresql,
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0777',
    max_connections: spec.limits.databaseConnections,
    password_encryption: 'scram-sha-256',
    shared_buffers: '128MB',
    work_mem: '4MB',
    // A chroot or a small container has no /dev/shm that everybody may write to.
    dynamic_shared_memory_type: 'mmap',
    // Statements are many and small: compiling one costs more than running it.
    jit: false,
    fsync: true,
    synchronous_commit: true,
    full_page_writes: true,
    // A dead client must not keep its locks and its connection for hours.
    tcp_keepalives_idle: 60,
    tcp_keepalives_interval: 10,
    tcp_keepalives_count: 3,
    idle_in_transaction_session_timeout: '60s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: false,
    log_destination: 'stderr',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_statement: 'none',
    log_min_duration_statement: -1,
    log_min_duration_sample: -1,
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
  })
  const access = postgresqlHba([
    { from: null, database: all, role: all, method: 'scram-sha-256' },
    { from: '127.0.0.1/32', database: all, role: all, method: 'scram-sha-256' },
  ])
  return [
    { path: 'postgresql/postgresql.conf', content: settings, owner },
    { path: 'postgresql/pg_hba.conf', content: access, owner },
  ]
}
