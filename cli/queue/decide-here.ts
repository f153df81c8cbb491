// What the panel's screens of outgoing mail do, done by whoever is root on this machine; the log says that it was done here.

import type { QueueId } from '#core/queue/queue-id.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { Database, Transaction } from '#db/connection.ts'
import { redactQueryErrors } from '#db/redact-query-error.ts'
import { type AuditActor, actAs, writeAudit } from '#db/stores/audit.ts'
import { findDestination } from '#db/stores/queue/destinations.ts'
import {
  deleteDeliveries,
  holdDeliveries,
  type Pause,
  pauseDestination,
  releaseDeliveries,
  resumeDestination,
  retryNow,
} from '#db/stores/queue/queue-decisions.ts'
import { findEnvelope } from '#db/stores/queue/queued-message.ts'
import { deletedEntry } from '#db/stores/trace/trace-deletion.ts'
import { insertFollowUps } from '#db/stores/trace/trace-follow-up.ts'
import { thisMachine } from '../this-machine.ts'

export type Decision = 'retry' | 'hold' | 'release' | 'delete'

const work: Readonly<Record<Decision, typeof holdDeliveries>> = {
  retry: retryNow,
  hold: holdDeliveries,
  release: releaseDeliveries,
  delete: deleteAndTell,
}
const actions = {
  retry: { action: 'retry:queue' },
  hold: { action: 'hold:queue' },
  release: { action: 'release:queue' },
  delete: { action: 'delete:queue' },
} as const
const scope = { kind: 'department' } as const

export interface Chosen {
  readonly queueId: QueueId
  /** Null for all of them. */
  readonly destination: Destination | null
}

/** How many deliveries it was done to; null when there is no such message. */
export const decideHere = (
  database: Database,
  decision: Decision,
  { queueId, destination }: Chosen,
): Promise<number | null> =>
  asMachine(database, thisMachine(`queue ${decision}`), async (transaction, by) => {
    const envelope = await findEnvelope(transaction, scope, { queueId, destination })
    if (envelope === null) return null
    const deliveries = await work[decision](transaction, { scope, queueId, destination })
    if (deliveries === 0) return 0
    const { commune, reversePath, heldFor } = envelope
    await writeAudit(transaction, by, {
      ...{
        ...actions[decision],
        commune,
        entityId: queueId,
        entity: reversePath === '' ? '<>' : reversePath,
      },
      after: { destination, deliveries, ...(decision === 'release' ? { heldFor } : {}) },
    })
    return deliveries
  })

export const pauseHere = (database: Database, pause: Pause): Promise<void> =>
  asMachine(database, thisMachine('queue pause'), async (transaction, by) => {
    const { destination, reason, until } = pause
    const { paused } = await findDestination(transaction, scope, destination)
    await pauseDestination(transaction, pause)
    await writeAudit(transaction, by, {
      ...{ action: 'pause:destination', commune: null, entityId: destination, entity: destination },
      before: paused === null ? null : { reason: paused.reason, until: paused.until?.toISOString() ?? null },
      after: { reason, until: until?.toISOString() ?? null },
    })
  })

/** False when it was not paused. */
export const resumeHere = (database: Database, destination: Destination): Promise<boolean> =>
  asMachine(database, thisMachine('queue resume'), async (transaction, by) => {
    const { paused } = await findDestination(transaction, scope, destination)
    if (paused === null || !(await resumeDestination(transaction, destination))) return false
    await writeAudit(transaction, by, {
      ...{ action: 'resume:destination', commune: null, entityId: destination, entity: destination },
      before: { reason: paused.reason, until: paused.until?.toISOString() ?? null },
    })
    return true
  })

/** The owner of the database writes the trace itself. */
async function deleteAndTell(...asked: Parameters<typeof deleteDeliveries>): Promise<number> {
  const { deliveries, recipients } = await deleteDeliveries(...asked)
  if (recipients.length > 0) await asked[0].execute(insertFollowUps(recipients.map(deletedEntry)))
  return deliveries
}

const asMachine = <Value>(
  database: Database,
  by: AuditActor,
  change: (transaction: Transaction, by: AuditActor) => Promise<Value>,
): Promise<Value> =>
  redactQueryErrors(() =>
    database.transaction(async (transaction) => {
      await actAs(transaction, by)
      return await change(transaction, by)
    }),
  )
