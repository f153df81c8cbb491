// Somebody of the team, and what every dialog about them shares.

import type { AdminAnswer } from '../../../contract/all.ts'

export type Member = AdminAnswer<'GET /team'>['rows'][number]
export type TeamRole = Member['role']

export interface AskedOfMember {
  readonly what: 'role' | 'code' | 'factor' | 'suspend' | 'resume' | 'remove'
  readonly member: Member
}

export interface MemberActionProps {
  readonly member: Member
  readonly onClose: () => void
}

/** What is read anew after a change. */
export const staleTeam = ['/team', '/audit', '/session'] as const
