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
}

export type RecipientResolution =
  | { readonly kind: 'mailbox'; readonly target: MailboxTarget }
  /** An alias: every mailbox it leads to, at least one, each once. */
  | { readonly kind: 'alias'; readonly targets: readonly MailboxTarget[] }
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
