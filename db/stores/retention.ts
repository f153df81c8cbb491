// Forgets what is old, a batch at a time. The worker may not delete from the trace and its like: a function of the
// database does, which refuses to touch what is younger than a month (migration `trace`).

import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../connection.ts'
import { redactQueryErrors } from '../redact-query-error.ts'

export const agingKinds = [
  'trace',
  'security_event',
  'sign_in',
  'dmarc_observation',
  'correspondent',
  'learned_message',
  'session',
  'verification',
  'alert',
  'automatic_sending',
  'sts_policy',
  'tls_count',
  'bounce_count',
  'suppressed_address',
  'sent_count',
  'written_to',
  'sending_stop',
  'leak_justification',
  'leak_hold',
  'leak_count',
  'outbox',
  'outbox_end',
  // Before their file, and few at a time: each is large.
  'shared_file_piece',
  // Never complete: nobody ever had it, so that nothing is told of it.
  'unfinished_shared_file',
  'shared_file',
] as const
export type AgingKind = (typeof agingKinds)[number]

export interface OldRows {
  /** At most `most` rows of all tenants from before the moment given; resolves with how many went. */
  forget(kind: AgingKind, before: Date, most: number): Promise<number>
}

/** Needs the rights of `vm_worker`. */
export const oldRowsStore = ({ drizzle }: Database): OldRows => ({
  forget: (kind, before, most) =>
    redactQueryErrors(async () => {
      const moment = sql`${before.toISOString()}::timestamptz`
      const { rows } = await drizzle.execute<{ readonly forgotten: number }>(
        kind === 'shared_file_piece'
          ? forgetPieces(moment, most)
          : kind === 'unfinished_shared_file'
            ? forgetUnfinished(moment, most)
            : isDeletable(kind)
              ? forgetItself(kind, moment, most)
              : sql`select forget_before(${kind}, ${moment}, ${most}) as forgotten`,
      )
      return rows[0]?.forgotten ?? 0
    }),
})

/** What the worker may delete without asking a function. */
const deletable = {
  correspondent: { key: sql`commune_id, digest`, at: sql`last_seen_at` },
  learned_message: { key: sql`mailbox_id, digest`, at: sql`learned_at` },
  session: { key: sql`id`, at: sql`expires_at` },
  verification: { key: sql`id`, at: sql`expires_at` },
  // What nobody has looked at has no such time, and stays.
  alert: { key: sql`id`, at: sql`seen_at` },
  automatic_sending: { key: sql`mailbox_id, hour`, at: sql`hour` },
  sts_policy: { key: sql`domain`, at: sql`fetched_at` },
  tls_count: { key: sql`day, destination, host, policy, result`, at: sql`day` },
  bounce_count: { key: sql`commune_id, domain, destination, kind, day`, at: sql`day` },
  suppressed_address: { key: sql`address`, at: sql`until` },
  sent_count: { key: sql`mailbox_id, at`, at: sql`at` },
  written_to: { key: sql`commune_id, digest`, at: sql`last_at` },
  // While its mailbox is there, or anything that this had sent is in the queue, it has no such time, and stays.
  sending_stop: {
    key: sql`mailbox_id`,
    at: sql`(case when not exists (select from mailbox m where m.id = sending_stop.mailbox_id)
      and not exists (select from queued_message q where q.mailbox_id = sending_stop.mailbox_id)
      then sending_stop.since end)`,
  },
  leak_justification: { key: sql`queue_id`, at: sql`at` },
  // What nobody has decided about has no such time, and stays.
  leak_hold: { key: sql`queue_id`, at: sql`decided_at` },
  leak_count: { key: sql`commune_id, day, kind, outcome`, at: sql`day` },
  // What is to leave, or has left and is still to be filed, has no such time, and stays.
  outbox: { key: sql`id`, at: sql`(case when state = 'refused' then updated_at end)` },
  outbox_end: { key: sql`mailbox_id, revision`, at: sql`at` },
  shared_file: { key: sql`id`, at: sql`octets_until` },
} as const

const isDeletable = (kind: AgingKind): kind is keyof typeof deletable => kind in deletable

/** A row that was renewed in between stays. */
function forgetItself(kind: keyof typeof deletable, before: SQL, most: number): SQL {
  const { key, at } = deletable[kind]
  const table = sql.identifier(kind)
  return sql`
    with old as (
      select ${key} from ${table} where ${at} < ${before} order by ${at} limit ${most}
    ), gone as (
      delete from ${table} where (${key}) in (select ${key} from old) and ${at} < ${before} returning 1
    )
    select count(*)::integer as forgotten from gone`
}

/** Found by their files: there are few whose time is over and of which anything is left. */
const forgetPieces = (before: SQL, most: number): SQL => sql`
  with old as (
    select p.file_id, p.piece from shared_file f join shared_file_piece p on p.file_id = f.id
    where f.octets_until < ${before} order by f.octets_until limit ${most}
  ), gone as (
    delete from shared_file_piece where (file_id, piece) in (select file_id, piece from old) returning 1
  )
  select count(*)::integer as forgotten from gone`

/** Once its pieces are gone: with them the statement would be long. */
const forgetUnfinished = (before: SQL, most: number): SQL => sql`
  with old as (
    select id from shared_file f where octets_until < ${before} and completed_at is null
      and not exists (select from shared_file_piece where file_id = f.id)
    order by octets_until limit ${most}
  ), gone as (
    delete from shared_file where id in (select id from old) returning 1
  )
  select count(*)::integer as forgotten from gone`
