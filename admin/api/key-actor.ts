// A program that asks with a key. Read anew for each request: a revoked key ends at once.

import type { Database } from '#db/connection.ts'
import { findUsableKey, noteKeyUse } from '#db/stores/persons/api-keys.ts'
import type { Actor } from '#identity/actor.ts'
import { isApiKey, permissionsOfKey, selectorOf } from '#identity/api-key.ts'

/** Null for anything that is not the whole of a key that may be used now. */
export async function keyActor(
  database: Database,
  authorization: string,
  client: string,
): Promise<Actor | null> {
  const key = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
  const selector = selectorOf(key)
  const found = selector === null ? null : await findUsableKey(database, selector)
  if (found === null || !isApiKey(key, found.digest)) return null
  const { id, name, commune, tenantKind, permissions } = found
  await noteKeyUse(database, id)
  return {
    kind: 'key',
    id,
    name,
    commune,
    scope: tenantKind === 'department' ? { kind: 'department' } : { kind: 'commune', commune },
    permissions: permissionsOfKey(permissions, tenantKind),
    client,
  }
}
