// A person as the API answers, and what a change of one makes stale.

import type { AdminAnswer } from '../../contract/all.ts'

export type PersonRow = AdminAnswer<'GET /persons'>['rows'][number]

export const personChanges = ['/persons', '/communes', '/factor-resets'] as const

/** The roles that are given here; those of the Département's team have a screen of their own. */
export const communeRoles = ['manager', 'member'] as const
