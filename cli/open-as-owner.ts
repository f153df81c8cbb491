// The database with the owner's rights: the command line has no run-time role of its own.

import type { DatabaseAccess } from '#core/config/listener.ts'
import { readSecret } from '#core/config/read-config.ts'
import type { Secret } from '#core/secret.ts'
import { type Database, openDatabase } from '#db/connection.ts'
import { ownerRole } from '#db/names.ts'
import { databaseOf } from '#stack/generate/process-config.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import type { Context } from './context.ts'
import { Fault } from './terminal.ts'

/** Throws a `Fault` when there is no installation yet, or its secrets are not the caller's to read. */
export function openAsOwner(installation: Pick<Context, 'spec' | 'paths' | 'ports'>): Database {
  const access: DatabaseAccess = {
    ...databaseOf(installation, 'vm_worker'),
    role: ownerRole,
    maxConnections: 2,
  }
  return openDatabase(access, passwordIn(secretFile(installation.paths, `database-${ownerRole}`)))
}

function passwordIn(file: string): Secret {
  try {
    return readSecret(file)
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const why = missing ? 'nothing was started here yet' : 'run this as root'
    throw new Fault(`${file} cannot be read: ${why}`)
  }
}
