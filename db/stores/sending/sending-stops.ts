// A mailbox whose sending is suspended: shown, restored, and told to whoever reads it.

import { and, eq, isNull, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { SecurityEventKind } from '#core/security-log.ts'
import type { StopFacts } from '#core/sending/sending-stop.ts'
import type { Database, Transaction } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { mailbox } from '../../schema/mailbox.ts'
import { delivery } from '../../schema/queue.ts'
import { sendingStop } from '../../schema/sending.ts'
import { securityEvent } from '../../schema/trace.ts'
import { queueChannel } from '../../wake-runners.ts'
import { afterPauseSeconds } from '../queue/queue-runs.ts'

/** The mailbox was looked for in the scope of whoever asks. */
export interface StoppedMailbox {
  readonly mailbox: MailboxId
  readonly commune: CommuneId
}

export interface SendingStop {
  readonly since: Date
  readonly facts: StopFacts
  /** Messages of it that wait for somebody since then. */
  readonly held: number
}

/** Of `sending_stop` those that hold now. */
const current = ({ mailbox: id, commune }: StoppedMailbox) =>
  and(eq(sendingStop.communeId, commune), eq(sendingStop.mailboxId, id), isNull(sendingStop.resumedAt))

/** Deliveries of the table `delivery` that wait because sending of that mailbox is suspended, and for nothing else. */
const heldByStop = ({ mailbox: id, commune }: StoppedMailbox) => sql`
  delivery.state = 'held' and delivery.held_for = 'stop' and delivery.queue_id in (
    select m.queue_id from queued_message m where m.commune_id = ${commune} and m.mailbox_id = ${id})`

/** Null while the mailbox may send. */
export async function findSendingStop(
  drizzle: Pick<Database['drizzle'], 'select'>,
  which: StoppedMailbox,
): Promise<SendingStop | null> {
  const [row] = await drizzle
    .select({
      since: sendingStop.since,
      facts: sendingStop.facts,
      held: sql<number>`(select count(distinct delivery.queue_id)::int from ${delivery}
        where ${heldByStop(which)})`,
    })
    .from(sendingStop)
    .where(current(which))
  return row ?? null
}

/** Which mailbox with that address may not send now; null where there is none. For whoever may see every tenant. */
export async function findStoppedMailbox(
  { drizzle }: Pick<Database, 'drizzle'>,
  address: string,
): Promise<(StoppedMailbox & { readonly address: EmailAddress }) | null> {
  const [row] = await drizzle
    .select({ mailbox: mailbox.id, commune: mailbox.communeId, address: mailbox.address })
    .from(mailbox)
    .innerJoin(sendingStop, eq(sendingStop.mailboxId, mailbox.id))
    .where(and(eq(mailbox.address, address.toLowerCase()), isNull(sendingStop.resumedAt)))
  if (row === undefined) return null
  return {
    mailbox: row.mailbox as MailboxId,
    commune: row.commune as CommuneId,
    address: row.address as EmailAddress,
  }
}

export interface ResumedSending {
  readonly facts: StopFacts
  /** Messages that leave now; zero where nobody asked for it. */
  readonly released: number
}

/** Null when it was not suspended; told to the security log otherwise. What is held because of it leaves only when that is asked for. */
export async function resumeSending(
  transaction: Transaction,
  which: StoppedMailbox & { readonly address: EmailAddress; readonly releaseHeld: boolean },
): Promise<ResumedSending | null> {
  const [stop] = await transaction
    .update(sendingStop)
    .set({ resumedAt: sql`now()`, tellAt: null })
    .where(current(which))
    .returning({ facts: sendingStop.facts })
  if (stop === undefined) return null
  await transaction.insert(securityEvent).values({
    at: sql`now()`,
    kind: 'sending-resumed' satisfies SecurityEventKind,
    network: stop.facts.network,
    facts: { mailbox: which.address },
  })
  if (which.releaseHeld) return { facts: stop.facts, released: await released(transaction, which) }
  // From now on it is held because somebody wanted it so.
  await transaction.execute(
    sql`update delivery set held_for = 'person', updated_at = now() where ${heldByStop(which)}`,
  )
  return { facts: stop.facts, released: 0 }
}

async function released(transaction: Transaction, which: StoppedMailbox): Promise<number> {
  const { rows } = await redactQueryErrors(() =>
    transaction.execute<{ readonly queue_id: string }>(sql`
      update delivery set state = 'waiting', held_for = null, next_attempt_at = now(), unanswered = 0,
        expires_at = greatest(expires_at, now() + make_interval(secs => ${afterPauseSeconds})), updated_at = now()
      where ${heldByStop(which)} returning queue_id`),
  )
  if (rows.length > 0) await transaction.execute(sql`select pg_notify(${queueChannel}, '')`)
  return new Set(rows.map(({ queue_id }) => queue_id)).size
}
