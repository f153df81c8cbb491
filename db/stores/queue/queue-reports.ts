// What senders must still be told (RFC 3461): how it ended for the recipients that are marked, and that it takes longer. The
// report enters the queue in the transaction that notes it as told, so it is neither lost nor sent twice. One message at a
// time, one runner at a time; one whose report cannot be written waits and keeps no other from being told.

import type pg from 'pg'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import { queueDelaySeconds } from '#core/queue/queue-retry-schedule.ts'
import type { Destination, NewQueuedMessage, QueueOrigin, Untried } from '#core/queue/queued-mail.ts'
import type { ReplyKind } from '#core/smtp/delivery-attempt.ts'
import type { Database } from '../../connection.ts'
import { inTransaction } from '../../in-transaction.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { wakeRunners } from '../../wake-runners.ts'
import { enqueueStatement } from './enqueue-mail.ts'
import { poisonAfterUnanswered } from './queue-claim.ts'

export interface UntoldRecipient {
  readonly address: EmailAddress
  readonly destination: Destination
  readonly originalRecipient: string | null
  readonly became: 'delivered' | 'failed' | 'expired' | 'delayed'
  /** Our own tries were what ended: it is held as poison, or was until its time was over. */
  readonly setAside: boolean
  /** Of the last try; of the last try of others there, where none was of this. Null when neither is known. */
  readonly kind: ReplyKind | null
  /** Null when it was tried. */
  readonly untried: Untried | null
  /** Nothing is sent there, whoever it is from, and the time that mail may wait does not run. */
  readonly paused: boolean
  readonly reply: string
  /** The server that was asked last for this destination; null when none was reached. */
  readonly host: string | null
  readonly at: Date
  /** Of those delayed: until then it is tried, or somebody may let it go. */
  readonly expiresAt: Date
}

export interface UntoldMessage {
  readonly queueId: QueueId
  readonly commune: CommuneId
  readonly mailbox: MailboxId | null
  readonly origin: QueueOrigin
  /** Never empty: nobody is told about a report. */
  readonly reversePath: ReversePath
  readonly content: Buffer
  readonly returns: 'full' | 'headers'
  readonly envelopeId: string | null
  readonly smtputf8: boolean
  readonly acceptedAt: Date
  readonly recipients: readonly [UntoldRecipient, ...UntoldRecipient[]]
}

/** One for each kind of report (`reportedOutcomes`); none when it would serve nobody. */
export type WriteReports = (untold: UntoldMessage) => Promise<readonly NewQueuedMessage[]>

export interface QueueReports {
  /** Of one message, about ends that are due to be told. False when there is none; rejects when `write` does. */
  tellEnds(write: WriteReports): Promise<boolean>
  /**
   * Of one message, about all its deliveries that have waited for `queueDelaySeconds`, or are set aside, once each. False when
   * there is none left to look at.
   */
  tellDelays(write: WriteReports): Promise<boolean>
}

const againSeconds = 600
/** One report names no more; what is left is told in the next. */
const mostInAReport = 1_000

const messageColumns =
  'queue_id, commune_id, mailbox_id, origin, reverse_path, content, returns, envelope_id, smtputf8, created_at'

const endedText = `
  select ${messageColumns} from queued_message m
  where tell_at <= now() and exists (select from delivery_recipient r where r.queue_id = m.queue_id and r.untold)
  order by tell_at limit 1 for update skip locked`

/** Of `m`: it has waited for so long that what of it still waits is told. */
const isLate = `m.created_at <= now() - make_interval(secs => ${queueDelaySeconds})`

/** Of `d` of `m`: what waits is told when it is late, and at once what waits for a person because it ended its runners. */
const isDelayed = `d.delay_told_at is null and (d.held_for = 'poison' or d.state = 'waiting' and ${isLate})`

const isToldOfDelays = `m.reverse_path <> ''
    and (${isLate} or queue_id in (select queue_id from delivery where state = 'held' and held_for = 'poison'))
    and exists (
      select from delivery d join delivery_recipient r using (queue_id, destination)
      where d.queue_id = m.queue_id and ${isDelayed} and r.settled_at is null and 'delay' = any (r.notify)
    )`

/** One look through all that waits serves so many messages: a night without a line leaves thousands. */
const mostAtOneLook = 200

const delayedText = `
  select queue_id from queued_message m where ${isToldOfDelays} order by m.created_at limit ${mostAtOneLook}`

const stillDelayedText = `
  select ${messageColumns} from queued_message m where queue_id = $1 and ${isToldOfDelays} for update skip locked`

const recipientColumns = `r.recipient, r.destination, r.original_recipient, r.last_kind, r.last_reply, d.expires_at,
  (d.held_for = 'poison') is true
    or (r.settled_as = 'expired' and d.unanswered >= ${poisonAfterUnanswered}) is true as set_aside,
  (select p.last_kind from destination_pace p where p.destination = r.destination and p.troubles > 0) as kind_of_others,
  exists (select from paused_destination p where p.destination = r.destination and coalesce(p.until > now(), true)) as paused,
  exists (select from leak_hold h where h.queue_id = r.queue_id) as approved,
  (select a.host from delivery_attempt a where a.queue_id = r.queue_id and a.destination = r.destination
    order by a.at desc limit 1) as host`

const endedRecipientsText = `
  select ${recipientColumns}, r.settled_as as became, r.settled_at as at
  from delivery_recipient r join delivery d using (queue_id, destination)
  where queue_id = $1 and r.untold order by r.recipient limit ${mostInAReport}`

const delayedRecipientsText = `
  select ${recipientColumns}, 'delayed' as became, now() as at
  from delivery_recipient r join delivery d using (queue_id, destination) join queued_message m using (queue_id)
  where queue_id = $1 and ${isDelayed} and r.settled_at is null and 'delay' = any (r.notify) order by r.recipient limit ${mostInAReport}`

