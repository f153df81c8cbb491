// How far a commune has come, from what exists of it: a domain, then mailboxes, then in service.

import type { AdminAnswer } from '../../contract/all.ts'

export type CommuneRow = AdminAnswer<'GET /communes'>['rows'][number]
export type CommuneView = AdminAnswer<'GET /communes/{commune}'>

export const stages = ['domain', 'mailboxes', 'open'] as const
export type Stage = (typeof stages)[number] | 'suspended'

export function stageOf(commune: Pick<CommuneRow, 'domains' | 'mailboxes' | 'suspendedAt'>): Stage {
  if (commune.suspendedAt !== null) return 'suspended'
  if (commune.domains.length === 0) return 'domain'
  return commune.mailboxes === 0 ? 'mailboxes' : 'open'
}
