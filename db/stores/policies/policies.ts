// The policy book as the gateway reads it: all tenants at once, kept until a change is heard of.

import { eq } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Domain } from '#core/address/email-address.ts'
import { sendingBounds } from '#core/contract.ts'
import type { Log } from '#core/log.ts'
import { type AttachmentPolicy, attachmentActions, attachmentMarks } from '#core/message/attachment-mark.ts'
import type { CommunePolicy, Policies, PolicyBook } from '#core/policies/commune-policy.ts'
import type { SendingLimits } from '#core/sending/sending-limits.ts'
import type { ChangeListener } from '../../change-listener.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { communePolicy, protectedName } from '../../schema/filtering.ts'
import { commune, department, domain } from '../../schema/tenant.ts'
import { readSenderLists } from './sender-lists.ts'

/** What holds where neither the département nor a commune says otherwise: the spec's. */
export interface PolicyDefaults {
  readonly junkAt: number
  readonly refuseAt: number
  readonly attachments: AttachmentPolicy
  readonly sending: SendingLimits
  readonly forbidsExternalForwards: boolean
}

interface Reading {
  readonly defaults: PolicyDefaults
  readonly log: Log
}

/** Needs the rights of `vm_gateway`. */
export class PostgresqlPolicies implements Policies {
  readonly #database: Database
  readonly #changes: ChangeListener
  readonly #reading: Reading
  #book: Promise<PolicyBook> | null = null

  constructor(database: Database, changes: ChangeListener, reading: Reading) {
    this.#database = database
    this.#changes = changes
    this.#reading = reading
    changes.onChange('policies', () => {
      this.#book = null
    })
  }

  book(): Promise<PolicyBook> {
    if (this.#book !== null) return this.#book
    const read = redactQueryErrors(() => readBook(this.#database, this.#reading))
    if (!this.#changes.listening) return read
    this.#book = read
    read.catch(() => {
      if (this.#book === read) this.#book = null
    })
    return read
  }
}

async function readBook(database: Database, { defaults, log }: Reading): Promise<PolicyBook> {
  const { drizzle } = database
  const [tenants, policies, listsOf, names, domains] = await Promise.all([
    drizzle
      .select({ id: commune.id, kind: commune.kind, name: commune.name, departmentName: department.name })
      .from(commune)
      .innerJoin(department, eq(department.id, commune.departmentId)),
    drizzle.select().from(communePolicy),
    readSenderLists(database, ({ id, tenant }) =>
      log.warn({ event: 'policy.rule-skipped', rule: id, commune: tenant }),
    ),
    drizzle.select().from(protectedName),
    drizzle.select({ name: domain.name, aliasOf: domain.aliasOf }).from(domain),
  ])
  const departmentTenant = tenants.find(({ kind }) => kind === 'department')
  const policyOf = (tenant: string | undefined) => policies.find((each) => each.communeId === tenant)
  const above = settingsOver(defaults, policyOf(departmentTenant?.id))
  const namesOf = (tenant: string | undefined) => names.filter((each) => each.communeId === tenant)
  const make = (tenant: { readonly id: string; readonly name: string }): CommunePolicy => {
    const own = tenant.id !== departmentTenant?.id
    return {
      commune: tenant.id as CommuneId,
      name: tenant.name,
      ...(own ? settingsOver(above, policyOf(tenant.id)) : above),
      rules: listsOf(tenant.id as CommuneId),
      protectedNames: [...namesOf(departmentTenant?.id), ...(own ? namesOf(tenant.id) : [])],
    }
  }
  const book = new Map(tenants.map((tenant) => [tenant.id, make(tenant)]))
  const fallback = make(departmentTenant ?? { id: '', name: '' })
  return {
    departmentName: departmentTenant?.departmentName ?? '',
    hostedDomains: new Set(domains.map(({ name }) => name as Domain)),
    mainDomains: new Map(
      domains.flatMap(({ name, aliasOf }) => (aliasOf === null ? [] : [[name as Domain, aliasOf as Domain]])),
    ),
    of: (id) => book.get(id) ?? fallback,
  }
}

type PolicyRow = Pick<
  typeof communePolicy.$inferSelect,
  'junkAtScore' | 'refuseAtScore' | 'attachments' | 'sending' | 'forbidsExternalForwards'
>

/** What holds for a tenant that chose `row`, where `above` holds otherwise. */
export function settingsOver(above: PolicyDefaults, row: PolicyRow | undefined): PolicyDefaults {
  if (row === undefined) return above
  const chosen = attachmentMarks.flatMap((mark) => {
    const action = attachmentActions.find((each) => each === row.attachments[mark])
    return action === undefined ? [] : [[mark, action] as const]
  })
  return {
    junkAt: row.junkAtScore ?? above.junkAt,
    refuseAt: row.refuseAtScore ?? above.refuseAt,
    attachments: { ...above.attachments, ...Object.fromEntries(chosen) },
    sending: sendingOver(above.sending, row.sending),
    forbidsExternalForwards: above.forbidsExternalForwards || row.forbidsExternalForwards,
  }
}

const sendingOver = (above: SendingLimits, chosen: Readonly<Record<string, number>>): SendingLimits => {
  const own = sendingBounds.flatMap((bound) => {
    const most = chosen[bound]
    return most === undefined ? [] : [[bound, most] as const]
  })
  return { ...above, ...Object.fromEntries(own) }
}
