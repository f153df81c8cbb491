// Ends what Dovecot has open of a credential that no longer holds: at once when it is heard of, and a moment later again for
// whoever was logging in just then, or when it was not heard.

import type { Doveadm } from '#daemons/doveadm/doveadm.ts'
import { readSessionEnd, type SessionEnd, type SessionEnds } from '#db/stores/security/session-ends.ts'

/** Longer than a login takes. */
const againMilliseconds = 2_000
const batch = 200

export interface SessionEndPorts {
  readonly ends: SessionEnds
  readonly doveadm: Pick<Doveadm, 'kick'>
}

/** Nothing is lost when it fails: the row is there. */
export async function endHeard({ doveadm }: SessionEndPorts, payload: string): Promise<void> {
  const end = readSessionEnd(payload)
  if (end !== null) await doveadm.kick(end)
}

/** True when there may be more. Rejects when Dovecot does not answer; it is asked again then. */
export async function endDue({ ends, doveadm }: SessionEndPorts): Promise<boolean> {
  const due = await ends.due(againMilliseconds, batch)
  const same = new Map<string, SessionEnd>(due.map((end) => [`${end.kind} ${end.value}`, end]))
  for (const end of same.values()) {
    const kicked = await doveadm.kick(end)
    if (!kicked.ok && kicked.error.kind === 'unreachable') throw new Error(kicked.error.cause)
  }
  if (due.length > 0) await ends.settled(due.map(({ id }) => id))
  return due.length === batch
}
