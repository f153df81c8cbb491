// Brings the running database to this version of the schema, and fills in what an installation starts with.

import { readSecret } from '#core/config/read-config.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { ownerRole, type RuntimeRole, runtimeRoles } from '#db/names.ts'
import type { Installation } from '#stack/installation.ts'
import { type DatabaseRole, secretFile } from '#stack/spec/secret-file.ts'

/** Idempotent; needs PostgreSQL to answer. */
export async function bringDatabaseUp({ paths, ports }: Installation): Promise<void> {
  const secret = (role: DatabaseRole) => readSecret(secretFile(paths, `database-${role}`))
  const roles = [ownerRole, ...runtimeRoles] as const
  const passwords = Object.fromEntries(roles.map((role) => [role, secret(role)])) as Record<
    typeof ownerRole | RuntimeRole,
    ReturnType<typeof secret>
  >
  await migrateDatabase({
    host: '127.0.0.1',
    port: ports.postgresql,
    superuserPassword: secret('postgres'),
    passwords,
  })
}
