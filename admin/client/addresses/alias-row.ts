// An alias as the API answers, and what a change of one makes stale.

import type { AdminAnswer } from '../../contract/all.ts'

export type AliasRow = AdminAnswer<'GET /aliases'>['rows'][number]

export const addressChanges = ['/aliases', '/lists', '/mailboxes', '/domains'] as const
