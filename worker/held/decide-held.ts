// The jobs `release-held` and `delete-held`, and the end of what nobody decided about. Doing any of them twice is
// harmless.

import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { JobPayload } from '#db/jobs.ts'
import type { HeldDecisions } from '#db/stores/held/held-decisions.ts'

export interface HeldPorts {
  readonly decisions: HeldDecisions
  readonly clock: Clock
  readonly log: Log
}

const day = 86_400_000
const batch = 100

/**
 * A virus is never released by a job, and a denial of the commune never lifted by one: jobs come from links that need no
 * password. Both take the command line, and somebody who means it.
 */
export async function releaseHeld(
  { decisions, log }: HeldPorts,
  { allowSender, learn, ...choice }: JobPayload<'release-held'>,
): Promise<void> {
  const { recipients } = await decisions.release(choice, {
    ...{ allowSender, learn, evenDenied: false, evenVirus: false },
  })
  const { queueId } = choice
  for (const recipient of recipients)
    log.info({ event: 'held.decided', queueId, recipient, decision: 'released' })
}

export async function deleteHeld(
  { decisions, log }: HeldPorts,
  choice: JobPayload<'delete-held'>,
): Promise<void> {
  const { queueId } = choice
  for (const recipient of await decisions.delete(choice))
    log.info({ event: 'held.decided', queueId, recipient, decision: 'deleted' })
}

/** True when there may be more. */
export async function expireHeld({ decisions, clock, log }: HeldPorts, heldDays: number): Promise<boolean> {
  const gone = await decisions.expire(new Date(clock.now() - heldDays * day), batch)
  for (const each of gone) log.info({ event: 'held.decided', ...each, decision: 'expired' })
  return gone.length >= batch
}
