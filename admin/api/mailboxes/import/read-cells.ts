// The cells of one row, each for itself: what it means, or what is wrong with it. What the directory says to it comes after.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { AccessRole } from '#db/stores/mailboxes/access.ts'
import type { importProblems } from '../../../contract/mailboxes/import.ts'
import { defaultQuotaBytes } from '../../../contract/mailboxes/mailbox.ts'
import { readAddress, readNewName } from '../../addresses/read-address.ts'
import { type ImportColumn, plain, type TableRow } from './read-table.ts'

export type ImportProblem = (typeof importProblems)[number]

export interface WrongCell {
  readonly problem: ImportProblem
  readonly column: ImportColumn | null
}

export interface ReadRow {
  readonly address: EmailAddress
  readonly name: string
  readonly kind: 'personal' | 'shared'
  readonly quotaBytes: number
  /** By address or by name; null for a shared mailbox, and for a personal one that says nothing more than its name. */
  readonly holder: { readonly email: EmailAddress } | { readonly name: string } | null
  readonly access: readonly { readonly email: EmailAddress; readonly role: AccessRole }[]
}

const megabyte = 1_000_000
const mostMegabytes = 1_000_000
const mostAccess = 50

const kinds: Readonly<Record<string, 'personal' | 'shared'>> = {
  personnelle: 'personal',
  personnel: 'personal',
  personal: 'personal',
  partagee: 'shared',
  partage: 'shared',
  shared: 'shared',
}
const roles: Readonly<Record<string, AccessRole>> = {
  lecture: 'read',
  read: 'read',
  ecriture: 'write',
  write: 'write',
  envoi: 'send',
  send: 'send',
  gestion: 'manage',
  manage: 'manage',
}

export function readCells({ cells, tooLong }: TableRow): ReadRow | WrongCell {
  if (tooLong) return { problem: 'too-many-columns', column: null }
  if (cells.adresse === '') return { problem: 'address-missing', column: 'adresse' }
  const address = readNewName(cells.adresse)
  if (!address.ok) return { problem: 'address-wrong', column: 'adresse' }
  if (!isName(cells.nom)) return { problem: 'name-wrong', column: 'nom' }
  const kind = cells.type === '' ? (cells.titulaire === '' ? 'shared' : 'personal') : kinds[plain(cells.type)]
  if (kind === undefined) return { problem: 'type-wrong', column: 'type' }
  const quotaBytes = readQuota(cells.quota_mo)
  if (quotaBytes === null) return { problem: 'quota-wrong', column: 'quota_mo' }
  if (kind === 'shared' && cells.titulaire !== '') return { problem: 'owner-for-shared', column: 'titulaire' }
  const holder = readHolder(cells.titulaire)
  if (holder === undefined) return { problem: 'owner-unknown', column: 'titulaire' }
  const access = readAccess(cells.acces)
  if (access === null) return { problem: 'access-wrong', column: 'acces' }
  return { address: address.value, name: cells.nom, kind, quotaBytes, holder, access }
}

/** Without control characters, and without what a file in another encoding leaves behind. */
const isName = (text: string): boolean => text.length <= 200 && !/[\p{Cc}\u2028\u2029\ufffd]/u.test(text)

function readQuota(text: string): number | null {
  if (text === '') return defaultQuotaBytes
  const [, digits = ''] = /^(\d{1,3}(?:[\s\u00a0\u202f]?\d{3})*|\d+)$/.exec(text) ?? []
  const megabytes = Number(digits.replace(/\D/g, ''))
  return digits === '' || megabytes < 1 || megabytes > mostMegabytes ? null : megabytes * megabyte
}

/** Undefined for an address that is none. */
function readHolder(text: string): ReadRow['holder'] | undefined {
  if (text === '') return null
  if (!text.includes('@')) return isName(text) ? { name: text } : undefined
  const email = readAddress(text)
  return email.ok ? { email: email.value } : undefined
}

function readAccess(text: string): ReadRow['access'] | null {
  const given = text.split(/[\s,|]+/).filter((each) => each !== '')
  if (given.length > mostAccess) return null
  const access = new Map<EmailAddress, AccessRole>()
  for (const each of given) {
    const [written = '', word = 'envoi', ...more] = each.split(':')
    const email = readAddress(written)
    const role = roles[plain(word)]
    if (!email.ok || role === undefined || more.length > 0) return null
    access.set(email.value, role)
  }
  return [...access].map(([email, role]) => ({ email, role }))
}
