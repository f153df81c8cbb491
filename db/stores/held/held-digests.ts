// The digests of held mail: prepared in one transaction that decides what is told to whom, then delivered as often as it
// takes. The letter itself waits in its row, so that a second attempt says the same as the first; a letter that could
// not be delivered in its day is dropped, and the next one tells what still waits then.

import { and, eq, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database, Transaction } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { heldDigest } from '../../schema/held-digest.ts'
import { type HeldDigestEntries, type NewsWanted, readDigestEntries } from './digest-entries.ts'
import { decides, type HeldFor } from './held-deciders.ts'

/** One morning: what was held before it belongs to the digests of that day. */
export interface Morning {
  /** `2026-11-25` */
  readonly day: string
  readonly at: Date
}

/** An inbox, and the mailboxes that it decides about held mail of. */
export interface Decider {
  readonly inbox: MailboxId
  readonly mailboxes: readonly HeldFor[]
}

export interface DigestReader {
  readonly inbox: MailboxId
  readonly address: EmailAddress
  /** Null for a shared mailbox. */
  readonly name: string | null
}

export type DigestLimits = Pick<NewsWanted, 'soonBefore' | 'most'>

export interface ClaimedDigest {
  readonly inbox: MailboxId
  readonly address: EmailAddress
  readonly day: string
  readonly content: Buffer
  readonly entries: number
  /** Attempts made before this one. */
  readonly attempts: number
}

export type DigestKey = Pick<ClaimedDigest, 'inbox' | 'day'>

export interface HeldDigests {
  /** Inboxes that have something new to hear and no digest of that day yet. */
  due(morning: Morning, most: number): Promise<readonly Decider[]>
  /**
   * Makes the digest of that day from what `write` makes of the news, unless there is one. Nothing new: none is made.
   */
  prepare(
    given: { readonly decider: Decider; readonly morning: Morning; readonly limits: DigestLimits },
    write: (reader: DigestReader, news: HeldDigestEntries) => Promise<Buffer>,
  ): Promise<void>
  /** One that is due and that nobody else has; null when there is none. */
  claim(now: Date, leaseSeconds: number): Promise<ClaimedDigest | null>
  /** What it lists has been told. */
  delivered(key: DigestKey): Promise<void>
  reschedule(key: DigestKey, retryAt: Date): Promise<void>
  /** No more attempts on that day; what it listed is news again on the next. */
  giveUp(key: DigestKey): Promise<void>
  /** Gives up those of earlier days, but for what somebody delivers at that moment. */
  dropBefore(day: Morning['day'], now: Date): Promise<void>
}

/** Longer than any transaction that keeps a message: `since` is when it began, and nobody sees it before its end. */
const settling = sql`interval '5 minutes'`

/** Needs the rights of `vm_worker`. */
export function heldDigestsStore(database: Database): HeldDigests {
  const { drizzle } = database
  /** One that was replaced meanwhile, by that of the next day, is not touched. */
  const update = (key: DigestKey, set: PgUpdateSetSource<typeof heldDigest>): Promise<void> =>
    redactQueryErrors(async () => {
      await drizzle
        .update(heldDigest)
        .set(set)
        .where(and(same(key), isNotNull(heldDigest.content)))
    })
  return {
    due: (morning, most) =>
      redactQueryErrors(async () => {
        const { rows } = await drizzle.execute<DueRow>(dueQuery(morning, most))
        return rows.map(({ inbox, mailboxes }) => ({ inbox: inbox as MailboxId, mailboxes }))
      }),
    prepare: ({ decider: { inbox, mailboxes }, morning, limits }, write) =>
      redactQueryErrors(() =>
        database.transaction(async (transaction) => {
          const reader = await begin(transaction, inbox, morning)
          if (reader === null) return
          const { toldUntil, ...who } = reader
          const news = await readDigestEntries(transaction, {
            mailboxes,
            until: morning.at,
            toldUntil,
            ...limits,
          })
          const { shown, more } = news.fresh
          if (shown.length === 0) return
          await transaction
            .update(heldDigest)
            .set({ content: await write(who, news), entries: shown.length + more })
            .where(same({ inbox, day: morning.day }))
        }),
      ),
    claim: (now, leaseSeconds) => redactQueryErrors(() => claim(database, now, leaseSeconds)),
    delivered: (key) => update(key, { toldUntil: sql`covers_until`, content: null }),
    reschedule: (key, nextAttemptAt) =>
      update(key, { nextAttemptAt, claimedUntil: null, attempts: sql`${heldDigest.attempts} + 1` }),
    giveUp: (key) => update(key, { content: null }),
    dropBefore: (day, now) =>
      redactQueryErrors(async () => {
        const unclaimed = or(isNull(heldDigest.claimedUntil), lte(heldDigest.claimedUntil, now))
        await drizzle
          .update(heldDigest)
          .set({ content: null })
          .where(and(isNotNull(heldDigest.content), lt(heldDigest.day, day), unclaimed))
      }),
  }
}

