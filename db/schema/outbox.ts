// What people have sent from the webmail and can still take back, or sent for a later hour. It leaves through the submission
// like any message, as the person who wrote it; a copy is filed among what was sent, and then nothing of it stays here. Its
// draft stays in the box until it has left: with its box or its author it goes from here, and can still be read there.

import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytes, communeId, id, instant, lifecycle } from './columns.ts'
import { mailbox } from './mailbox.ts'
import { person } from './person.ts'

/** `waiting` may be taken back, `sending` is under way, `filing` has left and its copy is still to be filed, `refused` never left. */
export const outboxStates = ['waiting', 'sending', 'filing', 'refused'] as const

export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    communeId: communeId(),
    /** The box it is sent from. */
    mailboxId: uuid('mailbox_id').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    /** Where the person sat. */
    client: text('client').notNull(),
    reversePath: text('reverse_path').notNull(),
    recipients: text('recipients').array().notNull(),
    /** Whole; its blind copies are a field of it, which the submission takes out. */
    content: bytes('content').notNull(),
    /** Its draft in the box, to be removed once it has left; null where there is none. */
    draftUid: bigint('draft_uid', { mode: 'number' }),
    draftUidValidity: text('draft_uid_validity'),
    state: text('state', { enum: outboxStates }).notNull().default('waiting'),
    sendAt: instant('send_at').notNull(),
    nextAttemptAt: instant('next_attempt_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** A worker has it until then; another one may take it afterwards. */
    claimedUntil: instant('claimed_until'),
    /** What the submission said last, as it said it. */
    reply: text('reply').notNull().default(''),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'outbox_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('outbox_mailbox_id').on(table.mailboxId, table.sendAt),
    index('outbox_person_id').on(table.personId),
    index('outbox_due').on(table.nextAttemptAt).where(sql`${table.state} <> 'refused'`),
    // A version of a draft is sent once, however often it is asked for.
    uniqueIndex('outbox_of_draft')
      .on(table.mailboxId, table.draftUid, table.draftUidValidity)
      .where(sql`${table.draftUid} is not null`),
    check('outbox_state', sql`${table.state} in ('waiting', 'sending', 'filing', 'refused')`),
    check('outbox_recipients', sql`cardinality(${table.recipients}) between 1 and 1000`),
    check('outbox_draft', sql`(${table.draftUid} is null) = (${table.draftUidValidity} is null)`),
    check(
      'outbox_claimed',
      sql`${table.state} not in ('waiting', 'refused') or ${table.claimedUntil} is null`,
    ),
  ],
)
