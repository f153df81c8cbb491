// Outgoing mail in the words of the contract.

import { leakKindText } from '#core/policies/leak-text.ts'
import type { Scope } from '#db/stores/query/scope.ts'
import type { DestinationRow } from '#db/stores/queue/destinations.ts'
import type { QueuedDelivery } from '#db/stores/queue/find-queue.ts'
import type { QueuedMessage } from '#db/stores/queue/queued-message.ts'
import { iso } from '../http/query-values.ts'

export const queueRowView = (row: QueuedDelivery) => ({
  ...row,
  recipients: [...row.recipients],
  acceptedAt: iso(row.acceptedAt),
  nextAttemptAt: iso(row.nextAttemptAt),
  expiresAt: iso(row.expiresAt),
})

export const queuedMessageView = (message: QueuedMessage) => ({
  ...message,
  acceptedAt: iso(message.acceptedAt),
  leaks: message.leaks.map(({ kind, count }) => ({
    ...{ kind, count },
    ...{ fr: leakKindText(kind, 'fr'), en: leakKindText(kind, 'en') },
  })),
  deliveries: message.deliveries.map((delivery) => ({
    ...delivery,
    nextAttemptAt: iso(delivery.nextAttemptAt),
    expiresAt: iso(delivery.expiresAt),
    recipients: [...delivery.recipients],
    history: [...delivery.history],
  })),
})

/** What a server said to all of us may name somebody whom another commune writes to. */
export const destinationView = (row: DestinationRow, scope: Scope) => ({
  ...row,
  oldestAt: iso(row.oldestAt),
  paused:
    row.paused === null
      ? null
      : { ...row.paused, since: iso(row.paused.since), until: iso(row.paused.until) },
  trouble:
    row.trouble === null
      ? null
      : {
          since: iso(row.trouble.since),
          atOnce: row.trouble.atOnce,
          restsUntil: iso(row.trouble.restsUntil),
          kind: row.trouble.kind,
          reply: scope.kind === 'department' ? row.trouble.reply : null,
        },
})
