// Which messages of folders `Snoozed` a worker brings back now. It has them to itself for a while: two that move the same message at
// the same moment would both copy it, and the inbox had it twice.

import type { MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import type { SnoozedPlace } from './snoozed-messages.ts'

/** Of one mailbox, as long as its folder is the one of this UIDVALIDITY. */
export interface DueMessages extends SnoozedPlace {
  readonly mailbox: MailboxId
  readonly address: EmailAddress
}

export interface SnoozedRuns {
  /**
   * So many messages at most, those that are due for longest; whoever waits for longest first. Nobody else is given them for
   * `leaseSeconds`, after which what became neither settled nor later is due again.
   */
  claim(most: number, leaseSeconds: number): Promise<readonly DueMessages[]>
  /** They are back, or gone. Whose hour was put off meanwhile stays. */
  settled(messages: DueMessages): Promise<void>
  /** Once more in so many seconds. */
  later(messages: DueMessages, seconds: number): Promise<void>
}

const claimed = `
with taken as (
  update snoozed_message s set next_attempt_at = now() + make_interval(secs => $2)
  from (
    select mailbox_id, uid_validity, uid, next_attempt_at as due_at from snoozed_message
    where next_attempt_at <= now() order by next_attempt_at limit $1 for update skip locked
  ) d
  where s.mailbox_id = d.mailbox_id and s.uid_validity = d.uid_validity and s.uid = d.uid
  returning s.mailbox_id, s.commune_id, s.uid_validity, s.uid, d.due_at
)
select t.mailbox_id as mailbox, m.address, t.uid_validity::float8 as "uidValidity", array_agg(t.uid::float8 order by t.uid) as uids
from taken t join mailbox m on m.id = t.mailbox_id and m.commune_id = t.commune_id
group by t.mailbox_id, m.address, t.uid_validity
order by min(t.due_at), t.mailbox_id`

const these =
  'mailbox_id = $1::uuid and uid_validity = $2::bigint and uid = any($3::bigint[]) and returns_at <= now()'

/** Needs the rights of `vm_worker`. */
export function snoozedRunsStore({ pool }: Pick<Database, 'pool'>): SnoozedRuns {
  const run = (name: string, text: string, values: readonly unknown[]) =>
    redactQueryErrors(async () => void (await pool.query({ name, text, values: [...values] })))
  const placeOf = ({ mailbox, uidValidity, uids }: DueMessages) => [mailbox, uidValidity, uids]
  return {
    claim: (most, leaseSeconds) =>
      redactQueryErrors(async () => {
        const values = [most, leaseSeconds]
        return (await pool.query<DueMessages>({ name: 'snoozed-claim', text: claimed, values })).rows
      }),
    settled: (messages) =>
      run('snoozed-settled', `delete from snoozed_message where ${these}`, placeOf(messages)),
    later: (messages, seconds) =>
      run(
        'snoozed-later',
        `update snoozed_message set next_attempt_at = now() + make_interval(secs => $4) where ${these}`,
        [...placeOf(messages), seconds],
      ),
  }
}
