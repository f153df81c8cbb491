// Welcoming communes: what a new one gets, and how far each one of a batch has come. A batch is left and taken up again
// at any step; one commune's mistake does not stop the others.

import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, instant, lifecycle } from './columns.ts'
import { commune } from './tenant.ts'

/** The mailboxes of a new commune, by the département's word: mairie@, maire@, secretariat@… */
export const mailboxTemplate = pgTable(
  'mailbox_template',
  {
    id: id(),
    name: text('name').notNull().unique(),
    entries: jsonb('entries').$type<readonly TemplateEntry[]>().notNull(),
    revision: integer('revision').notNull().default(1),
    ...lifecycle(),
  },
  (table) => [
    check('mailbox_template_name', sql`length(${table.name}) between 1 and 100`),
    check('mailbox_template_entries', sql`jsonb_typeof(${table.entries}) = 'array'`),
  ],
)

export interface TemplateEntry {
  readonly localPart: string
  /** Whom it is for, as the letter says it. */
  readonly label: string
  /** `manager`: a person's own mailbox, who runs the commune; `shared`: an office. */
  readonly kind: 'manager' | 'personal' | 'shared'
  readonly quotaMegabytes: number | null
}

export const welcome = pgTable(
  'welcome',
  {
    id: id(),
    name: text('name').notNull(),
    /** The step that was open last. */
    step: text('step', { enum: ['choose', 'domain', 'mailboxes', 'people', 'preview', 'create'] })
      .notNull()
      .default('choose'),
    createdBy: uuid('created_by'),
    finishedAt: instant('finished_at'),
    revision: integer('revision').notNull().default(1),
    ...lifecycle(),
  },
  (table) => [
    index('welcome_created_at').on(table.createdAt),
    check('welcome_name', sql`length(${table.name}) between 1 and 200`),
    check(
      'welcome_step',
      sql`${table.step} in ('choose', 'domain', 'mailboxes', 'people', 'preview', 'create')`,
    ),
  ],
)

export const welcomedCommune = pgTable(
  'welcomed_commune',
  {
    id: id(),
    welcomeId: uuid('welcome_id').notNull(),
    inseeCode: text('insee_code').notNull(),
    name: text('name').notNull(),
    domain: text('domain').notNull(),
    templateId: uuid('template_id').references(() => mailboxTemplate.id, { onDelete: 'set null' }),
    people: jsonb('people').$type<readonly WelcomedPerson[]>().notNull().default([]),
    state: text('state', { enum: ['planned', 'created', 'failed'] })
      .notNull()
      .default('planned'),
    /** Why it failed, in a stable code; the panel says it in words. */
    problem: text('problem'),
    communeId: uuid('commune_id').references(() => commune.id, { onDelete: 'set null' }),
    settledAt: instant('settled_at'),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'welcomed_commune_welcome',
      columns: [table.welcomeId],
      foreignColumns: [welcome.id],
    }).onDelete('cascade'),
    unique('welcomed_commune_once').on(table.welcomeId, table.inseeCode),
    uniqueIndex('welcomed_commune_created').on(table.inseeCode).where(sql`${table.state} = 'created'`),
    check('welcomed_commune_state', sql`${table.state} in ('planned', 'created', 'failed')`),
    check('welcomed_commune_people', sql`jsonb_typeof(${table.people}) = 'array'`),
  ],
)

export interface WelcomedPerson {
  readonly name: string
  /** Their own mailbox, before the @; empty for whoever has one elsewhere. */
  readonly localPart: string
  readonly role: 'manager' | 'member'
  /** Shared mailboxes of the commune that they may write from, before the @. */
  readonly shared: readonly string[]
  /** What a person who is here already signs in with: a secretary of several communes. */
  readonly existing: string | null
}
