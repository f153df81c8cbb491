// The database with the owner's rights: the command line has no run-time role of its own.

import type { DatabaseAccess } from '#core/config/listener.ts'
import { readSecret } from '#core/config/read-config.ts'
import { type Database, openDatabase } from '#db/connection.ts'
import { ownerRole } from '#db/names.ts'
import { databaseOf } from '#stack/generate/process-config.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import type { Context } from './context.ts'

/** Throws when the caller may not read the owner's password. */
export function openAsOwner(installation: Pick<Context, 'spec' | 'paths' | 'ports'>): Database {
  const access: DatabaseAccess = {
    ...databaseOf(installation, 'vm_worker'),
    role: ownerRole,
    maxConnections: 2,
  }
  return openDatabase(access, readSecret(secretFile(installation.paths, `database-${ownerRole}`)))
}
