// When messages of the folder `Snoozed` return, as the webmail says and shows it.

import type { MailboxId } from '#core/address/directory.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import type { BookOf } from './contacts.ts'

/** Messages of the folder, as long as it is the one of this UIDVALIDITY. */
export interface SnoozedPlace {
  readonly uidValidity: number
  readonly uids: readonly number[]
}

export interface SnoozedMessages {
  /** From now on that is when; of those that had another hour too. */
  returnAt(box: BookOf, place: SnoozedPlace, at: Date): Promise<void>
  /** By uid, of those whose hour is known. */
  returnsOf(box: MailboxId, place: SnoozedPlace): Promise<ReadonlyMap<number, Date>>
}

const returning = `
insert into snoozed_message (commune_id, mailbox_id, uid_validity, uid, returns_at, next_attempt_at)
select $1::uuid, $2::uuid, $3::bigint, uid, $5::timestamptz, $5::timestamptz from unnest($4::bigint[]) uid
on conflict (mailbox_id, uid_validity, uid)
do update set returns_at = excluded.returns_at, next_attempt_at = excluded.next_attempt_at`

const hours = `
select uid::float8 as uid, returns_at as at from snoozed_message
where mailbox_id = $1::uuid and uid_validity = $2::bigint and uid = any($3::bigint[])`

/** Needs the rights of `vm_webmail`. */
export function snoozedMessagesStore({ pool }: Pick<Database, 'pool'>): SnoozedMessages {
  return {
    returnAt: (box, { uidValidity, uids }, at) =>
      redactQueryErrors(
        async () =>
          void (await pool.query({
            ...{ name: 'snooze', text: returning },
            values: [box.commune, box.id, uidValidity, uids, at],
          })),
      ),
    returnsOf: (box, { uidValidity, uids }) =>
      redactQueryErrors(async () => {
        const { rows } = await pool.query<{ readonly uid: number; readonly at: Date }>({
          ...{ name: 'snoozed-until', text: hours },
          values: [box, uidValidity, uids],
        })
        return new Map(rows.map(({ uid, at }) => [uid, at]))
      }),
  }
}
