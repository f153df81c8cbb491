// A protected name as the API answers, and what a change of one makes stale.

import type { AdminAnswer } from '../../contract/all.ts'

export type Name = AdminAnswer<'GET /protected-names'>['rows'][number]

export const nameChanges = ['/protected-names'] as const
