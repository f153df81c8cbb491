// Addresses that lead to others, written: aliases, lists, aliases of domains. As in hosting.ts every function is an upsert,
// and none of them deletes.

import { and, eq } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import { type Domain, domainOf, type EmailAddress, localPartOf } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { alias, aliasTarget, list, listMember } from '../../schema/alias-and-list.ts'
import { domain } from '../../schema/tenant.ts'

export interface NewAlias {
  readonly commune: CommuneId
  readonly address: EmailAddress
  /** Addresses of this house, as the directory has them. */
  readonly targets: readonly EmailAddress[]
}

export interface NewList {
  readonly commune: CommuneId
  readonly address: EmailAddress
  readonly name: string
  readonly senders: 'anyone' | 'department' | 'members'
  readonly members: readonly EmailAddress[]
}

/** Needs the rights of `vm_owner` or `vm_admin`. */
export function upsertAddressesStore({ drizzle, transaction: inTransaction }: Database) {
  return {
    /** Rejects when the name is hosted with addresses of its own, or belongs to another tenant. */
    async putAliasDomain(communeId: CommuneId, name: Domain, aliasOf: Domain): Promise<void> {
      await drizzle
        .insert(domain)
        .values({ communeId, name, aliasOf })
        .onConflictDoUpdate({
          target: domain.name,
          set: { aliasOf },
          setWhere: eq(domain.communeId, communeId),
        })
    },

    async putAlias({ commune: communeId, address, targets }: NewAlias): Promise<void> {
      await inTransaction(async (transaction) => {
        await transaction
          .insert(alias)
          .values({ communeId, ...partsOf(address) })
          .onConflictDoNothing()
        const [made] = await transaction
          .select({ aliasId: alias.id })
          .from(alias)
          .where(and(eq(alias.communeId, communeId), eq(alias.address, address)))
        await transaction
          .insert(aliasTarget)
          .values(targets.map((target) => ({ ...expectOwn(made, address), communeId, target })))
          .onConflictDoNothing()
      })
    },

    async putList({ commune: communeId, address, name, senders, members }: NewList): Promise<void> {
      await inTransaction(async (transaction) => {
        const [made] = await transaction
          .insert(list)
          .values({ communeId, ...partsOf(address), name, senders })
          .onConflictDoUpdate({
            target: list.address,
            set: { name, senders },
            setWhere: eq(list.communeId, communeId),
          })
          .returning({ listId: list.id })
        await transaction
          .insert(listMember)
          .values(members.map((target) => ({ ...expectOwn(made, address), communeId, target })))
          .onConflictDoNothing()
      })
    },
  }
}

const partsOf = (address: EmailAddress) => ({
  domain: domainOf(address),
  localPart: localPartOf(address).toLowerCase(),
})

function expectOwn<Row>(row: Row | undefined, address: EmailAddress): Row {
  if (row === undefined) throw new Error(`${address} belongs to another tenant or is something else`)
  return row
}
