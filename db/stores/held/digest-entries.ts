// What a digest tells one inbox: what is held since the last one, and what was told and is soon deleted.

import { sql } from 'drizzle-orm'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Transaction } from '../../connection.ts'
import { keptRecipient } from '../../schema/kept-mail.ts'
import { reasonHeld } from './held-condition.ts'
import type { HeldFor } from './held-deciders.ts'

/** A message as it is held for one mailbox. */
export interface HeldDigestEntry {
  readonly queueId: QueueId
  readonly recipient: EmailAddress
  /** The address in From; empty when it names none that can be read. */
  readonly author: string
  readonly reversePath: string
  readonly bytes: number
  readonly reason: string
  readonly since: Date
  /** The first octets of the message, where its header section is. */
  readonly head: Buffer
}

export interface DigestEntries {
  readonly shown: readonly HeldDigestEntry[]
  /** Those beyond what was asked for. */
  readonly more: number
}

export interface HeldDigestEntries {
  /** Latest first. */
  readonly fresh: DigestEntries
  /** The first to go first. */
  readonly soon: DigestEntries
}

export interface NewsWanted {
  /** Those that the reader decides about. */
  readonly mailboxes: readonly HeldFor[]
  readonly until: Date
  /** Everything held until then was told; null when nothing was. */
  readonly toldUntil: string | null
  /** What is held since before is deleted soon. */
  readonly soonBefore: Date
  /** Of each kind. */
  readonly most: number
}

/** Our own fields and those of the sender's servers stand above From and Subject. */
const headOctets = 65_536

type Row = {
  readonly queue_id: string
  readonly recipient: string
  readonly author: string
  readonly reverse_path: string
  readonly size: number
  readonly reason: string
  readonly since: number
  readonly head: Buffer
  readonly fresh: boolean
  readonly of: number
}

export async function readDigestEntries(
  transaction: Transaction,
  wanted: NewsWanted,
): Promise<HeldDigestEntries> {
  const { mailboxes, until, toldUntil, soonBefore, most } = wanted
  const communes = sql.param(mailboxes.map(({ commune }) => commune))
  const boxes = sql.param(mailboxes.map(({ mailbox }) => mailbox))
  const { rows } = await transaction.execute<Row>(sql`
    with news as (
      select queue_id, recipient, ${reasonHeld} as reason, since,
        coalesce(since > ${toldUntil}::timestamptz, true) as fresh
      from ${keptRecipient}
      join unnest(${communes}::uuid[], ${boxes}::uuid[]) as mine (commune, mailbox)
        on commune_id = commune and mailbox_id is not distinct from mailbox
      where kind = 'held' and settled_at is null and since <= ${until.toISOString()}::timestamptz
    ), ranked as (
      select *, count(*) over (partition by fresh)::integer as of,
        row_number() over (partition by fresh order by
          case when fresh then r.since end desc, case when not fresh then r.since end, queue_id, recipient) as place
      from news r
      where fresh or r.since <= ${soonBefore.toISOString()}::timestamptz
    )
    select r.queue_id, r.recipient, m.author, m.reverse_path, m.size, r.reason,
      (extract(epoch from r.since) * 1000)::float8 as since,
      substring(m.content from 1 for ${headOctets}::int) as head, r.fresh, r.of
    from ranked r join kept_message m using (queue_id)
    where r.place <= ${most}
    order by r.fresh desc, r.place`)
  return { fresh: entriesOf(rows, true), soon: entriesOf(rows, false) }
}

function entriesOf(rows: readonly Row[], fresh: boolean): DigestEntries {
  const mine = rows.filter((row) => row.fresh === fresh)
  const shown = mine.map((row) => ({
    queueId: row.queue_id as QueueId,
    recipient: row.recipient as EmailAddress,
    author: row.author,
    reversePath: row.reverse_path,
    bytes: row.size,
    reason: row.reason,
    since: new Date(row.since),
    head: row.head,
  }))
  return { shown, more: (mine[0]?.of ?? 0) - mine.length }
}
