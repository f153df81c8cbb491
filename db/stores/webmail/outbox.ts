// The outbox as the webmail uses it: put in, looked at, taken back, sent at another hour. Every question names the box.

import type pg from 'pg'
import type { MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { DraftPlace, NewOutgoing } from '#core/sending/outbox.ts'
import type { Database } from '../../connection.ts'
import { inTransaction } from '../../in-transaction.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { recordOutboxEndSql } from './record-outbox-end.ts'

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

/** Drafts of one box may name the same revision: whoever writes them says it. */
export interface ChangeOfDraft {
  readonly draft: string
  readonly revision: string
}

/** What became of a change of a draft that was sent, and under which key somebody asked for that. */
export type Became = { readonly askedKey: string | null } & (
  | { readonly kind: 'there'; readonly outgoing: Outgoing }
  | { readonly kind: 'left' | 'taken-back' }
)

export interface Outbox {
  /**
   * Its id, or that of the one which the same version of the same draft is already; one that was refused gives way, once this one
   * has its place. Null where that one has left by now, and where as much waits as one box may have waiting.
   */
  add(outgoing: NewOutgoing): Promise<string | null>
  /** Of a box: what has not left, the soonest first. */
  of(mailbox: MailboxId): Promise<readonly Outgoing[]>
  /** Of a person: what they sent from one of these boxes and did not leave, the newest first. */
  refusedOf(
    person: string,
    mailboxes: readonly MailboxId[],
  ): Promise<readonly (Outgoing & { readonly mailbox: MailboxId })[]>
  one(mailbox: MailboxId, id: string): Promise<Outgoing | null>
  /** What a version of a draft is already, unless it was refused. */
  ofDraft(mailbox: MailboxId, draft: DraftPlace): Promise<Outgoing | null>
  /** Also what has left and what was taken back, for as long as that is remembered; null where nobody sent it. */
  ofChange(mailbox: MailboxId, change: ChangeOfDraft): Promise<Became | null>
  /** What became of a version of a draft; null where nobody sent it. */
  stateOfDraft(mailbox: MailboxId, draft: DraftPlace): Promise<Outgoing['state'] | null>
  /** What was refused and thrown away is told no more. */
  forgetRefused(mailbox: MailboxId, drafts: readonly DraftPlace[]): Promise<void>
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
  readonly askedKey: string | null
}

/** What one box may have waiting at once. */
export const mostOfBox = { messages: 300, octets: 500_000_000 } as const

/** Most of a head is no longer than is read here. */
const columns = `o.id, o.person_id as person, p.name as "personName", o.recipients, o.state, o.send_at as "sendAt", o.attempts, o.reply,
  o.draft_uid::float8 as draft_uid, o.draft_uid_validity, o.asked_key as "askedKey", substring(o.content from 1 for 32768) as head`

/** `where` names what of the box is wanted. */
const shown = (where: string, states = "o.state <> 'filing'"): string => `
select ${columns}
from outbox o join person p on p.id = o.person_id
where o.mailbox_id = $1 and ${states} and ${where}
order by o.send_at, o.id
limit 500`

const refusedOf = `
select ${columns}, o.mailbox_id as mailbox
from outbox o join person p on p.id = o.person_id
where o.person_id = $1 and o.mailbox_id = any($2::uuid[]) and o.state = 'refused'
order by o.updated_at desc, o.id
limit 20`

const outgoingOf = ({
  draft_uid: uid,
  draft_uid_validity: uidValidity,
  askedKey: _,
  ...row
}: Row): Outgoing => ({ ...row, draft: uid === null || uidValidity === null ? null : { uid, uidValidity } })

/** Nothing was put in, and what was taken out for it is there again. */
class NoneAdded extends Error {
  override readonly name = 'NoneAdded'
}

function idOfNone(error: unknown): null {
  if (error instanceof NoneAdded) return null
  throw error
}

/** Of a row `o`: what was sent before its draft was named is known by its revision alone. */
const isChange = (revision: string, draft: string): string =>
  `o.revision = ${revision} and (o.draft_id = ${draft} or o.draft_id is null)`

async function added(client: pg.PoolClient, outgoing: NewOutgoing): Promise<string> {
  const { mailbox, draft, sendAt } = outgoing
  if (draft !== null)
    await client.query({
      name: 'outbox-again',
      text: `delete from outbox o where mailbox_id = $1 and state = 'refused'
               and (draft_uid = $2 and draft_uid_validity = $3 or ${isChange('$4', '$5')})`,
      values: [mailbox, draft.uid, draft.uidValidity, outgoing.revision, outgoing.draftId],
    })
  const { rows } = await client.query<{ readonly id: string }>({
    name: 'outbox-add',
    text: `insert into outbox (commune_id, mailbox_id, person_id, client, reverse_path, recipients, content,
             draft_uid, draft_uid_validity, send_at, next_attempt_at, revision, asked_key, draft_id)
           select $1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::text[], $7::bytea, $8::bigint, $9::text,
             $10::timestamptz, $10::timestamptz, $13::uuid, $14::text, $15::uuid
           where (select count(*) < $11::int and coalesce(sum(octet_length(content)), 0) < $12::bigint
                  from outbox where mailbox_id = $2)
           on conflict do nothing
           returning id`,
    values: [
      ...[outgoing.commune, mailbox, outgoing.person, outgoing.client, outgoing.reversePath],
      ...[[...outgoing.recipients], outgoing.content, draft?.uid ?? null, draft?.uidValidity ?? null, sendAt],
      ...[mostOfBox.messages, mostOfBox.octets, outgoing.revision, outgoing.askedKey, outgoing.draftId],
    ],
  })
  const [row] = rows
  if (row === undefined) throw new NoneAdded()
  return row.id
}

/** Needs the rights of `vm_webmail`. */
export function outboxStore({ pool }: Pick<Database, 'pool'>): Outbox {
  const changed = (name: string, text: string, values: readonly unknown[]): Promise<boolean> =>
    redactQueryErrors(async () => (await pool.query({ name, text, values: [...values] })).rowCount === 1)
  const rowsOf = (name: string, where: string, values: readonly unknown[]): Promise<readonly Outgoing[]> =>
    redactQueryErrors(async () => {
      const { rows } = await pool.query<Row>({ name, text: shown(where), values: [...values] })
      return rows.map(outgoingOf)
    })
  const ofDraft = async (mailbox: MailboxId, { uid, uidValidity }: DraftPlace): Promise<Outgoing | null> => {
    const where = `o.draft_uid = $2 and o.draft_uid_validity = $3 and o.state <> 'refused'`
    return (await rowsOf('outbox-of-draft', where, [mailbox, uid, uidValidity]))[0] ?? null
  }
  return {
    ofDraft,
    add: (outgoing) =>
      redactQueryErrors(async () => {
        const { mailbox, draft } = outgoing
        const id = await inTransaction(pool, (client) => added(client, outgoing)).catch(idOfNone)
        return id ?? (draft === null ? null : ((await ofDraft(mailbox, draft))?.id ?? null))
      }),
    of: (mailbox) => rowsOf('outbox-of', 'true', [mailbox]),
    refusedOf: (person, mailboxes) =>
      redactQueryErrors(async () => {
        const { rows } = await pool.query<Row & { readonly mailbox: MailboxId }>({
          ...{ name: 'outbox-refused-of', text: refusedOf, values: [person, [...mailboxes]] },
        })
        return rows.map(({ mailbox, ...row }) => ({ ...outgoingOf(row), mailbox }))
      }),
    one: async (mailbox, id) => (await rowsOf('outbox-one', 'o.id = $2', [mailbox, id]))[0] ?? null,
    ofChange: (mailbox, { draft, revision }) =>
      redactQueryErrors(async () => {
        const where = isChange('$2', '$3')
        const { rows } = await pool.query<Row & { readonly askedKey: string | null }>({
          ...{ name: 'outbox-of-change', text: shown(where, 'true') },
          values: [mailbox, revision, draft],
        })
        const [row] = rows
        if (row !== undefined) {
          const { askedKey } = row
          return row.state === 'filing'
            ? { kind: 'left', askedKey }
            : { kind: 'there', askedKey, outgoing: outgoingOf(row) }
        }
        const ends = await pool.query<Exclude<Became, { kind: 'there' }>>({
          name: 'outbox-end-of-change',
          text: `select became as kind, asked_key as "askedKey" from outbox_end o
                 where mailbox_id = $1 and ${isChange('$2', '$3')} order by draft_id nulls last limit 1`,
          values: [mailbox, revision, draft],
        })
        return ends.rows[0] ?? null
      }),
    stateOfDraft: (mailbox, { uid, uidValidity }) =>
      redactQueryErrors(async () => {
        const { rows } = await pool.query<Pick<Outgoing, 'state'>>({
          name: 'outbox-state-of-draft',
          text: 'select state from outbox where mailbox_id = $1 and draft_uid = $2 and draft_uid_validity = $3',
          values: [mailbox, uid, uidValidity],
        })
        return rows[0]?.state ?? null
      }),
    forgetRefused: (mailbox, drafts) =>
      redactQueryErrors(async () => {
        if (drafts.length === 0) return
        await pool.query({
          name: 'outbox-forget-refused',
          text: `delete from outbox where mailbox_id = $1 and state = 'refused'
                   and (draft_uid, draft_uid_validity) in (select * from unnest($2::bigint[], $3::text[]))`,
          values: [mailbox, drafts.map(({ uid }) => uid), drafts.map(({ uidValidity }) => uidValidity)],
        })
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
        `with gone as (
           delete from outbox where mailbox_id = $1 and id = $2 and state in ('waiting', 'refused')
           returning id, commune_id, mailbox_id, revision, draft_id, asked_key, person_id
         ), noted as (${recordOutboxEndSql('gone', 'taken-back')})
         select id from gone`,
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
