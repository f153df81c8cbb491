// The end of most messages by one statement: all that was left of it was delivered now, nobody wants to hear of it, and what would be
// written down about it would be gone a moment later. Whatever is not exactly that is left to `record-attempt.ts`.

import { throttleSignalOf } from '#core/queue/destination-throttle.ts'
import type { DeliveryAttempt } from '#core/smtp/delivery-attempt.ts'
import type { ClaimedDelivery, QueueBounds } from './queue-claim.ts'
import { destinationConcurrency, recoverDestinationSql } from './record-attempt.ts'

/** Deletes nothing while another recipient is open, or somebody is to be told of one. */
const text = `
  with gone as (
    delete from queued_message m where m.queue_id = $1
      and exists (select from delivery d where d.queue_id = m.queue_id and d.destination = $2)
      and not exists (
        select from delivery_recipient r where r.queue_id = m.queue_id and (r.untold or r.settled_at is null and not (
          r.destination = $2 and r.recipient = any ($3) and (m.reverse_path = '' or not 'success' = any (r.notify)))))
    returning m.queue_id
  ), eased as (
    ${recoverDestinationSql({ destination: '$2', milliseconds: '$4', most: '$5' })} and exists (select from gone)
  )
  select from gone`

/** A row comes back when the message is gone. Null for an attempt that is not the end of a message. */
export function completionStatement(
  { queueId, destination, alone }: Pick<ClaimedDelivery, 'queueId' | 'destination' | 'alone'>,
  attempt: DeliveryAttempt,
  bounds: Pick<QueueBounds, 'perDestination'>,
) {
  const { recipients, milliseconds } = attempt
  const all = recipients.length > 0 && recipients.every(({ outcome }) => outcome === 'delivered')
  if (!alone || !all || throttleSignalOf(attempt, destination).kind !== 'well') return null
  const addresses = recipients.map(({ recipient }) => recipient)
  const most = destinationConcurrency(destination, bounds)
  return {
    name: 'settle-message',
    text,
    values: [queueId, destination, addresses, Math.round(milliseconds), most],
  }
}
