// Domains: listed, hosted, made an alias, given a catch-all, taken away.

import type { CommuneId } from '#core/address/directory.ts'
import type { Domain, EmailAddress } from '#core/address/email-address.ts'
import type { Transaction } from '#db/connection.ts'
import { findAddresses } from '#db/stores/addresses/addresses.ts'
import { difference } from '#db/stores/audit.ts'
import {
  changeDomain,
  countDomains,
  type DomainRow,
  deleteDomain,
  findDomain,
  findDomainPage,
  insertDomain,
} from '#db/stores/communes/domains.ts'
import { findTenant } from '#db/stores/communes/tenants.ts'
import { findPeopleElsewhere } from '#db/stores/persons/persons.ts'
import { changedMeanwhile, notFound, Problem, wrongField } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import { domainRoutes } from '../../contract/communes/domain.ts'
import { exportDomains } from '../addresses/export-addresses.ts'
import { readAddress, readDomain } from '../addresses/read-address.ts'
import { implement } from '../http/handler.ts'
import { iso } from '../http/query-values.ts'

export const domainHandlers = implement(domainRoutes, {
  'GET /domains': async ({ query }, { actor, database }) => {
    const { rows, next } = await findDomainPage(database, actor.scope, query)
    return { rows: rows.map(view), next }
  },

  'GET /domains/count': async ({ query }, { actor, database }) => ({
    count: await countDomains(database, actor.scope, query),
  }),

  'GET /domains/export': async ({ query }, context) => await exportDomains(context, query),

  'GET /domains/{domain}': async ({ params }, { actor, database }) => {
    const found = await find(database.drizzle, actor, params.domain)
    return found instanceof Problem ? found : view(found)
  },

  'POST /communes/{commune}/domains': async ({ params, body }, { actor, transaction, audit }) => {
    const tenant = await findTenant(transaction, actor.scope, params.commune)
    if (tenant === null) return notFound('commune')
    const name = readDomain(body.name, '/body/name')
    if (name instanceof Problem) return name
    const aliasOf =
      body.aliasOf === null
        ? null
        : await readMain(transaction, tenant.id, { text: body.aliasOf, alias: name })
    if (aliasOf instanceof Problem) return aliasOf
    await insertDomain(transaction, { commune: tenant.id, name, aliasOf })
    // Whoever has an address of it already would be taken for one of the commune's own.
    const elsewhere = (await findPeopleElsewhere(transaction, [name], tenant.id)).get(name)
    if (elsewhere !== undefined)
      return wrongField('/body/name', 'people-elsewhere', `${elsewhere} signs in from another commune.`)
    await audit({
      action: 'create:domain',
      commune: tenant.id,
      entityId: name,
      entity: name,
      after: { name, aliasOf },
    })
    const made = await findDomain(transaction, actor.scope, name)
    return made === null ? notFound('domain') : view(made)
  },

  'PATCH /domains/{domain}': async ({ params, body }, { actor, transaction, audit }) => {
    const before = await find(transaction, actor, params.domain)
    if (before instanceof Problem) return before
    const { name, commune } = before
    const aliasOf =
      typeof body.aliasOf === 'string'
        ? await readMain(transaction, commune.id, { text: body.aliasOf, alias: name })
        : body.aliasOf
    if (aliasOf instanceof Problem) return aliasOf
    if (typeof aliasOf === 'string' && isMain(before)) {
      return new Problem('in-use', 'An alias has no addresses and no alias of its own; this domain has.')
    }
    const catchAll =
      typeof body.catchAll === 'string'
        ? await readCatchAll(transaction, commune.id, body.catchAll)
        : body.catchAll
    if (catchAll instanceof Problem) return catchAll
    // An alias takes what its domain takes, and no catch-all of its own.
    const fields = { aliasOf, catchAll: typeof aliasOf === 'string' ? (catchAll ?? null) : catchAll }
    if (!(await changeDomain(transaction, { name, revision: body.revision }, fields)))
      return changedMeanwhile(view(before))
    const after = await findDomain(transaction, actor.scope, name)
    if (after === null) return notFound('domain')
    await audit({
      action: 'change:domain',
      commune: commune.id,
      entityId: name,
      entity: name,
      ...difference(audited(before), audited(after)),
    })
    return view(after)
  },

  'DELETE /domains/{domain}': async ({ params }, { actor, transaction, audit }) => {
    const found = await find(transaction, actor, params.domain)
    if (found instanceof Problem) return found
    if (isMain(found)) return new Problem('in-use', 'It still has addresses, or a domain that is its alias.')
    await deleteDomain(transaction, found.name)
    await audit({
      action: 'delete:domain',
      commune: found.commune.id,
      entityId: found.name,
      entity: found.name,
      before: audited(found),
    })
    return null
  },
})

async function find(
  drizzle: Parameters<typeof findDomain>[0],
  { scope }: Actor,
  text: string,
): Promise<DomainRow | Problem> {
  const name = readDomain(text, '/params/domain')
  const found = name instanceof Problem ? null : await findDomain(drizzle, scope, name)
  return found ?? notFound('domain')
}

/** The domain that another one is to be the alias of. */
async function readMain(
  transaction: Transaction,
  commune: CommuneId,
  { text, alias }: { readonly text: string; readonly alias: Domain },
): Promise<Domain | Problem> {
  const name = readDomain(text, '/body/aliasOf')
  if (name instanceof Problem) return name
  if (name === alias) return wrongField('/body/aliasOf', 'itself', 'A domain is no alias of itself.')
  const main = await findDomain(transaction, { kind: 'commune', commune }, name)
  if (main === null) return wrongField('/body/aliasOf', 'unknown', 'The commune has no such domain.')
  return main.aliasOf === null ? name : wrongField('/body/aliasOf', 'alias', 'This one is an alias itself.')
}

async function readCatchAll(
  transaction: Transaction,
  commune: CommuneId,
  text: string,
): Promise<EmailAddress | Problem> {
  const address = readAddress(text)
  if (!address.ok) return wrongField('/body/catchAll', 'invalid-address', address.error)
  const known = (await findAddresses(transaction, [address.value])).get(address.value)
  return known?.commune === commune
    ? address.value
    : wrongField('/body/catchAll', 'unknown', 'The commune has no such address.')
}

const isMain = ({ mailboxes, aliases, lists, aliasDomains }: DomainRow): boolean =>
  mailboxes + aliases + lists + aliasDomains.length > 0

const audited = ({ name, aliasOf, catchAll }: DomainRow) => ({ name, aliasOf, catchAll })

const view = (row: DomainRow) => ({ ...row, createdAt: iso(row.createdAt) })
