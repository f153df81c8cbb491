// Part of the store of what is hosted: people, the names to protect and the main passwords.

import { and, eq } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { protectedName } from '../../schema/filtering.ts'
import { account, person, type personRoles } from '../../schema/person.ts'
import { actAs, installation } from '../audit.ts'
import { ownTenantRow } from '../query/own-tenant-row.ts'

interface NewPerson {
  readonly commune: CommuneId
  readonly tenantKind: 'commune' | 'department'
  readonly role: (typeof personRoles)[number]
  readonly name: string
  readonly email: EmailAddress
}

export function hostedPeople(database: Database) {
  const { drizzle } = database
  return {
    async putPerson({ commune: communeId, tenantKind, role, name, email }: NewPerson): Promise<string> {
      const [row] = await drizzle
        .insert(person)
        .values({ communeId, tenantKind, role, name, email })
        .onConflictDoUpdate({
          target: person.email,
          set: { name, role },
          setWhere: eq(person.communeId, communeId),
        })
        .returning({ id: person.id })
      return ownTenantRow(row).id
    },

    /** A name that mail from outside must not borrow; where its bearer writes from stays as it was. */
    async putProtectedName(given: { readonly commune: CommuneId; readonly name: string }): Promise<void> {
      await drizzle
        .insert(protectedName)
        .values({ communeId: given.commune, name: given.name })
        .onConflictDoNothing()
    },

    /** The hash of the main password, or null while the person has none. */
    async passwordHashOf(personId: string): Promise<string | null> {
      const [row] = await drizzle
        .select({ password: account.password })
        .from(account)
        .where(and(eq(account.userId, personId), eq(account.providerId, 'credential')))
      return row?.password ?? null
    },

    /** The log names the installation: left out, it would be the person whose password it is. */
    async putPasswordHash(personId: string, password: string): Promise<void> {
      await database.transaction(async (transaction) => {
        await actAs(transaction, installation)
        await transaction
          .insert(account)
          .values({ userId: personId, accountId: personId, providerId: 'credential', password })
          .onConflictDoUpdate({ target: [account.providerId, account.accountId], set: { password } })
      })
    },
  }
}
