// Whoever asks, as the audit log names them.

import type { AuditActor } from '#db/stores/audit.ts'
import type { Actor } from '#identity/actor.ts'

/** Null for whoever did not sign in: known by where they ask from alone. */
export const auditActor = (actor: Actor | null, client: string): AuditActor => ({
  kind: actor?.kind ?? 'person',
  id: actor?.id ?? null,
  name: actor?.name ?? '',
  client: client === '' ? null : client,
})
