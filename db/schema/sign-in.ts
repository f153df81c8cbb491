// Sign-ins by whatever door, and what is held against guessing: who tried, who is blocked, which networks never are.

import { sql } from 'drizzle-orm'
import {
  bigserial,
  check,
  index,
  inet,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { AlertFacts } from '#core/alert-facts.ts'
import { id, instant, lifecycle } from './columns.ts'

export const signInProtocols = ['web', 'imap', 'smtp', 'sieve'] as const
export const signInOutcomes = ['accepted', 'refused', 'delayed', 'blocked'] as const

/** One row for each try. The login is kept as it was given, so that its owner sees what was tried against it. */
export const signIn = pgTable(
  'sign_in',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull().defaultNow(),
    /** Of the mailbox or person with that login; null where there is none. */
    communeId: uuid('commune_id'),
    /** Who signed in, or whose password was tried; null for an unknown login. */
    personId: uuid('person_id'),
    login: text('login').notNull(),
    protocol: text('protocol', { enum: signInProtocols }).notNull(),
    client: inet('client').notNull(),
    /** The app password that opened it; null for another way. */
    appPasswordId: uuid('app_password_id'),
    outcome: text('outcome', { enum: signInOutcomes }).notNull(),
    /** What the client says of itself, cut to 200 characters. */
    device: text('device').notNull().default(''),
  },
  (table) => [
    index('sign_in_login_at').on(table.login, table.at),
    index('sign_in_person_id_at').on(table.personId, table.at),
    index('sign_in_commune_id_at').on(table.communeId, table.at),
    index('sign_in_at').on(table.at),
    check('sign_in_login', sql`length(${table.login}) <= 320`),
    check('sign_in_protocol', sql`${table.protocol} in ('web', 'imap', 'smtp', 'sieve')`),
    check('sign_in_outcome', sql`${table.outcome} in ('accepted', 'refused', 'delayed', 'blocked')`),
  ],
)

/** Failures of one network against one login within a sliding window; the row is the counter every process shares. */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    login: text('login').notNull(),
    /** The IPv4 address or IPv6 /64. */
    network: text('network').notNull(),
    failures: integer('failures').notNull().default(0),
    /** Digests of the last wrong passwords: the same one again is a phone that was not told, not somebody who guesses. */
    tried: text('tried').array().notNull().default(sql`'{}'`),
    lastAt: instant('last_at').notNull().defaultNow(),
    blockedUntil: instant('blocked_until'),
  },
  (table) => [
    primaryKey({ columns: [table.login, table.network] }),
    index('sign_in_failures_network').on(table.network, table.lastAt),
    index('sign_in_failures_last_at').on(table.lastAt),
    index('sign_in_failures_blocked').on(table.blockedUntil).where(sql`${table.blockedUntil} is not null`),
    check('sign_in_failures_count', sql`${table.failures} >= 0`),
  ],
)

/** A network that tried many logins: nothing from it is let in until then. */
export const blockedNetwork = pgTable(
  'blocked_network',
  {
    network: text('network').primaryKey(),
    since: instant('since').notNull().defaultNow(),
    until: instant('until').notNull(),
    logins: integer('logins').notNull(),
  },
  (table) => [index('blocked_network_until').on(table.until)],
)

/** Networks that are never blocked, such as a mairie's own line. */
export const trustedNetwork = pgTable(
  'trusted_network',
  {
    id: id(),
    network: text('network').notNull(),
    note: text('note').notNull().default(''),
    ...lifecycle(),
  },
  (table) => [
    uniqueIndex('trusted_network_once').on(table.network),
    check('trusted_network_form', sql`${table.network}::cidr::text = ${table.network}`),
    check('trusted_network_not_everybody', sql`masklen(${table.network}::cidr) >= 8`),
    check('trusted_network_note', sql`length(${table.note}) <= 500`),
  ],
)

/** What somebody must look at: raised once for its subject until somebody says that it was seen. */
export const alert = pgTable(
  'alert',
  {
    id: id(),
    kind: text('kind').notNull(),
    /** What it is about: a login, a network, a mailbox. */
    subject: text('subject').notNull(),
    communeId: uuid('commune_id'),
    facts: jsonb('facts').$type<AlertFacts>().notNull().default({}),
    since: instant('since').notNull().defaultNow(),
    lastAt: instant('last_at').notNull().defaultNow(),
    times: integer('times').notNull().default(1),
    seenAt: instant('seen_at'),
    seenBy: uuid('seen_by'),
  },
  (table) => [
    uniqueIndex('alert_open').on(table.kind, table.subject).where(sql`${table.seenAt} is null`),
    index('alert_since').on(table.since),
    check(
      'alert_facts',
      sql`jsonb_typeof(${table.facts}) = 'object' and length(${table.facts}::text) <= 2000`,
    ),
  ],
)

/**
 * Sessions that must end: written by triggers (migration `sign-in`) when what opened them no longer does, and removed by
 * the worker once Dovecot has ended them. Channel `sessions` says the same at once.
 */
export const sessionEnd = pgTable(
  'session_end',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** `mailbox`: all of it. `credential`: what one app password opened, or a main password. */
    kind: text('kind', { enum: ['mailbox', 'credential'] }).notNull(),
    /** A selector, or the address of a mailbox. */
    value: text('value').notNull(),
    askedAt: instant('asked_at').notNull().defaultNow(),
  },
  (table) => [
    index('session_end_asked_at').on(table.askedAt),
    check('session_end_kind', sql`${table.kind} in ('mailbox', 'credential')`),
  ],
)
