// How a worker takes what is due from the outbox. Between the 250 of the submission and the note of it here lies an instant; a
// worker that dies just there sends again when its claim has run out, because a message that leaves twice harms less than one
// that never does.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { ClaimedOutgoing } from '#core/sending/outbox.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { recordOutboxEndSql } from './record-outbox-end.ts'

export interface RefusedRecipients {
  readonly recipients: readonly EmailAddress[]
  readonly reply: string
}

export interface OutboxRuns {
  /** In so many milliseconds the next is due, 0 or less for now; null where nothing waits. */
  dueIn(): Promise<number | null>
  /** What is due, earliest first, each for this worker alone for so many seconds. */
  claim(most: number, leaseSeconds: number): Promise<readonly ClaimedOutgoing[]>
  /** It left: what stays to be done is its copy. Who was refused beside others stays here for its author to see. */
  left(id: string, refused?: RefusedRecipients): Promise<void>
  /** Its copy is filed, or can never be: nothing of it stays. */
  done(id: string): Promise<void>
  /** Once more in so many seconds; until it has left, it may be taken back meanwhile. */
  later(id: string, reply: string, seconds: number): Promise<void>
  /** Never: its author reads why. */
  refused(id: string, reply: string): Promise<void>
}

const claiming = `
with due as (
  select id from outbox
  where id in (
    select id from (
      -- No commune keeps the others waiting, whatever it sends at one hour.
      select id, next_attempt_at, row_number() over (partition by commune_id order by next_attempt_at) as turn
      from outbox
      where state <> 'refused' and next_attempt_at <= now() and (claimed_until is null or claimed_until < now())
    ) waiting
    order by turn, next_attempt_at limit $1
  ) and (claimed_until is null or claimed_until < now()) and state <> 'refused'
  order by next_attempt_at
  for update skip locked
), claimed as (
  update outbox o set
    state = case when o.state = 'waiting' then 'sending' else o.state end,
    claimed_until = now() + make_interval(secs => $2),
    attempts = o.attempts + 1, updated_at = now()
  from due where o.id = due.id
  returning o.*
)
select c.id, c.commune_id as commune, c.mailbox_id as mailbox, m.address, c.person_id as person, c.client,
  c.reverse_path as "reversePath", c.recipients, c.content, c.send_at as "sendAt", c.draft_uid::float8 as draft_uid,
  c.draft_uid_validity, c.state = 'filing' as "hasLeft", c.attempts - 1 as attempts
from claimed c join mailbox m on m.id = c.mailbox_id and m.commune_id = c.commune_id
order by c.next_attempt_at`

const leaving = `
with refused as (
  insert into outbox (commune_id, mailbox_id, person_id, client, reverse_path, recipients, content, state, send_at,
    next_attempt_at, attempts, reply)
  select commune_id, mailbox_id, person_id, client, reverse_path, $2::text[], content, 'refused', send_at,
    next_attempt_at, attempts, $3
  from outbox where id = $1 and cardinality($2::text[]) > 0
), noted as (${recordOutboxEndSql('(select * from outbox where id = $1) sent', 'left')})
update outbox set state = 'filing', updated_at = now() where id = $1`

type Row = Omit<ClaimedOutgoing, 'draft'> & {
  readonly draft_uid: number | null
  readonly draft_uid_validity: string | null
}

const soonest = `
select (extract(epoch from min(greatest(next_attempt_at, claimed_until)) - now()) * 1000)::float8 as "dueIn"
from outbox where state <> 'refused'`

/** Needs the rights of `vm_worker`. */
export function outboxRunsStore({ pool }: Pick<Database, 'pool'>): OutboxRuns {
  const run = (name: string, text: string, values: readonly unknown[]) =>
    redactQueryErrors(async () => void (await pool.query({ name, text, values: [...values] })))
  return {
    dueIn: () =>
      redactQueryErrors(async () => {
        const { rows } = await pool.query<{ readonly dueIn: number | null }>({
          name: 'outbox-due-in',
          text: soonest,
        })
        return rows[0]?.dueIn ?? null
      }),
    claim: (most, leaseSeconds) =>
      redactQueryErrors(async () => {
        const { rows } = await pool.query<Row>({
          ...{ name: 'claim-outbox', text: claiming },
          values: [most, leaseSeconds],
        })
        return rows.map(({ draft_uid: uid, draft_uid_validity: uidValidity, ...row }) => ({
          ...row,
          draft: uid === null || uidValidity === null ? null : { uid, uidValidity },
        }))
      }),
    left: (id, refused) => run('outbox-left', leaving, [id, refused?.recipients ?? [], refused?.reply ?? '']),
    done: (id) => run('outbox-done', 'delete from outbox where id = $1', [id]),
    later: (id, reply, seconds) =>
      run(
        'outbox-later',
        `update outbox set state = case when state = 'sending' then 'waiting' else state end, claimed_until = null,
           reply = $2, next_attempt_at = now() + make_interval(secs => $3), updated_at = now()
         where id = $1`,
        [id, reply, seconds],
      ),
    refused: (id, reply) =>
      run(
        'outbox-refused',
        `update outbox set state = 'refused', claimed_until = null, reply = $2, updated_at = now() where id = $1`,
        [id, reply],
      ),
  }
}
