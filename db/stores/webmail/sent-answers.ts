// Who of a box answered a message from the webmail: what waits to leave says it itself, and of what has left it is remembered for
// as long as its end is (db/schema/outbox.ts).

import type { MailboxId } from '#core/address/directory.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

export interface WaitingAnswer {
  readonly person: string
  readonly personName: string
  /** When it was sent by its author. */
  readonly at: Date
  readonly sendAt: Date
  /** Of its draft; null where it has none. */
  readonly draftUid: number | null
  /** The beginning of its content, with its fields. */
  readonly head: Buffer
}

export interface SentChange {
  readonly draft: string
  readonly revision: string
  readonly person: string
  readonly personName: string
}

export interface SentAnswers {
  /** What may answer it, and has not been filed yet: whoever asks reads in its head whether it does. */
  waiting(mailbox: MailboxId, messageId: string): Promise<readonly WaitingAnswer[]>
  /** Who sent what has left since then. */
  senders(mailbox: MailboxId, since: Date): Promise<readonly SentChange[]>
}

/** Needs the rights of `vm_webmail`. */
export const sentAnswersStore = ({ pool }: Pick<Database, 'pool'>): SentAnswers => ({
  waiting: (mailbox, messageId) =>
    redactQueryErrors(async () => {
      const { rows } = await pool.query<WaitingAnswer>({
        name: 'waiting-answers',
        text: `select o.person_id as person, p.name as "personName", o.created_at as at, o.send_at as "sendAt",
                 o.draft_uid::float8 as "draftUid",
                 substring(o.content from 1 for 32768) as head
               from outbox o join person p on p.id = o.person_id
               where o.mailbox_id = $1 and o.state <> 'refused'
                 and position($2::bytea in substring(o.content from 1 for 32768)) > 0
               order by o.created_at desc limit 50`,
        values: [mailbox, Buffer.from(messageId)],
      })
      return rows
    }),
  senders: (mailbox, since) =>
    redactQueryErrors(async () => {
      const { rows } = await pool.query<SentChange>({
        name: 'senders-of-changes',
        text: `select e.draft_id as draft, e.revision, e.person_id as person, p.name as "personName"
               from outbox_end e join person p on p.id = e.person_id
               where e.mailbox_id = $1 and e.became = 'left' and e.draft_id is not null and e.at >= $2
               order by e.at desc limit 2000`,
        values: [mailbox, since],
      })
      return rows
    }),
})
