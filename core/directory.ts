// What the directory answers about a recipient: exactly one of these, from PostgreSQL.

import type { Brand } from './brand.ts'
import type { EmailAddress } from './email-address.ts'

export type CommuneId = Brand<string, 'CommuneId'>
export type MailboxId = Brand<string, 'MailboxId'>

/** A mailbox that exists in Dovecot, under the address LMTP knows it by. */
export interface MailboxTarget {
  readonly mailbox: MailboxId
  readonly commune: CommuneId
  readonly address: EmailAddress
  /** Reached by postmaster@ or abuse@, which take whatever a person may want to report (RFC 5321 §4.5.1, RFC 2142). */
  readonly required: boolean
  /** Reached only through a list that does not take everybody's mail; left out for everybody's. */
  readonly onlyFrom?: OnlyFrom
}

/** Whose mail a list takes: proven authors alone, because anybody can write any address into From. */
export type OnlyFrom =
  | { readonly kind: 'department' }
  /** Addresses as the directory knows them, lower-case. */
  | { readonly kind: 'members'; readonly addresses: ReadonlySet<EmailAddress> }

export type RecipientResolution =
  | { readonly kind: 'mailbox'; readonly target: MailboxTarget }
  /** An alias, list, forward or catch-all: every mailbox that it leads to, at least one with room, each once. */
  | { readonly kind: 'alias'; readonly targets: readonly MailboxTarget[] }
  /** No room anywhere it leads to: senders wait for `since` plus the grace of the spec, then hear that it is full. */
  | { readonly kind: 'full'; readonly since: Date }
  /** In the directory, not yet created in Dovecot. */
  | { readonly kind: 'not-ready' }
  /** The mailbox or its commune is suspended. */
  | { readonly kind: 'suspended' }
  /** One of our domains, no such address. */
  | { readonly kind: 'unknown' }
  /** Not one of our domains. */
  | { readonly kind: 'foreign' }

export interface Directory {
  /** Rejects when the database does not answer: the caller says 451. */
  resolve(recipient: EmailAddress): Promise<RecipientResolution>
}
