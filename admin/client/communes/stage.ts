// How far a commune has come, from what exists of it: a domain, then mailboxes, then somebody who uses them.

import type { AdminAnswer } from '../../contract/all.ts'

export type CommuneRow = AdminAnswer<'GET /communes'>['rows'][number]
export type CommuneView = AdminAnswer<'GET /communes/{commune}'>

export const stages = ['domain', 'mailboxes', 'open'] as const
/** `letters`, `entry`: nearly open. Codes of first access are to be given; they were, and nobody has come in. */
export type Stage = (typeof stages)[number] | 'letters' | 'entry' | 'suspended'
export type Staged = Pick<CommuneRow, 'domains' | 'mailboxes' | 'cameIn' | 'lettersAt' | 'suspendedAt'>

export function stageOf({ domains, mailboxes, cameIn, lettersAt, suspendedAt }: Staged): Stage {
  if (suspendedAt !== null) return 'suspended'
  if (domains.length === 0) return 'domain'
  if (mailboxes === 0) return 'mailboxes'
  if (cameIn) return 'open'
  return lettersAt === null ? 'letters' : 'entry'
}
