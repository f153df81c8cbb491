// The outbox as the webmail uses it: put in, looked at, taken back, sent at another hour. Every question names the box.

import type { MailboxId } from '#core/directory.ts'
import type { EmailAddress } from '#core/email-address.ts'
import type { DraftPlace, NewOutgoing } from '#core/outbox.ts'
import type { Database } from '../connection.ts'
import { withoutValues } from '../without-values.ts'

export interface Outgoing {
  readonly id: string
  readonly person: string
  readonly personName: string
  readonly recipients: readonly EmailAddress[]
  readonly state: 'waiting' | 'sending' | 'filing' | 'refused'
  readonly sendAt: Date
  readonly attempts: number
  /** Of the submission; empty where it said nothing yet. */
  readonly reply: string
  readonly draft: DraftPlace | null
}

export interface Outbox {
  add(outgoing: NewOutgoing): Promise<string>
  /** Of a box: what has not left, the soonest first. */
  of(mailbox: MailboxId): Promise<readonly Outgoing[]>
  /** False once it is under way or has left. What was refused is taken back as well: its author changes it. */
  takeBack(mailbox: MailboxId, id: string): Promise<boolean>
  /** False once it is under way or has left. */
  sendAt(mailbox: MailboxId, id: string, at: Date): Promise<boolean>
}

type Row = Omit<Outgoing, 'draft'> & {
  readonly draft_uid: number | null
  readonly draft_uid_validity: string | null
}

const shown = `
select o.id, o.person_id as person, p.name as "personName", o.recipients, o.state, o.send_at as "sendAt", o.attempts, o.reply,
  o.draft_uid::float8 as draft_uid, o.draft_uid_validity
from outbox o join person p on p.id = o.person_id
where o.mailbox_id = $1 and o.state <> 'filing'
order by o.send_at, o.id
limit 500`

/** Needs the rights of `vm_webmail`. */
export function outboxStore({ pool }: Pick<Database, 'pool'>): Outbox {
  const changed = (name: string, text: string, values: readonly unknown[]): Promise<boolean> =>
    withoutValues(async () => (await pool.query({ name, text, values: [...values] })).rowCount === 1)
  return {
    add: (outgoing) =>
      withoutValues(async () => {
        const { rows } = await pool.query<{ readonly id: string }>({
          name: 'outbox-add',
          text: `insert into outbox (commune_id, mailbox_id, person_id, client, reverse_path, recipients, content,
                   draft_uid, draft_uid_validity, send_at, next_attempt_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) returning id`,
          values: [
            ...[outgoing.commune, outgoing.mailbox, outgoing.person, outgoing.client, outgoing.reversePath],
            ...[[...outgoing.recipients], outgoing.content],
            ...[outgoing.draft?.uid ?? null, outgoing.draft?.uidValidity ?? null, outgoing.sendAt],
          ],
        })
        const [row] = rows
        if (row === undefined) throw new Error('nothing was put into the outbox')
        return row.id
      }),
    of: (mailbox) =>
      withoutValues(async () => {
        const { rows } = await pool.query<Row>({ name: 'outbox-of', text: shown, values: [mailbox] })
        return rows.map(({ draft_uid: uid, draft_uid_validity: uidValidity, ...row }) => ({
          ...row,
          draft: uid === null || uidValidity === null ? null : { uid, uidValidity },
        }))
      }),
    takeBack: (mailbox, id) =>
      changed(
        'outbox-take-back',
        `delete from outbox where mailbox_id = $1 and id = $2 and state in ('waiting', 'refused')`,
        [mailbox, id],
      ),
    sendAt: (mailbox, id, at) =>
      changed(
        'outbox-send-at',
        `update outbox set send_at = $3, next_attempt_at = $3, updated_at = now()
         where mailbox_id = $1 and id = $2 and state = 'waiting'`,
        [mailbox, id, at],
      ),
  }
}
