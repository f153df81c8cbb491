// Part of the store of what is hosted: mailboxes, who may use them and the app passwords that open them.

import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import { domainOf, type EmailAddress, localPartOf } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { access, appPassword } from '../../schema/access.ts'
import { mailbox } from '../../schema/mailbox.ts'
import { ownTenantRow } from '../query/own-tenant-row.ts'

interface NewMailbox {
  readonly commune: CommuneId
  readonly address: EmailAddress
  /** The person of a personal mailbox; null for a shared one. */
  readonly owner: string | null
  readonly quotaBytes: number
}

interface NewAppPassword {
  readonly commune: CommuneId
  readonly mailbox: MailboxId
  readonly person: string
  readonly selector: string
  readonly hash: string
  readonly label: string
}

export function hostedMailboxes(database: Database) {
  const { drizzle } = database
  return {
    /** Makes the row; the worker makes the folders. */
    async putMailbox({ commune: communeId, address, owner, quotaBytes }: NewMailbox): Promise<MailboxId> {
      const [row] = await drizzle
        .insert(mailbox)
        .values({
          communeId,
          domain: domainOf(address),
          localPart: localPartOf(address).toLowerCase(),
          kind: owner === null ? 'shared' : 'personal',
          ownerPersonId: owner,
          quotaBytes,
        })
        .onConflictDoUpdate({
          target: mailbox.address,
          set: { quotaBytes },
          setWhere: eq(mailbox.communeId, communeId),
        })
        .returning({ id: mailbox.id })
      return ownTenantRow(row).id as MailboxId
    },

    async grant(given: {
      readonly commune: CommuneId
      readonly mailbox: MailboxId
      readonly person: string
      readonly role: 'read' | 'write' | 'send' | 'manage'
    }): Promise<void> {
      await drizzle
        .insert(access)
        .values({
          communeId: given.commune,
          mailboxId: given.mailbox,
          personId: given.person,
          role: given.role,
        })
        .onConflictDoNothing()
    },

    /** Revokes what the same person had for the same mailbox under the same label. */
    async putAppPassword({
      commune: communeId,
      mailbox: mailboxId,
      person: personId,
      ...given
    }: NewAppPassword) {
      await database.transaction(async (transaction) => {
        await transaction
          .update(appPassword)
          .set({ revokedAt: sql`now()` })
          .where(
            and(
              eq(appPassword.communeId, communeId),
              eq(appPassword.mailboxId, mailboxId),
              eq(appPassword.personId, personId),
              eq(appPassword.label, given.label),
              ne(appPassword.selector, given.selector),
              isNull(appPassword.revokedAt),
            ),
          )
        await transaction
          .insert(appPassword)
          .values({ communeId, mailboxId, personId, ...given })
          .onConflictDoUpdate({
            target: appPassword.selector,
            set: { hash: given.hash, revokedAt: null },
            setWhere: sql`${appPassword.mailboxId} = ${mailboxId} and ${appPassword.personId} = ${personId}`,
          })
      })
    },
  }
}
