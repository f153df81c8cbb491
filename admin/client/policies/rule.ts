// A rule about senders as the API answers, and what a change of one makes stale.

import type { AdminAnswer } from '../../contract/all.ts'

export type Rule = AdminAnswer<'GET /sender-rules'>['rows'][number]

export const ruleChanges = ['/sender-rules'] as const
