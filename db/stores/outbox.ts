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
  /** The beginning of its content, with its fields. */
  readonly head: Buffer
}

export interface Outbox {
  /**
   * Its id, or that of the one which the same version of the same draft is already; one that was refused gives way. Null where
   * that one has left by now, and where as much waits as one box may have waiting.
   */
  add(outgoing: NewOutgoing): Promise<string | null>
  /** Of a box: what has not left, the soonest first. */
  of(mailbox: MailboxId): Promise<readonly Outgoing[]>
  one(mailbox: MailboxId, id: string): Promise<Outgoing | null>
  /** What a version of a draft is already, unless it was refused. */
  ofDraft(mailbox: MailboxId, draft: DraftPlace): Promise<Outgoing | null>
  /** What became of a version of a draft; null where nobody sent it. */
  stateOfDraft(mailbox: MailboxId, draft: DraftPlace): Promise<Outgoing['state'] | null>
  /** What was refused goes on with its draft, which was written anew. */
  followDraft(mailbox: MailboxId, draft: DraftPlace, uid: number): Promise<boolean>
  /** False once it is under way or has left. What was refused is taken back as well: its author changes it. */
  takeBack(mailbox: MailboxId, id: string): Promise<boolean>
  /** False once it is under way or has left. */
  sendAt(mailbox: MailboxId, id: string, at: Date): Promise<boolean>
}

type Row = Omit<Outgoing, 'draft'> & {
  readonly draft_uid: number | null
  readonly draft_uid_validity: string | null
}

/** What one box may have waiting at once. */
export const mostOfBox = { messages: 300, octets: 500_000_000 } as const

/** `where` names what of the box is wanted; most of a head is no longer than is read here. */
const shown = (where: string): string => `
select o.id, o.person_id as person, p.name as "personName", o.recipients, o.state, o.send_at as "sendAt", o.attempts, o.reply,
  o.draft_uid::float8 as draft_uid, o.draft_uid_validity, substring(o.content from 1 for 32768) as head
from outbox o join person p on p.id = o.person_id
where o.mailbox_id = $1 and o.state <> 'filing' and ${where}
order by o.send_at, o.id
limit 500`

/** Needs the rights of `vm_webmail`. */
export function outboxStore({ pool }: Pick<Database, 'pool'>): Outbox {
  const changed = (name: string, text: string, values: readonly unknown[]): Promise<boolean> =>
    withoutValues(async () => (await pool.query({ name, text, values: [...values] })).rowCount === 1)
  const rowsOf = (name: string, where: string, values: readonly unknown[]): Promise<readonly Outgoing[]> =>
    withoutValues(async () => {
      const { rows } = await pool.query<Row>({ name, text: shown(where), values: [...values] })
      return rows.map(({ draft_uid: uid, draft_uid_validity: uidValidity, ...row }) => ({
        ...row,
        draft: uid === null || uidValidity === null ? null : { uid, uidValidity },
      }))
    })
  const ofDraft = async (mailbox: MailboxId, { uid, uidValidity }: DraftPlace): Promise<Outgoing | null> => {
    const where = `o.draft_uid = $2 and o.draft_uid_validity = $3 and o.state <> 'refused'`
    return (await rowsOf('outbox-of-draft', where, [mailbox, uid, uidValidity]))[0] ?? null
  }
  return {
    ofDraft,
    add: (outgoing) =>
      withoutValues(async () => {
        const { mailbox, draft } = outgoing
        if (draft !== null)
          await changed(
            'outbox-again',
            `delete from outbox where mailbox_id = $1 and draft_uid = $2 and draft_uid_validity = $3 and state = 'refused'`,
            [mailbox, draft.uid, draft.uidValidity],
          )
        const { rows } = await pool.query<{ readonly id: string }>({
          name: 'outbox-add',
          text: `insert into outbox (commune_id, mailbox_id, person_id, client, reverse_path, recipients, content,
                   draft_uid, draft_uid_validity, send_at, next_attempt_at)
                 select $1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::text[], $7::bytea, $8::bigint, $9::text, $10::timestamptz, $10::timestamptz
                 where (select count(*) < $11::int and coalesce(sum(octet_length(content)), 0) < $12::bigint
                        from outbox where mailbox_id = $2)
                 on conflict (mailbox_id, draft_uid, draft_uid_validity) where draft_uid is not null do nothing
                 returning id`,
          values: [
            ...[outgoing.commune, outgoing.mailbox, outgoing.person, outgoing.client, outgoing.reversePath],
            ...[[...outgoing.recipients], outgoing.content],
            ...[outgoing.draft?.uid ?? null, outgoing.draft?.uidValidity ?? null, outgoing.sendAt],
            ...[mostOfBox.messages, mostOfBox.octets],
          ],
        })
        const [row] = rows
        if (row !== undefined) return row.id
        return draft === null ? null : ((await ofDraft(mailbox, draft))?.id ?? null)
      }),
    of: (mailbox) => rowsOf('outbox-of', 'true', [mailbox]),
    one: async (mailbox, id) => (await rowsOf('outbox-one', 'o.id = $2', [mailbox, id]))[0] ?? null,
    stateOfDraft: (mailbox, { uid, uidValidity }) =>
      withoutValues(async () => {
        const { rows } = await pool.query<Pick<Outgoing, 'state'>>({
          name: 'outbox-state-of-draft',
          text: 'select state from outbox where mailbox_id = $1 and draft_uid = $2 and draft_uid_validity = $3',
          values: [mailbox, uid, uidValidity],
        })
        return rows[0]?.state ?? null
      }),
    followDraft: (mailbox, { uid, uidValidity }, now) =>
      changed(
        'outbox-follow-draft',
        `update outbox set draft_uid = $4, updated_at = now()
         where mailbox_id = $1 and draft_uid = $2 and draft_uid_validity = $3 and state = 'refused'`,
        [mailbox, uid, uidValidity, now],
      ),
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
