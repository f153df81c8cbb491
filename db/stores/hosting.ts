// Who is hosted, written: tenants, domains, people, mailboxes and what opens them. Every function is an upsert, so that
// filling an installation twice changes nothing; none of them deletes.

import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/directory.ts'
import { type Domain, domainOf, type EmailAddress, localPartOf } from '#core/email-address.ts'
import type { Database } from '../connection.ts'
import { access, appPassword } from '../schema/access.ts'
import { protectedName } from '../schema/filtering.ts'
import { mailbox } from '../schema/mailbox.ts'
import { account, person, type personRoles } from '../schema/person.ts'
import { commune, department, domain } from '../schema/tenant.ts'
import { actAs, installation } from './audit.ts'

export interface NewCommune {
  readonly departmentId: string
  readonly name: string
  readonly inseeCode: string
  readonly siren: string | null
  readonly population: number | null
}

export interface NewPerson {
  readonly commune: CommuneId
  readonly tenantKind: 'commune' | 'department'
  readonly role: (typeof personRoles)[number]
  readonly name: string
  readonly email: EmailAddress
}

export interface NewMailbox {
  readonly commune: CommuneId
  readonly address: EmailAddress
  /** The person of a personal mailbox; null for a shared one. */
  readonly owner: string | null
  readonly quotaBytes: number
}

export interface NewAppPassword {
  readonly commune: CommuneId
  readonly mailbox: MailboxId
  readonly person: string
  readonly selector: string
  readonly hash: string
  readonly label: string
}

export type Hosting = ReturnType<typeof hostingStore>

/** Needs the rights of `vm_owner` or `vm_admin`. */
export function hostingStore(database: Database) {
  const { drizzle } = database
  return {
    /** The département and the tenant of its own services. */
    async putDepartment(given: { readonly number: string; readonly name: string }) {
      const [row] = await drizzle
        .insert(department)
        .values(given)
        .onConflictDoUpdate({ target: department.number, set: { name: given.name } })
        .returning({ id: department.id })
      const departmentId = expectRow(row).id
      const [tenant] = await drizzle
        .insert(commune)
        .values({ departmentId, kind: 'department', name: given.name })
        .onConflictDoUpdate({
          target: commune.departmentId,
          targetWhere: sql`kind = 'department'`,
          set: { name: given.name },
        })
        .returning({ id: commune.id })
      return { departmentId, tenant: expectRow(tenant).id as CommuneId }
    },

    async putCommune(given: NewCommune): Promise<CommuneId> {
      const { name, siren, population } = given
      const [row] = await drizzle
        .insert(commune)
        .values(given)
        .onConflictDoUpdate({ target: commune.inseeCode, set: { name, siren, population } })
        .returning({ id: commune.id })
      return expectRow(row).id as CommuneId
    },

    /** Rejects when the domain belongs to another tenant. */
    async putDomain(communeId: CommuneId, name: Domain): Promise<void> {
      await drizzle.insert(domain).values({ communeId, name }).onConflictDoNothing()
      const [row] = await drizzle
        .select({ communeId: domain.communeId })
        .from(domain)
        .where(and(eq(domain.communeId, communeId), eq(domain.name, name)))
      expectRow(row)
    },

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
      return expectRow(row).id
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
      return expectRow(row).id as MailboxId
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

/** An upsert that returns nothing met a row of another tenant: a bug of the caller. */
function expectRow<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('the row belongs to another tenant')
  return row
}
