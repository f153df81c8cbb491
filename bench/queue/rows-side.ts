// Our own rows (db/stores/queue/enqueue-mail.ts, queue-runs.ts).

import type { Database } from '#db/connection.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import type { ClaimedDelivery } from '#db/stores/queue/queue-claim.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { attempted } from '#test/support/database/queued.ts'
import { perDestination, type QueueSide } from './side.ts'

export function rowsSide(gateway: Database, worker: Database): QueueSide<ClaimedDelivery> {
  const queue = mailQueueStore(gateway)
  const runs = queueRunsStore(worker, { perDestination, leaseSeconds: 60 })
  return {
    name: 'rows',
    enqueue: (message) => queue.enqueue(message),
    claim: async (most) => (await runs.claim(most)).deliveries,
    settle: async (delivery) => {
      await runs.content(delivery.queueId)
      await runs.record(delivery, attempted(delivery.recipients))
    },
    destination: ({ destination }) => destination,
  }
}
