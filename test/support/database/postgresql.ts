// PostgreSQL for tests. One server stands for a whole run (`shared-postgresql.ts`); each file gets a copy of its migrated
// database. Outside such a run, and for tests that stop or fill a server, it starts one of its own: a throw-away folder
// and a free port on the loopback address.

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises'
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

export interface TestDatabase extends AsyncDisposable {
  readonly port: number
  readonly name: string
  readonly passwords: MigrationTarget['passwords']
  /** Ends every connection and takes none, as a server that is away; its other databases notice nothing. */
  shutDown(): Promise<void>
  /** Takes connections again. */
  startUp(): Promise<void>
  /** Ends every connection of a role, as a restart or a broken network would. */
  cut(role: RuntimeRole): Promise<void>
  /** Ends only those of its connections whose statement waits for a lock. */
  cutWaiting(role: RuntimeRole): Promise<void>
  /** As the owner or one of the run-time roles; through another port when something stands between. */
  open(role: typeof ownerRole | RuntimeRole, through?: number): Database
}

export interface TestPostgresql extends TestDatabase {
  readonly target: MigrationTarget
  /** The server's process: tests stop, continue and kill it. */
  readonly process: ChildProcess
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>
}

export interface PostgresqlOptions {
  /** Waits for the disk, as an installation does: for figures. */
  readonly fsync?: boolean
}

/** Where the shared server of a run says its port to the processes of that run. */
export const sharedPortVariable = 'VAGUEMESTRE_TEST_POSTGRESQL_PORT'

const superuserPassword = new Secret('superuser-test-password')
const passwords = Object.fromEntries(
  [ownerRole, ...runtimeRoles].map((role) => [role, new Secret(`test-${role}`)]),
) as MigrationTarget['passwords']

/** A server without our database; `startServer` migrates. */
export async function startPostgresql({ fsync = false }: PostgresqlOptions = {}): Promise<TestPostgresql> {
  const bin = await newestBin()
  const folder = await mkdtemp(join(fsync ? '/tmp' : await fastestFolder(), 'vm-postgresql-'))
  await run('chown', ['postgres:postgres', folder])
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
      if ((await Promise.race([untilAnswering(port), died])) !== 'died') return child
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
        ...['-c', `unix_socket_directories=${folder}`, '-c', `fsync=${fsync}`, '-c', 'max_connections=200'],
        // A vacuum would keep the database from being copied.
        ...['-c', 'jit=off', '-c', 'autovacuum=off'],
      ],
      { stdio: 'ignore' },
    )
  let process = await start()
  return {
    ...databaseOn(port, databaseName),
    target: { host: '127.0.0.1', port, superuserPassword, passwords },
    get process() {
      return process
    },
    restart: async () => {
      process = await start()
    },
    [Symbol.asyncDispose]: async () => {
      const gone = new Promise((resolve) => process.once('exit', resolve))
      if (process.exitCode === null && process.signalCode === null && process.kill('SIGQUIT')) await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A server of one's own, migrated: for tests that stop or kill it, and for figures. */
export async function startServer(options?: PostgresqlOptions): Promise<TestPostgresql> {
  const postgresql = await startPostgresql(options)
  await migrateDatabase(postgresql.target)
  return postgresql
}

/** An empty database of this version on the shared server; outside a run of the tests, on a server of its own. */
export async function startDatabase(): Promise<TestDatabase> {
  const port = Number(process.env[sharedPortVariable] ?? 0)
  if (port === 0) return await startServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  // Rights on a database itself are not copied with it.
  await asSuperuser(
    port,
    `create database ${name} template ${databaseName} owner ${ownerRole}`,
    `revoke all on database ${name} from public`,
    `grant connect on database ${name} to ${runtimeRoles.join(', ')}`,
  )
  return {
    ...databaseOn(port, name),
    [Symbol.asyncDispose]: () => asSuperuser(port, `drop database ${name} with (force)`),
  }
}

function databaseOn(port: number, name: string): Omit<TestDatabase, typeof Symbol.asyncDispose> {
  const terminate = (which: string) =>
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and ${which}`
  const cut = (role: RuntimeRole, which = 'true') =>
    asSuperuser(port, terminate(`usename = '${role}' and ${which}`))
  return {
    ...{ port, name, passwords },
    shutDown: () => asSuperuser(port, `alter database ${name} with connection limit 0`, terminate('true')),
    startUp: () => asSuperuser(port, `alter database ${name} with connection limit -1`),
    cut: (role) => cut(role),
    cutWaiting: (role) => cut(role, "wait_event_type = 'Lock'"),
    open: (role, through = port) =>
      openDatabase(
        { host: '127.0.0.1', port: through, name, role, passwordFile: '', maxConnections: 6 },
        passwords[role],
      ),
  }
}

/** In memory where there is a gigabyte of it: nothing here has to outlive the machine. */
async function fastestFolder(): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => null)
  return memory !== null && memory.bavail * memory.bsize > 2 ** 30 ? '/dev/shm' : '/tmp'
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

async function asSuperuser(port: number, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' },
    ...{ password: superuserPassword.reveal(), connectionTimeoutMillis: 1000 },
  })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

async function untilAnswering(port: number): Promise<void> {
  const deadline = Date.now() + 10_000
  for (;;) {
    try {
      return await asSuperuser(port)
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
