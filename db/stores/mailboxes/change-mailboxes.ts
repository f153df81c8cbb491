// Mailboxes made, changed and taken out of the directory. Dovecot's part is the worker's.

import { and, eq, ne, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import { domainOf, type EmailAddress, localPartOf } from '#core/address/email-address.ts'
import type { Database, Transaction } from '../../connection.ts'
import { appPassword } from '../../schema/access.ts'
import { mailbox } from '../../schema/mailbox.ts'
import { definedFields } from '../query/defined-fields.ts'

export interface MadeMailbox {
  readonly commune: CommuneId
  /** As the directory knows it: lower-case, without detail. */
  readonly address: EmailAddress
  readonly name: string
  /** The person of a personal mailbox; null for a shared one. */
  readonly owner: string | null
  readonly quotaBytes: number
  readonly expiresAt: Date | null
}

/** Rejects with a unique violation when the address is something already. */
export async function insertMailbox(
  transaction: Transaction,
  { commune, address, owner, ...fields }: MadeMailbox,
): Promise<MailboxId> {
  const [row] = await transaction
    .insert(mailbox)
    .values({
      communeId: commune,
      domain: domainOf(address),
      localPart: localPartOf(address),
      kind: owner === null ? 'shared' : 'personal',
      ownerPersonId: owner,
      ...fields,
    })
    .returning({ id: mailbox.id })
  if (row === undefined) throw new Error('an insert returned nothing')
  return row.id as MailboxId
}

export interface MailboxChange {
  readonly name?: string | undefined
  readonly quotaBytes?: number | undefined
  readonly expiresAt?: Date | null | undefined
  readonly forwardKeepsCopy?: boolean | undefined
  readonly suspendedAt?: Date | null
  /** Null makes it a shared one. */
  readonly owner?: string | null
}

/** False when another change came since `revision`. */
export async function changeMailbox(
  transaction: Transaction,
  { id, revision }: { readonly id: MailboxId; readonly revision: number },
  { owner, ...fields }: MailboxChange,
): Promise<boolean> {
  const changed = await transaction
    .update(mailbox)
    .set({
      ...definedFields(fields),
      ...(owner === undefined
        ? {}
        : { ownerPersonId: owner, kind: owner === null ? ('shared' as const) : ('personal' as const) }),
      revision: sql`${mailbox.revision} + 1`,
    })
    .where(and(eq(mailbox.id, id), eq(mailbox.revision, revision)))
    .returning({ id: mailbox.id })
  return changed.length > 0
}

/**
 * With what opens it and what leads from it. Its files are nobody's business here. What Dovecot counts is locked before the
 * mailbox is, as every delivery does it (migration `mailboxes`).
 */
export async function deleteMailbox(transaction: Transaction, id: MailboxId): Promise<void> {
  await transaction.execute(sql`select lock_usage(${id})`)
  await transaction.delete(mailbox).where(eq(mailbox.id, id))
}

/** What the other mailboxes of a commune may take together; in octets. */
export async function allottedBytes(
  drizzle: Pick<Database['drizzle'], 'select'>,
  commune: CommuneId,
  except: MailboxId | null = null,
): Promise<number> {
  const [row] = await drizzle
    .select({ bytes: sql<string>`coalesce(sum(${mailbox.quotaBytes}), 0)` })
    .from(mailbox)
    .where(and(eq(mailbox.communeId, commune), except === null ? undefined : ne(mailbox.id, except)))
  return Number(row?.bytes ?? 0)
}

/** Every app password of one person for one mailbox; how many there were. */
export async function revokeAppPasswords(
  transaction: Transaction,
  mailboxId: MailboxId,
  personId: string,
): Promise<number> {
  const revoked = await transaction
    .update(appPassword)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(appPassword.mailboxId, mailboxId),
        eq(appPassword.personId, personId),
        sql`${appPassword.revokedAt} is null`,
      ),
    )
    .returning({ id: appPassword.id })
  return revoked.length
}
