// A domain as the API answers, and what a change of one makes stale.

import type { AdminAnswer } from '../../contract/all.ts'

export type DomainRow = AdminAnswer<'GET /domains'>['rows'][number]

export const domainChanges = ['/domains', '/communes'] as const