type DueRow = { readonly inbox: string; readonly mailboxes: readonly HeldFor[] }

const dueQuery = ({ day, at }: Morning, most: number) => sql`
  with ${decides(at)}
  select d.inbox, jsonb_agg(jsonb_build_object('commune', d.commune_id, 'mailbox', d.mailbox_id)) as mailboxes
  from decides d left join held_digest g on g.mailbox_id = d.inbox
  where ${at.toISOString()}::timestamptz < now() - ${settling} and (g.day is null or g.day < ${day}::date)
  group by d.inbox, g.told_until
  having g.told_until is null or max(d.latest) > g.told_until
  limit ${most}`

type BegunRow = { readonly told_until: string | null; readonly address: string; readonly name: string | null }

/** Takes the day for this transaction; null when another has it or had it. */
async function begin(transaction: Transaction, inbox: MailboxId, { day, at }: Morning) {
  const { rows } = await transaction.execute<BegunRow>(sql`
    with begun as (
      insert into held_digest (mailbox_id, commune_id, day, covers_until)
      select id, commune_id, ${day}::date, ${at.toISOString()}::timestamptz from mailbox where id = ${inbox}
      on conflict (mailbox_id) do update set day = excluded.day, covers_until = excluded.covers_until,
        content = null, attempts = 0, next_attempt_at = now(), claimed_until = null, updated_at = now()
      where held_digest.day < excluded.day
      returning mailbox_id, told_until
    )
    select begun.told_until, m.address, p.name
    from begun join mailbox m on m.id = begun.mailbox_id left join person p on p.id = m.owner_person_id`)
  const [row] = rows
  if (row === undefined) return null
  return { inbox, address: row.address as EmailAddress, name: row.name, toldUntil: row.told_until }
}

type ClaimedRow = {
  readonly inbox: string
  readonly address: string
  readonly day: string
  readonly content: Buffer
  readonly entries: number
  readonly attempts: number
}

async function claim({ drizzle }: Database, now: Date, leaseSeconds: number): Promise<ClaimedDigest | null> {
  const moment = sql`${now.toISOString()}::timestamptz`
  const { rows } = await drizzle.execute<ClaimedRow>(sql`
    with due as (
      select mailbox_id from held_digest
      where content is not null and next_attempt_at <= ${moment}
        and (claimed_until is null or claimed_until <= ${moment})
      order by next_attempt_at limit 1 for update skip locked
    )
    update held_digest g
    set claimed_until = ${moment} + make_interval(secs => ${leaseSeconds}), updated_at = now()
    from due join mailbox m on m.id = due.mailbox_id
    where g.mailbox_id = due.mailbox_id
    returning g.mailbox_id as inbox, m.address, to_char(g.day, 'YYYY-MM-DD') as day, g.content, g.entries, g.attempts`)
  const [row] = rows
  return row === undefined
    ? null
    : { ...row, inbox: row.inbox as MailboxId, address: row.address as EmailAddress }
}

const same = ({ inbox, day }: DigestKey) => and(eq(heldDigest.mailboxId, inbox), eq(heldDigest.day, day))
