// Brings the database of an installation to the state this version of the code needs: database, roles, tables, views,
// rights and the job queues. Running it again changes nothing but the roles' passwords. Never deletes anything.

import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import type { Secret } from '#core/secret.ts'
import { createJobQueues } from './create-job-queues.ts'
import { databaseName, ownerRole, type RuntimeRole, runtimeRoles } from './names.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))
/** Any number that no other program on this cluster uses: "vague" in ASCII. */
const migrationLock = 0x7661677565n

export interface MigrationTarget {
  readonly host: string
  readonly port: number
  /** Of the role `postgres`. */
  readonly superuserPassword: Secret
  readonly passwords: Readonly<Record<typeof ownerRole | RuntimeRole, Secret>>
}

/** `applied` counts the migrations that were new. Two that run at once follow each other. Rejects on any failure. */
export async function migrateDatabase(target: MigrationTarget): Promise<{ readonly applied: number }> {
  const superuser = new pg.Client(clientFor(target, 'postgres', target.superuserPassword))
  superuser.on('error', () => {})
  await superuser.connect()
  try {
    // Held by this session until it ends; advisory locks are local to the database `postgres`, where all meet.
    await superuser.query('select pg_advisory_lock($1)', [migrationLock])
    for (const role of [ownerRole, ...runtimeRoles] as const)
      await createRole(superuser, role, target.passwords[role])
    await hideStatements(superuser)
    await letUsageBeLost(superuser)
    await createDatabase(superuser)
    return { applied: await applyMigrations(target) }
  } finally {
    await superuser.end()
  }
}

function clientFor(target: MigrationTarget, role: string, password: Secret): pg.ClientConfig {
  return {
    host: target.host,
    port: target.port,
    database: role === ownerRole ? databaseName : 'postgres',
    user: role,
    password: () => password.reveal(),
    application_name: 'vaguemestre-migrate',
    connectionTimeoutMillis: 10_000,
  }
}

async function createRole(superuser: pg.Client, role: string, password: Secret): Promise<void> {
  const existing = await superuser.query('select 1 from pg_roles where rolname = $1', [role])
  if (existing.rowCount === 0) await superuser.query(`create role ${role}`)
  await superuser.query(
    `alter role ${role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '${scramVerifier(password)}'`,
  )
}

/** Dovecot puts the first characters of a password into SQL (its selector): no log and no view of activity may show them. */
async function hideStatements(superuser: pg.Client): Promise<void> {
  const settings = {
    log_statement: 'none',
    log_min_duration_statement: '-1',
    log_min_duration_sample: '-1',
    log_min_error_statement: 'panic',
    log_duration: 'off',
    track_activities: 'off',
  }
  for (const [name, value] of Object.entries(settings)) {
    await superuser.query(`alter role vm_dovecot set ${name} = '${value}'`)
  }
}

/**
 * Dovecot says how full a box is at each delivery and waits for the commit, and the sender waits with it. A crash of PostgreSQL
 * takes back half a second of these figures; Dovecot counts by itself, and writes whole ones at the next change of the box.
 */
async function letUsageBeLost(superuser: pg.Client): Promise<void> {
  await superuser.query('alter role vm_dovecot set synchronous_commit = off')
}

async function createDatabase(superuser: pg.Client): Promise<void> {
  const existing = await superuser.query('select 1 from pg_database where datname = $1', [databaseName])
  if (existing.rowCount === 0) {
    await superuser.query(
      `create database ${databaseName} owner ${ownerRole} template template0 encoding 'UTF8' locale 'C.UTF-8'`,
    )
  }
  // Nobody has business in the cluster's own databases, not even a temporary table.
  for (const name of [databaseName, 'postgres', 'template1'])
    await superuser.query(`revoke all on database ${name} from public`)
  await superuser.query(`grant connect on database ${databaseName} to ${runtimeRoles.join(', ')}`)
}

async function applyMigrations(target: MigrationTarget): Promise<number> {
  const owner = new pg.Client(clientFor(target, ownerRole, target.passwords[ownerRole]))
  owner.on('error', () => {})
  await owner.connect()
  try {
    const before = await countMigrations(owner)
    await migrate(drizzle(owner), { migrationsFolder })
    await createJobQueues(owner)
    return (await countMigrations(owner)) - before
  } finally {
    await owner.end()
  }
}

async function countMigrations(owner: pg.Client): Promise<number> {
  const table = await owner.query<{ exists: boolean }>(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as exists",
  )
  if (table.rows[0]?.exists !== true) return 0
  const counted = await owner.query<{ applied: number }>(
    'select count(*)::int as applied from drizzle.__drizzle_migrations',
  )
  return counted.rows[0]?.applied ?? 0
}

// The form in which PostgreSQL stores a password (RFC 5803, RFC 7677): made here, so that a password never stands in an
// SQL statement that the server might log.
const iterations = 4096

/** Fits `ALTER ROLE … PASSWORD '…'` as it is: it has no character that SQL would have to escape. */
function scramVerifier(password: Secret, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password.reveal().normalize('NFKC'), salt, iterations, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`
}
