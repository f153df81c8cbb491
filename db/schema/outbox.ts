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
  unique,
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
    /** The change of its draft that is sent; null where there is none. */
    revision: uuid('revision'),
    /** Of which draft: another one may name the same change. Null where there is none. */
    draftId: uuid('draft_id'),
    /** Of the request that sent it: whoever asks again because no answer came is told what became of it. */
    askedKey: text('asked_key'),
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
    uniqueIndex('outbox_revision')
      .on(table.mailboxId, table.revision, table.draftId)
      .where(sql`${table.revision} is not null`),
    // For whoever wrote what did not leave, wherever it was.
    index('outbox_refused').on(table.personId).where(sql`${table.state} = 'refused'`),
    check('outbox_state', sql`${table.state} in ('waiting', 'sending', 'filing', 'refused')`),
    check('outbox_recipients', sql`cardinality(${table.recipients}) between 1 and 1000`),
    check('outbox_draft', sql`(${table.draftUid} is null) = (${table.draftUidValidity} is null)`),
    check(
      'outbox_claimed',
      sql`${table.state} not in ('waiting', 'refused') or ${table.claimedUntil} is null`,
    ),
  ],
)

/** What became of changes of drafts that are in the outbox no more, for whoever asks again because no answer came. */
export const outboxEnds = ['left', 'taken-back'] as const

export const outboxEnd = pgTable(
  'outbox_end',
  {
    communeId: communeId(),
    mailboxId: uuid('mailbox_id').notNull(),
    revision: uuid('revision').notNull(),
    draftId: uuid('draft_id'),
    askedKey: text('asked_key'),
    /** Who sent it: a colleague who answers the same message is told. Null once they are gone. */
    personId: uuid('person_id').references(() => person.id, { onDelete: 'set null' }),
    became: text('became', { enum: outboxEnds }).notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (table) => [
    unique('outbox_end_change').on(table.mailboxId, table.revision, table.draftId).nullsNotDistinct(),
    foreignKey({
      name: 'outbox_end_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('outbox_end_at').on(table.at),
    index('outbox_end_person_id').on(table.personId),
    check('outbox_end_became', sql`${table.became} in ('left', 'taken-back')`),
  ],
)
