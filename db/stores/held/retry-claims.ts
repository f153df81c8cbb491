// The worker's side of kept mail: claims what is due, one worker a row, and writes down what became of it. A claim is a
// lease: a worker that dies gives its rows back when it runs out.

import { and, eq, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Reason } from '#core/trace/outcome.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { keptMessage, keptRecipient } from '../../schema/kept-mail.ts'
import { lockKept, removeWhenSettled } from './remove-settled.ts'

export interface ClaimedRecipient {
  readonly recipient: EmailAddress
  /** Where LMTP reaches the mailbox it was kept for; null when that one is gone, whoever has the address now. */
  readonly mailboxAddress: EmailAddress | null
  readonly commune: CommuneId
  /** Attempts made before this one. */
  readonly attempts: number
  /** By a person, who wants it in the inbox. */
  readonly released: boolean
  /** That person says it is no spam. */
  readonly teachesHam: boolean
}

export interface ClaimedMessage {
  readonly queueId: QueueId
  /** The id that the sender was told. */
  readonly receivedAs: QueueId
  readonly reversePath: ReversePath
  readonly content: Buffer
  readonly recipients: readonly ClaimedRecipient[]
}

/** What one retry came to for one recipient. */
export interface RetryAttempt {
  readonly queueId: QueueId
  readonly recipient: EmailAddress
  readonly commune: CommuneId
  readonly reply: string
}

export interface WaitingMail {
  /** The oldest due message nobody else has, with its due recipients; null when there is none. */
  claim(now: Date, leaseSeconds: number): Promise<ClaimedMessage | null>
  /** Delivered. The content goes with the last recipient. */
  settle(attempt: RetryAttempt): Promise<void>
  reschedule(attempt: RetryAttempt, retryAt: Date): Promise<void>
  /** No more attempts: it is kept for a person to look at. */
  hold(attempt: RetryAttempt, reason: Reason): Promise<void>
}

const claimQuery = (now: Date, leaseSeconds: number) => sql`
  with oldest as (
    select queue_id from kept_recipient
    where kind = 'waiting' and settled_at is null and next_attempt_at <= ${now.toISOString()}::timestamptz
      and (claimed_until is null or claimed_until <= ${now.toISOString()}::timestamptz)
    order by next_attempt_at limit 1 for update skip locked
  ), due as (
    select r.queue_id, r.recipient, m.address from kept_recipient r join oldest using (queue_id)
    left join mailbox m on m.id = r.mailbox_id and m.commune_id = r.commune_id
    where r.kind = 'waiting' and r.settled_at is null and r.next_attempt_at <= ${now.toISOString()}::timestamptz
      and (r.claimed_until is null or r.claimed_until <= ${now.toISOString()}::timestamptz)
    for update of r skip locked
  )
  update kept_recipient r
  set claimed_until = ${now.toISOString()}::timestamptz + make_interval(secs => ${leaseSeconds}), updated_at = now()
  from due where r.queue_id = due.queue_id and r.recipient = due.recipient
  returning r.queue_id, r.recipient, r.commune_id, r.attempts, r.released_at is not null as released, r.teaches_ham,
    due.address as mailbox_address`

type ClaimRow = {
  readonly queue_id: string
  readonly recipient: string
  readonly mailbox_address: string | null
  readonly commune_id: string
  readonly attempts: number
  readonly released: boolean
  readonly teaches_ham: boolean
}

/** Needs the rights of `vm_worker`. */
export function waitingMailStore(database: Database): WaitingMail {
  const store = withValues(database)
  return {
    claim: (now, leaseSeconds) => redactQueryErrors(() => store.claim(now, leaseSeconds)),
    settle: (attempt) => redactQueryErrors(() => store.settle(attempt)),
    reschedule: (attempt, retryAt) => redactQueryErrors(() => store.reschedule(attempt, retryAt)),
    hold: (attempt, reason) => redactQueryErrors(() => store.hold(attempt, reason)),
  }
}

function withValues(database: Database): WaitingMail {
  const { drizzle } = database
  return {
    async claim(now, leaseSeconds) {
      const { rows } = await drizzle.execute<ClaimRow>(claimQuery(now, leaseSeconds))
      const queueId = rows[0]?.queue_id
      if (queueId === undefined) return null
      const [message] = await drizzle.select().from(keptMessage).where(eq(keptMessage.queueId, queueId))
      if (message === undefined) return null
      return {
        queueId: message.queueId as QueueId,
        receivedAs: (message.receivedAs ?? message.queueId) as QueueId,
        reversePath: message.reversePath as ReversePath,
        content: message.content,
        recipients: rows.map((row) => ({
          recipient: row.recipient as EmailAddress,
          mailboxAddress: row.mailbox_address as EmailAddress | null,
          commune: row.commune_id as CommuneId,
          attempts: row.attempts,
          released: row.released,
          teachesHam: row.teaches_ham,
        })),
      }
    },

    settle: (attempt) =>
      database.transaction(async (transaction) => {
        await lockKept(transaction, attempt.queueId)
        await transaction
          .update(keptRecipient)
          .set({ ...attempted(attempt), settledAt: sql`now()`, settledAs: 'delivered' })
          .where(same(attempt))
        await removeWhenSettled(transaction, attempt.queueId)
      }),

    async reschedule(attempt, retryAt) {
      await drizzle
        .update(keptRecipient)
        .set({ ...attempted(attempt), nextAttemptAt: retryAt })
        .where(same(attempt))
    },

    async hold(attempt, reason) {
      await drizzle
        .update(keptRecipient)
        .set({ ...attempted(attempt), ...held, reason })
        .where(same(attempt))
    },
  }
}

/** From now on, so that the next digest tells of it, again if it was released before. */
const held = { kind: 'held', nextAttemptAt: null, since: sql`now()` } as const

const attempted = ({ reply }: RetryAttempt) => ({
  attempts: sql`${keptRecipient.attempts} + 1`,
  lastReply: reply,
  claimedUntil: null,
})

const same = ({ queueId, recipient, commune }: RetryAttempt) =>
  and(
    eq(keptRecipient.communeId, commune),
    eq(keptRecipient.queueId, queueId),
    eq(keptRecipient.recipient, recipient),
  )
