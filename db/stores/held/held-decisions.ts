// What becomes of held mail: released to its mailbox, deleted, or let go when its time is over. Each transition is one
// conditional update, so that of two who decide at once the first one counts.

import { and, eq, lt, ne, type SQL, sql } from 'drizzle-orm'
import { comparableAddress } from '#core/address/comparable-address.ts'
import type { CommuneId } from '#core/address/directory.ts'
import { type EmailAddress, parseEmailAddress } from '#core/address/email-address.ts'
import type { HeldChoice, HeldRecipient, Released, ReleaseWishes } from '#core/held/held-mail.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Reason } from '#core/trace/outcome.ts'
import type { Database, Transaction } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { senderRule } from '../../schema/filtering.ts'
import { keptMessage, keptRecipient } from '../../schema/kept-mail.ts'
import { insertFollowUps } from '../trace/trace-follow-up.ts'
import { chosen, isHeld, reasonHeld } from './held-condition.ts'
import { lockKept, removeWhenSettled } from './remove-settled.ts'

type Settled = Pick<HeldRecipient, 'queueId' | 'recipient'>

export interface HeldDecisions {
  /** Due for delivery now. Those who were released or deleted before are not among the recipients. */
  release(choice: HeldChoice, wishes: ReleaseWishes): Promise<Released>
  delete(choice: HeldChoice): Promise<readonly EmailAddress[]>
  /** Lets go what nobody decided about since `before`, for at most so many recipients. */
  expire(before: Date, most: number): Promise<readonly Settled[]>
}

/** Needs the rights of `vm_owner` or `vm_worker`. */
export function heldDecisionsStore(database: Database): HeldDecisions {
  return {
    release: (choice, wishes) =>
      redactQueryErrors(() =>
        database.transaction((transaction) => releaseHeld(transaction, choice, wishes)),
      ),
    delete: (choice) =>
      redactQueryErrors(() => database.transaction((transaction) => deleteHeld(transaction, choice))),
    expire: (before, most) => redactQueryErrors(() => expire(database, before, most)),
  }
}

/** As `release` of the store, in the transaction of whoever says who decided. */
export async function releaseHeld(
  transaction: Transaction,
  choice: HeldChoice,
  { allowSender, evenDenied, learn, evenVirus }: ReleaseWishes,
): Promise<Released> {
  const rows = await transaction
    .update(keptRecipient)
    .set({
      firstReason: sql`coalesce(${keptRecipient.firstReason}, ${keptRecipient.reason})`,
      ...{ kind: 'waiting', reason: null, attempts: 0, claimedUntil: null, teachesHam: learn },
      ...{ nextAttemptAt: sql`now()`, releasedAt: sql`now()`, since: sql`now()` },
    })
    .where(and(isHeld, ...chosen(choice), ...(evenVirus ? [] : [ne(reasonHeld, 'virus')])))
    .returning({ recipient: keptRecipient.recipient, commune: keptRecipient.communeId })
  const recipients = rows.map(({ recipient }) => recipient as EmailAddress)
  const tenants = [...new Set(rows.map((row) => row.commune))]
  const author = allowSender && tenants.length > 0 ? await authorOf(transaction, choice.queueId) : null
  const allowed =
    author !== null && (await allow(transaction, { queueId: choice.queueId, author, tenants, evenDenied }))
  return { recipients, allowed: allowed ? author : null }
}

/** As `delete` of the store, in the transaction of whoever says who decided. */
export async function deleteHeld(
  transaction: Transaction,
  choice: HeldChoice,
): Promise<readonly EmailAddress[]> {
  const gone = await settle(transaction, choice.queueId, { as: 'deleted', which: chosen(choice) })
  return gone.map(({ recipient }) => recipient)
}

/** Null when From names nobody that a rule could name: a release does not depend on it. */
async function authorOf(transaction: Transaction, queueId: QueueId): Promise<EmailAddress | null> {
  const [message] = await transaction
    .select({ author: keptMessage.author })
    .from(keptMessage)
    .where(eq(keptMessage.queueId, queueId))
  const author = parseEmailAddress(comparableAddress(message?.author ?? ''))
  return author.ok ? author.value : null
}

interface Allowance {
  readonly queueId: QueueId
  readonly author: EmailAddress
  readonly tenants: readonly string[]
  readonly evenDenied: boolean
}

/** False when every one of these communes denies the address, and goes on to. */
async function allow(
  transaction: Transaction,
  { queueId, author, tenants, evenDenied }: Allowance,
): Promise<boolean> {
  const rule = { kind: 'address', value: author, effect: 'allow', note: `released ${queueId}` } as const
  const listed = await transaction
    .insert(senderRule)
    .values(tenants.map((communeId) => ({ communeId, ...rule })))
    .onConflictDoUpdate({
      target: [senderRule.communeId, senderRule.kind, senderRule.value],
      set: { effect: rule.effect, note: rule.note, updatedAt: sql`now()` },
      ...(evenDenied ? {} : { setWhere: eq(senderRule.effect, 'allow') }),
    })
    .returning({ id: senderRule.id })
  return listed.length > 0
}

async function settle(
  transaction: Transaction,
  queueId: QueueId,
  { as, which }: { readonly as: 'deleted' | 'expired'; readonly which: readonly SQL[] },
): Promise<readonly Settled[]> {
  await lockKept(transaction, queueId)
  const rows = await transaction
    .update(keptRecipient)
    .set({ settledAt: sql`now()`, settledAs: as })
    .where(and(isHeld, eq(keptRecipient.queueId, queueId), ...which))
    .returning({
      recipient: keptRecipient.recipient,
      commune: keptRecipient.communeId,
      reason: reasonHeld,
    })
  if (rows.length === 0) return []
  await traceEnd(transaction, queueId, { as, rows })
  await removeWhenSettled(transaction, queueId)
  return rows.map(({ recipient }) => ({ queueId, recipient: recipient as EmailAddress }))
}

interface Ended {
  readonly as: 'deleted' | 'expired'
  readonly rows: readonly {
    readonly recipient: string
    readonly commune: string
    readonly reason: string
  }[]
}

/** The trace says it as soon as it is so, for as long as it says that the message was held. */
async function traceEnd(transaction: Transaction, queueId: QueueId, { as, rows }: Ended): Promise<void> {
  const [message] = await transaction
    .select({
      receivedAs: sql<QueueId>`coalesce(${keptMessage.receivedAs}, ${keptMessage.queueId})`,
      reversePath: keptMessage.reversePath,
      bytes: keptMessage.size,
    })
    .from(keptMessage)
    .where(eq(keptMessage.queueId, queueId))
  if (message === undefined) return
  const { receivedAs, reversePath, bytes } = message
  const entries = rows.map(({ recipient, commune, reason }) => ({
    ...{ at: new Date(), queueId: receivedAs, reversePath, bytes, recipient, reply: '' },
    commune: commune as CommuneId,
    outcome: as,
    reason: reason as Reason,
  }))
  await transaction.execute(insertFollowUps(entries))
}

/** A message at a time: it is locked only while its own rows are settled. */
async function expire(database: Database, before: Date, most: number): Promise<readonly Settled[]> {
  const old = lt(keptRecipient.since, before)
  const due = await database.drizzle
    .selectDistinct({ queueId: keptRecipient.queueId })
    .from(keptRecipient)
    .where(and(isHeld, old))
    .limit(most)
  const gone: Settled[] = []
  for (const { queueId } of due) {
    const settled = await database.transaction((transaction) =>
      settle(transaction, queueId as QueueId, { as: 'expired', which: [old] }),
    )
    gone.push(...settled)
  }
  return gone
}