/** What more is untold is due at once. */
const endsToldText = `
  with told as (
    update delivery_recipient set untold = false, updated_at = now() where queue_id = $1 and recipient = any ($2)
  )
  update queued_message m set updated_at = now(), tell_at = case when exists (
    select from delivery_recipient r where r.queue_id = $1 and r.untold and r.recipient <> all ($2)) then now() end
  where queue_id = $1`

const removeText = `
  delete from queued_message m where queue_id = $1
    and not exists (select from delivery_recipient r where r.queue_id = $1 and (settled_at is null or untold))`

/** A delivery of more recipients than a report names is told about with these. */
const delaysToldText = `
  update delivery d set delay_told_at = now(), updated_at = now()
  from queued_message m where d.queue_id = $1 and m.queue_id = $1 and ${isDelayed}`

interface MessageRow {
  readonly queue_id: string
  readonly commune_id: string
  readonly mailbox_id: string | null
  readonly origin: QueueOrigin
  readonly reverse_path: string
  readonly content: Buffer
  readonly returns: 'full' | 'headers'
  readonly envelope_id: string | null
  readonly smtputf8: boolean
  readonly created_at: Date
}

interface RecipientRow {
  readonly recipient: string
  readonly destination: string
  readonly original_recipient: string | null
  readonly became: UntoldRecipient['became']
  readonly set_aside: boolean
  readonly last_kind: ReplyKind | null
  readonly last_reply: string
  readonly kind_of_others: ReplyKind | null
  readonly paused: boolean
  readonly approved: boolean
  readonly host: string | null
  readonly at: Date
  readonly expires_at: Date
}

/** Needs the rights of `vm_worker`. */
export function queueReportsStore({ pool }: Pick<Database, 'pool'>): QueueReports {
  const wake = wakeRunners(pool)
  /** Found at the last look, and not looked at yet. */
  let delayed: string[] = []
  const tell = (
    write: WriteReports,
    step: (client: pg.PoolClient, write: WriteReports) => Promise<boolean>,
  ) =>
    redactQueryErrors(async () => {
      const told = await inTransaction(pool, (client) => step(client, write))
      if (told) wake()
      return told
    })
  return {
    async tellEnds(write) {
      let chosen: string | null = null
      try {
        return await tell(write, async (client, put) => {
          const message = await messageOf(client, { text: endedText }, endedRecipientsText)
          if (message === null) return false
          chosen = message.queueId
          await enqueueAll(client, await put(message))
          const addresses = message.recipients.map(({ address }) => address)
          await client.query(endsToldText, [message.queueId, addresses])
          await client.query(removeText, [message.queueId])
          return true
        })
      } catch (error) {
        if (chosen !== null) await postpone(pool, chosen)
        throw error
      }
    },

    async tellDelays(write) {
      if (delayed.length === 0) delayed = await findDelayed(pool)
      const queueId = delayed.shift()
      if (queueId === undefined) return false
      await tell(write, async (client, put) => {
        const message = await messageOf(
          client,
          { text: stillDelayedText, values: [queueId] },
          delayedRecipientsText,
        )
        if (message === null) return false
        // A word of patience that cannot be written is left out: the end will be told.
        await enqueueAll(client, await put(message).catch(() => []))
        await client.query(delaysToldText, [queueId])
        return true
      })
      return true
    },
  }
}

const findDelayed = (pool: pg.Pool): Promise<string[]> =>
  redactQueryErrors(async () => {
    const { rows } = await pool.query<{ readonly queue_id: string }>(delayedText)
    return rows.map(({ queue_id }) => queue_id)
  })

async function messageOf(
  client: pg.PoolClient,
  which: pg.QueryConfig,
  recipientsText: string,
): Promise<UntoldMessage | null> {
  const [row] = (await client.query<MessageRow>(which)).rows
  if (row === undefined) return null
  const { rows } = await client.query<RecipientRow>(recipientsText, [row.queue_id])
  const [first, ...others] = rows.map(recipient)
  if (first === undefined) return null
  return {
    queueId: row.queue_id as QueueId,
    commune: row.commune_id as CommuneId,
    mailbox: row.mailbox_id as MailboxId | null,
    origin: row.origin,
    reversePath: row.reverse_path as ReversePath,
    content: row.content,
    returns: row.returns,
    envelopeId: row.envelope_id,
    smtputf8: row.smtputf8,
    acceptedAt: row.created_at,
    recipients: [first, ...others],
  }
}

const recipient = (row: RecipientRow): UntoldRecipient => ({
  address: row.recipient as EmailAddress,
  destination: row.destination as Destination,
  originalRecipient: row.original_recipient,
  became: row.became,
  setAside: row.set_aside,
  kind: row.last_kind ?? row.kind_of_others,
  untried: row.last_kind === null ? untried(row) : null,
  paused: row.paused,
  reply: row.last_reply,
  host: row.host,
  at: row.at,
  expiresAt: row.expires_at,
})

function untried({ paused, kind_of_others: others, approved }: RecipientRow): Untried {
  if (paused) return 'paused'
  if (others !== null) return 'trouble'
  return approved ? 'approval' : 'turn'
}

async function enqueueAll(client: pg.PoolClient, reports: readonly NewQueuedMessage[]): Promise<void> {
  if (reports.length > 0) await client.query(enqueueStatement(reports))
}

const postpone = (pool: pg.Pool, queueId: string): Promise<unknown> =>
  pool
    .query('update queued_message set tell_at = now() + make_interval(secs => $2) where queue_id = $1', [
      queueId,
      againSeconds,
    ])
    .catch(() => undefined)
