// Files that a mailbox gives out by a link in place of an attachment, until a date. Their octets lie in pieces, sealed by a key
// that only the link opens; what is here tells who gave what, until when, and how often it was fetched.

import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytes, communeId, id, instant } from './columns.ts'
import { mailbox } from './mailbox.ts'
import { person } from './person.ts'

export const sharedFile = pgTable(
  'shared_file',
  {
    id: id(),
    communeId: communeId(),
    mailboxId: uuid('mailbox_id').notNull(),
    /** Who gave it; a link of a box outlives whoever left. */
    personId: uuid('person_id').references(() => person.id, { onDelete: 'set null' }),
    /** Of the secret in the link, which is nowhere here. */
    linkDigest: text('link_digest').notNull(),
    /** The key of the octets, under one that follows from that secret. */
    sealedKey: bytes('sealed_key').notNull(),
    /** The same under a key of the webmail, while the octets still come; gone once they are all here. */
    comingKey: bytes('coming_key'),
    name: text('name').notNull(),
    octets: bigint('octets', { mode: 'number' }).notNull(),
    /** Null where the link alone opens it. */
    passwordHash: text('password_hash'),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Null while it comes: no link opens it yet. */
    completedAt: instant('completed_at'),
    expiresAt: instant('expires_at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
    /** Its octets are deleted after that: it has expired, was withdrawn, or stopped coming. While it comes, each piece moves it on. */
    octetsUntil: instant('octets_until').notNull(),
    downloads: integer('downloads').notNull().default(0),
    lastDownloadAt: instant('last_download_at'),
    /** Wrong passwords since the last right one, or since it was closed. */
    wrongTries: integer('wrong_tries').notNull().default(0),
    /** No password is looked at until then. */
    closedUntil: instant('closed_until'),
  },
  (table) => [
    foreignKey({
      name: 'shared_file_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('shared_file_mailbox_id').on(table.mailboxId, table.createdAt),
    index('shared_file_person_id').on(table.personId),
    // With the size, so that what all of them take is added up without reading them.
    index('shared_file_octets_until').on(table.octetsUntil, table.octets),
    index('shared_file_link_digest').on(table.linkDigest),
    check('shared_file_octets', sql`${table.octets} >= 0`),
    check('shared_file_name', sql`length(${table.name}) between 1 and 1000`),
    check('shared_file_key', sql`(${table.completedAt} is null) = (${table.comingKey} is not null)`),
  ],
)

export const sharedFilePiece = pgTable(
  'shared_file_piece',
  {
    fileId: uuid('file_id')
      .notNull()
      .references(() => sharedFile.id, { onDelete: 'cascade' }),
    /** From 0. */
    piece: integer('piece').notNull(),
    /** Nonce, ciphertext and tag. */
    octets: bytes('octets').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.fileId, table.piece] }),
    check('shared_file_piece_number', sql`${table.piece} >= 0`),
  ],
)
