// What the directory answers about a recipient: exactly one of these, from PostgreSQL.

import type { Brand } from '../brand.ts'
import type { Domain, EmailAddress } from './email-address.ts'

export type CommuneId = Brand<string, 'CommuneId'>
export type MailboxId = Brand<string, 'MailboxId'>

/** A mailbox that an address leads to, under the address LMTP knows it by. */
interface ReachedMailbox {
  readonly mailbox: MailboxId
  readonly commune: CommuneId
  readonly address: EmailAddress
  /** Reached by postmaster@ or abuse@, which take whatever a person may want to report (RFC 5321 §4.5.1, RFC 2142). */
  readonly required: boolean
  /** Reached only through a list that does not take everybody's mail; left out for everybody's. */
  readonly onlyFrom?: OnlyFrom
}

/** A mailbox that exists in Dovecot. */
export interface MailboxTarget extends ReachedMailbox {
  readonly kind: 'mailbox'
}

/** What comes to a mailbox is sent on to an address outside, as the département allowed it for a time. */
export interface ForwardTarget extends ReachedMailbox {
  readonly kind: 'forward'
  readonly to: EmailAddress
  /** From then on it is the mailbox's own mail again. */
  readonly until: Date
}

/** A notification about mail that was sent on goes back to whoever wrote it. */
export interface ReturnTarget {
  readonly kind: 'return'
  /** Of the domain that sent it on. */
  readonly commune: CommuneId
  /** The rewritten address, as RCPT named it. */
  readonly address: EmailAddress
  readonly to: EmailAddress
}

/** What a recipient leads to. */
export type RecipientTarget = MailboxTarget | ForwardTarget | ReturnTarget

/** What is not sent on, for whatever reason, is for the mailbox that would have sent it on. */
export const ownMailbox = ({ to, until, ...reached }: ForwardTarget): MailboxTarget => ({
  ...reached,
  kind: 'mailbox',
})

/** Whose mail a list takes: proven authors alone, because anybody can write any address into From. */
export type OnlyFrom =
  | { readonly kind: 'department' }
  /** Addresses as the directory knows them, lower-case. */
  | { readonly kind: 'members'; readonly addresses: ReadonlySet<EmailAddress> }

export type RecipientResolution =
  | { readonly kind: 'mailbox'; readonly target: MailboxTarget }
  /** An alias, list, forward or catch-all: whatever it leads to, at least one with room, each once. */
  | { readonly kind: 'alias'; readonly targets: readonly (MailboxTarget | ForwardTarget)[] }
  /** No room anywhere it leads to: senders wait for `since` plus the grace of the spec, then hear that it is full. */
  | { readonly kind: 'full'; readonly since: Date }
  /** In the directory, not yet created in Dovecot. */
  | { readonly kind: 'not-ready' }
  /** The mailbox or its commune is suspended. */
  | { readonly kind: 'suspended' }
  /** postmaster@ or abuse@ of one of our domains, and nobody of the département can take mail for now. */
  | { readonly kind: 'unattended' }
  /** One of our domains, no such address. */
  | { readonly kind: 'unknown' }
  /** Not one of our domains. */
  | { readonly kind: 'foreign' }

export interface Directory {
  /** Rejects when the database does not answer: the caller says 451. */
  resolve(recipient: EmailAddress): Promise<RecipientResolution>
}

export interface DomainOwners {
  /** Null for a domain that is not ours. Rejects when the database does not answer. */
  ownerOf(domain: Domain): Promise<CommuneId | null>
}
