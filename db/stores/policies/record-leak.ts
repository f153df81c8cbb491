// Writes down who answers for what was found in a message, in the transaction that puts it into the queue: nothing leaves
// for a reason that is not kept, and nothing is held that nobody will be told of.

import type { NewQueuedMessage, QueuedLeak } from '#core/queue/queued-mail.ts'

/** Those whom a letter names. */
const mostRecipients = 20

const text = `
  with why as (
    insert into leak_justification (queue_id, commune_id, mailbox_id, person_id, findings, reason)
    select $1, $2::uuid, $3::uuid, $4::uuid, $5::jsonb, $6::text where $6::text is not null
  )
  insert into leak_hold (queue_id, commune_id, mailbox_id, person_id, findings, cause, recipients, recipient_count)
  select $1, $2::uuid, $3::uuid, $4::uuid, $5::jsonb, $7, $8::text[], $9 where $10::boolean`

export const recordLeak = (
  { queueId, commune, mailbox, recipients, held }: NewQueuedMessage,
  { counts, cause, justification, person }: QueuedLeak,
) => ({
  name: 'record-leak',
  text,
  values: [
    ...[queueId, commune, mailbox, person, JSON.stringify(counts), justification, cause],
    recipients.slice(0, mostRecipients).map(({ address }) => address),
    ...[recipients.length, held],
  ],
})
