// Whether the mail of communes arrives: their domains in the DNS, what was not delivered, and who is not written to.

import type { Domain } from '#core/address/email-address.ts'
import { parseDomain, parseEmailAddress } from '#core/address/email-address.ts'
import { findDomain } from '#db/stores/communes/domains.ts'
import { findBouncePage } from '#db/stores/deliverability/bounces.ts'
import { findDkimKeys, findSendingDomainPage } from '#db/stores/deliverability/sending-domains.ts'
import { deleteSuppressed, findSuppressedPage } from '#db/stores/deliverability/suppressed-addresses.ts'
import { findTlsCountPage } from '#db/stores/deliverability/tls-counts.ts'
import { keyRecord, mailRecords } from '#dns/sending-records.ts'
import { notFound, Problem } from '#http/problem.ts'
import { deliverabilityRoutes } from '../../contract/deliverability.ts'
import { readDomain } from '../addresses/read-address.ts'
import { refuseUnlessDepartment } from '../department-only.ts'
import { implement } from '../http/handler.ts'
import { iso } from '../http/query-values.ts'
import { exportBounces, exportSuppressed } from '../queue/export-queue.ts'
import { checkDnsRecord } from './check-dns-records.ts'
import { checkSendingAddresses } from './check-sending-addresses.ts'

const tlsDays = 30

export const deliverabilityHandlers = implement(deliverabilityRoutes, {
  'GET /deliverability': async ({ query }, { actor, database }) => {
    const { rows, next } = await findSendingDomainPage(database, actor.scope, query)
    return { rows: rows.map((row) => ({ ...row, keys: [...row.keys] })), next }
  },

  'GET /deliverability/{domain}': async ({ params }, { actor, database, ports }) => {
    const name = parseDomain(params.domain)
    const found = name.ok ? await findDomain(database.drizzle, actor.scope, name.value) : null
    if (found === null) return notFound('domain')
    const keys = await findDkimKeys(database, found.name)
    const ask = (wanted: Parameters<typeof checkDnsRecord>[1]) => checkDnsRecord(ports.askDns, wanted)
    const [records, shown] = await Promise.all([
      Promise.all(
        mailRecords(found.name, { mailHost: ports.mailServers.host, spfTerms: ports.spfTerms }).map(ask),
      ),
      Promise.all(
        keys.map(async (key) => ({
          ...{ selector: key.selector, algorithm: key.algorithm, state: key.state },
          ...{ publishedAt: iso(key.publishedAt), activatedAt: iso(key.activatedAt) },
          retiredAt: iso(key.retiredAt),
          record: await ask(keyRecord(key)),
        })),
      ),
    ])
    const checkedAt = new Date(ports.clock.now()).toISOString()
    return { name: found.name, commune: found.commune, checkedAt, records, keys: shown }
  },

  'GET /sending-addresses': async (_, { actor, ports }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const { host } = ports.mailServers
    const { asksLists } = ports
    const addresses = await checkSendingAddresses(ports.askDns, { host, asksLists })
    const checkedAt = new Date(ports.clock.now()).toISOString()
    return { host, checkedAt, asksLists, addresses: addresses === null ? null : [...addresses] }
  },

  'GET /tls-sessions': async ({ query }, { actor, database }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const { rows, next } = await findTlsCountPage(database, { ...query, days: tlsDays })
    return { rows: [...rows], next }
  },

  'GET /bounces': async ({ query }, { actor, database }) => {
    const asked = withDomain(query)
    if (asked instanceof Problem) return asked
    const { rows, next } = await findBouncePage(database, actor.scope, asked)
    return { rows: rows.map((row) => ({ ...row, domains: [...row.domains] })), next }
  },

  'GET /bounces/export': async ({ query }, context) => {
    const asked = withDomain(query)
    return asked instanceof Problem ? asked : await exportBounces(context, asked)
  },

  'GET /suppressed-addresses': async ({ query }, { actor, database }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const { rows, next } = await findSuppressedPage(database, query)
    return { rows: rows.map((row) => ({ ...row, since: iso(row.since), until: iso(row.until) })), next }
  },

  'GET /suppressed-addresses/export': async ({ query }, context) =>
    refuseUnlessDepartment(context.actor) ?? (await exportSuppressed(context, query)),

  'DELETE /suppressed-addresses/{address}': async ({ params }, { actor, transaction, audit }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const address = parseEmailAddress(params.address)
    const gone = address.ok ? await deleteSuppressed(transaction, address.value) : null
    if (gone === null) return notFound('suppressed address')
    await audit({
      ...{ action: 'remove:suppressed-address', commune: null, entityId: gone.address, entity: gone.address },
      before: { until: gone.until.toISOString(), reply: gone.reply },
    })
    return null
  },
})

function withDomain<Query extends { readonly days: '7' | '30'; readonly domain?: string | undefined }>({
  days,
  domain,
  ...rest
}: Query):
  | (Omit<Query, 'days' | 'domain'> & { readonly days: number; readonly domain: Domain | undefined })
  | Problem {
  const name = domain === undefined ? undefined : readDomain(domain, '/query/domain')
  return name instanceof Problem ? name : { ...rest, days: Number(days), domain: name }
}
