// What an import would do, row by row: pure, from the rows and from what the directory has. The preview and the import ask
// it alike, and the digest of its answer tells whether anything came in between.

import { createHash } from 'node:crypto'
import type { CommuneId } from '#core/address/directory.ts'
import { type Domain, domainOf, type EmailAddress } from '#core/address/email-address.ts'
import type { KnownAddress } from '#db/stores/addresses/addresses.ts'
import type { AccessRole } from '#db/stores/mailboxes/access.ts'
import type { NamedPerson } from '#db/stores/persons/persons.ts'
import { isOfTeam } from '#identity/permissions.ts'
import { defaultQuotaBytes } from '../../../contract/mailboxes/mailbox.ts'
import type { ReadRow, WrongCell } from './read-cells.ts'
import type { TableRow } from './read-table.ts'

export interface Facts {
  readonly commune: CommuneId
  /** Domains of the commune that have addresses of their own. */
  readonly domains: ReadonlySet<Domain>
  readonly addresses: ReadonlyMap<EmailAddress, KnownAddress>
  /** By the address they sign in with. */
  readonly persons: ReadonlyMap<string, NamedPerson>
  readonly pool: { readonly quotaBytes: number; readonly allotted: number } | null
  /** Whether whoever asks has `change:quota`, `change:person` and `change:access`. */
  readonly may: {
    readonly quota: boolean
    readonly people: boolean
    readonly access: boolean
  }
  /** Whether whoever asks sees the people of all communes. */
  readonly seesAll: boolean
}

export interface ImportedMailbox {
  readonly address: EmailAddress
  readonly name: string
  readonly kind: 'personal' | 'shared'
  readonly quotaBytes: number
  readonly owner: { readonly name: string; readonly email: EmailAddress; readonly isNew: boolean } | null
  readonly access: readonly { readonly email: EmailAddress; readonly role: AccessRole }[]
}

export type JudgedRow = { readonly line: number; readonly address: string } & (
  | { readonly state: 'new'; readonly values: ImportedMailbox }
  | { readonly state: 'exists'; readonly address: EmailAddress }
  | ({ readonly state: 'wrong' } & WrongCell)
)

/** A row of the file, and what its cells mean. */
export interface RowAsRead {
  readonly row: TableRow
  readonly read: ReadRow | WrongCell
}

export function judgeRows(rows: readonly RowAsRead[], facts: Facts): readonly JudgedRow[] {
  const seen = new Set<EmailAddress>()
  let allotted = facts.pool?.allotted ?? 0
  const judged = rows.map(({ row, read }): JudgedRow => {
    const at = { line: row.line, address: row.cells.adresse.slice(0, 320) }
    if ('problem' in read) return { ...at, state: 'wrong', ...read }
    if (seen.has(read.address)) return wrong(at, 'address-twice', 'adresse')
    seen.add(read.address)
    const known = facts.addresses.get(read.address)
    if (known?.kind === 'mailbox' && known.commune === facts.commune)
      return { line: row.line, address: read.address, state: 'exists' }
    const values = mailboxOf(read, known !== undefined, facts)
    if ('problem' in values) return { ...at, state: 'wrong', ...values }
    allotted += values.quotaBytes
    if (facts.pool !== null && allotted > facts.pool.quotaBytes)
      return wrong(at, 'over-pooled-quota', 'quota_mo')
    return { line: row.line, address: read.address, state: 'new', values }
  })
  return withKnownAccess(judged, facts)
}

/** What another commune has reads like what nobody has: its addresses and its people are not to be found out here. */
function mailboxOf(
  read: ReadRow,
  taken: boolean,
  { domains, may, pool, ...facts }: Facts,
): ImportedMailbox | WrongCell {
  if (!domains.has(domainOf(read.address))) return wrongCell('domain-not-of-commune', 'adresse')
  if (taken) return wrongCell('address-taken', 'adresse')
  if (pool === null && !may.quota && read.quotaBytes > defaultQuotaBytes)
    return wrongCell('quota-not-allowed', 'quota_mo')
  const { holder, ...values } = read
  if (read.kind === 'shared') return { ...values, owner: null }
  const email = holder !== null && 'email' in holder ? holder.email : read.address
  const person = facts.persons.get(email)
  if (person !== undefined) {
    if (person.commune !== facts.commune) return wrongCell('owner-unknown', 'titulaire')
    return { ...values, name: read.name || person.name, owner: { name: person.name, email, isNew: false } }
  }
  if (email !== read.address) return wrongCell('owner-unknown', 'titulaire')
  const name = holder !== null && 'name' in holder ? holder.name : read.name
  if (name === '') return wrongCell('owner-missing', 'titulaire')
  if (!may.people) return wrongCell('person-not-allowed', 'titulaire')
  return { ...values, name: read.name || name, owner: { name, email, isNew: true } }
}

/**
 * Access may name somebody whom another row of the file makes. A commune names somebody of another one at the mailbox, one
 * by one, where a row tells of it: a preview, which leaves none, would say of every address whether somebody has it.
 */
function withKnownAccess(
  rows: readonly JudgedRow[],
  { commune, persons, may, seesAll }: Facts,
): readonly JudgedRow[] {
  const made = new Set(
    rows.flatMap((row) =>
      row.state === 'new' && row.values.owner?.isNew === true ? row.values.owner.email : [],
    ),
  )
  const mayHave = (email: EmailAddress): boolean => {
    const person = persons.get(email)
    if (person === undefined) return made.has(email)
    return person.commune === commune || (seesAll && !isOfTeam(person.role))
  }
  return rows.map((row) => {
    if (row.state !== 'new' || row.values.access.length === 0) return row
    if (!may.access) return wrong(row, 'access-not-allowed', 'acces')
    return row.values.access.every(({ email }) => mayHave(email))
      ? row
      : wrong(row, 'access-person-unknown', 'acces')
  })
}

const wrongCell = (problem: WrongCell['problem'], column: WrongCell['column']): WrongCell => ({
  problem,
  column,
})

const wrong = (
  { line, address }: { readonly line: number; readonly address: string },
  problem: WrongCell['problem'],
  column: WrongCell['column'],
): JudgedRow => ({ line, address, state: 'wrong', problem, column })

/** SHA-256 of all that would be done for that commune. */
export const digestOf = (commune: CommuneId, rows: readonly JudgedRow[]): string =>
  createHash('sha256').update(commune).update('\0').update(JSON.stringify(rows)).digest('hex')

export const countRows = (rows: readonly JudgedRow[]) => ({
  new: rows.filter(({ state }) => state === 'new').length,
  exists: rows.filter(({ state }) => state === 'exists').length,
  wrong: rows.filter(({ state }) => state === 'wrong').length,
  persons: rows.filter((row) => row.state === 'new' && row.values.owner?.isNew === true).length,
})
