// Puts messages into the queue (core/queue/queued-mail.ts) by one statement, and so one transaction and one round trip, whatever
// the number of their recipients. Small messages that are taken in at once share it.

import type pg from 'pg'
import { countedLeaks } from '#core/policies/leak.ts'
import { queueLifeSeconds } from '#core/queue/queue-retry-schedule.ts'
import { localDestination, type MailQueue, type NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { batchWrites } from '../../batch-writes.ts'
import type { Database } from '../../connection.ts'
import { inTransaction } from '../../in-transaction.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { type Lane, wakeRunners } from '../../wake-runners.ts'
import { recordLeak } from '../policies/record-leak.ts'

async function enqueueAll(client: pg.PoolClient, messages: readonly NewQueuedMessage[]): Promise<void> {
  await client.query(enqueueStatement(messages))
  for (const message of messages)
    if (message.leak !== undefined) await client.query(recordLeak(message, message.leak))
}

/**
 * Foreign keys are looked at when the whole statement has run, so the order of its parts does not matter. Contents are octets one after
 * the other: as a list of PostgreSQL they would be written out in hexadecimal.
 */
const text = `
  with message as materialized (
    select m.*, octets + 1 as begins,
      -- Of a mailbox that was suspended while the message was looked into, nothing leaves either.
      case when held then 'approval' when origin = 'submission' and exists (
        select from sending_stop s where s.mailbox_id = m.mailbox and s.commune_id = m.commune and s.resumed_at is null)
        then 'stop' end as held_for
    from json_to_recordset($1::json) as m ("queueId" text, commune uuid, mailbox uuid, origin text, "reversePath" text,
      octets integer, size integer, smtputf8 boolean, returns text, "envelopeId" text, leaks jsonb, held boolean, recipients json)
  ), inserted as (
    insert into queued_message
      (queue_id, commune_id, mailbox_id, origin, reverse_path, content, smtputf8, returns, envelope_id, leaks)
    select "queueId", commune, mailbox, origin, "reversePath", substring($2::bytea from begins for size), smtputf8, returns,
      "envelopeId", leaks
    from message
  ), given as materialized (
    select distinct on ("queueId", address) "queueId" as queue_id, commune, size, held_for, address, destination, notify,
      "originalRecipient" as original_recipient
    from message, json_to_recordset(recipients)
      as (address text, destination text, notify text[], "originalRecipient" text)
  ), deliveries as (
    insert into delivery
      (queue_id, destination, turn_commune_id, turn_size, state, next_attempt_at, held_for, expires_at)
    select distinct queue_id, destination, commune, size, case when held_for is null then 'waiting' else 'held' end,
      case when held_for is null then now() end, held_for, now() + make_interval(secs => $3)
    from given
  )
  insert into delivery_recipient (queue_id, recipient, destination, notify, original_recipient)
  select queue_id, address, destination, notify, original_recipient from given`

/** The statement with its values, for those who have a transaction of their own. */
export function enqueueStatement(messages: readonly NewQueuedMessage[]) {
  let octets = 0
  const facts = messages.map(({ content, leak, ...message }) => {
    const begins = octets
    octets += content.length
    return { ...message, octets: begins, size: content.length, leaks: countedLeaks(leak?.counts ?? {}) }
  })
  const [first] = messages
  const contents =
    messages.length === 1 ? first?.content : Buffer.concat(messages.map(({ content }) => content))
  return { name: 'enqueue-mail', text, values: [JSON.stringify(facts), contents, queueLifeSeconds] }
}

/** None for what is held. */
const lanesOf = (messages: readonly NewQueuedMessage[]): ReadonlySet<Lane> =>
  new Set(
    messages
      .filter(({ held }) => !held)
      .flatMap(({ recipients }) => recipients)
      .map(({ destination }) => (destination === localDestination ? 'local' : 'remote')),
  )

/** No more than a megabyte together. */
const togetherMost = 16
const smallOctets = 65_536
const fewRecipients = 100

const goesTogether = ({ content, recipients, leak }: NewQueuedMessage): boolean =>
  content.length <= smallOctets && recipients.length <= fewRecipients && leak === undefined

/** Rows of communes are locked for as long as the statement runs, so all take them in one order. */
const byCommune = (one: NewQueuedMessage, other: NewQueuedMessage): number =>
  one.commune < other.commune ? -1 : Number(one.commune > other.commune)

/**
 * Needs the rights of `vm_gateway`. A recipient that is named twice is one; the same queue id again rejects. Runners are
 * woken after the commit; one that does not hear of it finds the message when it looks by itself.
 */
export function mailQueueStore({ pool }: Pick<Database, 'pool'>): MailQueue {
  const wake = wakeRunners(pool)
  const writeTogether = batchWrites<NewQueuedMessage>({
    most: togetherMost,
    write: async (messages) => void (await pool.query(enqueueStatement(messages.toSorted(byCommune)))),
  })
  return {
    async enqueue(...messages) {
      const [first, ...others] = messages
      if (first === undefined) return
      await redactQueryErrors(async () => {
        if (others.length === 0 && goesTogether(first)) await writeTogether(first)
        else await inTransaction(pool, (client) => enqueueAll(client, messages.toSorted(byCommune)))
      })
      wake(lanesOf(messages))
    },
  }
}
