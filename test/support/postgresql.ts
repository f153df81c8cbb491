// A PostgreSQL of its own for one test file: throw-away folder, free port on the loopback address, gone at the end.

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { Secret } from '#core/secret.ts'
import { type Database, openDatabase } from '#db/connection.ts'
import { type MigrationTarget, migrateDatabase } from '#db/migrate.ts'
import { databaseName, ownerRole, type RuntimeRole, runtimeRoles } from '#db/names.ts'

const run = promisify(execFile)
const startSeconds = 20
const asPostgres = ['--reuid=postgres', '--regid=postgres', '--init-groups', '--pdeathsig', 'KILL']

export interface TestPostgresql extends AsyncDisposable {
  readonly port: number
  readonly target: MigrationTarget
  /** The server's process: tests stop, continue and kill it. */
  readonly process: ChildProcess
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>
  /** Ends every connection of a role, as a restart or a broken network would. */
  cut(role: RuntimeRole): Promise<void>
  /** Ends only those of its connections whose statement waits for a lock. */
  cutWaiting(role: RuntimeRole): Promise<void>
  /** As the owner or one of the run-time roles; through another port when something stands between. */
  open(role: typeof ownerRole | RuntimeRole, through?: number): Database
}

export interface PostgresqlOptions {
  /** Waits for the disk, as an installation does: for figures. */
  readonly fsync?: boolean
}

export async function startPostgresql({ fsync = false }: PostgresqlOptions = {}): Promise<TestPostgresql> {
  const bin = await newestBin()
  const folder = await mkdtemp('/tmp/vm-postgresql-')
  await run('chown', ['postgres:postgres', folder])
  const superuserPassword = new Secret('superuser-test-password')
  const pwfile = join(folder, 'pwfile')
  await writeFile(pwfile, `${superuserPassword.reveal()}\n`, { mode: 0o644 })
  await run('setpriv', [
    ...asPostgres,
    join(bin, 'initdb'),
    ...['-D', join(folder, 'cluster'), '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${pwfile}`],
    ...['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
  ])
  const port = await freePort()
  const start = async () => {
    const deadline = Date.now() + startSeconds * 1000
    for (;;) {
      const child = launch()
      const died = new Promise<'died'>((resolve) => child.once('exit', () => resolve('died')))
      if ((await Promise.race([untilAnswering(port, superuserPassword), died])) !== 'died') return child
      // The processes of one that was killed hold its memory until they notice.
      if (Date.now() > deadline) throw new Error('PostgreSQL does not start')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const launch = () =>
    spawn(
      'setpriv',
      [
        ...asPostgres,
        join(bin, 'postgres'),
        ...['-D', join(folder, 'cluster'), '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
        ...['-c', `unix_socket_directories=${folder}`, '-c', `fsync=${fsync}`, '-c', 'max_connections=60'],
        ...['-c', 'jit=off'],
      ],
      { stdio: 'ignore' },
    )
  let process = await start()
  const passwords = Object.fromEntries(
    [ownerRole, ...runtimeRoles].map((role) => [role, new Secret(`test-${role}`)]),
  ) as MigrationTarget['passwords']
  return {
    port,
    target: { host: '127.0.0.1', port, superuserPassword, passwords },
    get process() {
      return process
    },
    restart: async () => {
      process = await start()
    },
    cut: (role) => cutConnections(port, superuserPassword, role),
    cutWaiting: (role) => cutConnections(port, superuserPassword, role, "wait_event_type = 'Lock'"),
    open: (role, through = port) =>
      openDatabase(
        { host: '127.0.0.1', port: through, name: databaseName, role, passwordFile: '', maxConnections: 6 },
        passwords[role],
      ),
    [Symbol.asyncDispose]: async () => {
      const gone = new Promise((resolve) => process.once('exit', resolve))
      if (process.exitCode === null && process.signalCode === null && process.kill('SIGQUIT')) await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Ready for use: migrated. */
export async function startDatabase(options?: PostgresqlOptions): Promise<TestPostgresql> {
  const postgresql = await startPostgresql(options)
  await migrateDatabase(postgresql.target)
  return postgresql
}

async function newestBin(): Promise<string> {
  const majors = (await readdir('/usr/lib/postgresql')).map(Number).sort((a, b) => b - a)
  return `/usr/lib/postgresql/${majors[0]}/bin`
}

/** None twice in one process: what was given may be bound later, or never. Another process of the run draws from the other half. */
const given = new Set<number>()
const half = (Number(process.env['VITEST_POOL_ID'] ?? 0) % 2) * 3_500

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const attempt = () => {
      // Below the range the kernel hands to outgoing connections, so that nothing takes it in between; above the
      // ranges that tests claim for whole installations.
      const port = 25_000 + half + Math.floor(Math.random() * 3_500)
      if (given.has(port)) return attempt()
      given.add(port)
      const server = createServer()
      server.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? attempt() : reject(error),
      )
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)))
    }
    attempt()
  })
}

const asSuperuser = (port: number, password: Secret) =>
  new pg.Client({
    ...{ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' },
    ...{ password: password.reveal(), connectionTimeoutMillis: 1000 },
  })

async function cutConnections(
  port: number,
  password: Secret,
  role: RuntimeRole,
  which = 'true',
): Promise<void> {
  const client = asSuperuser(port, password)
  await client.connect()
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = $1 and ${which}`,
    [role],
  )
  await client.end()
}

async function untilAnswering(port: number, password: Secret): Promise<void> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const client = asSuperuser(port, password)
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
