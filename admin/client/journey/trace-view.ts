// The journey of one message, as the API tells it.

import type { AdminAnswer } from '../../contract/all.ts'

export type TraceView = AdminAnswer<'GET /traces/{queueId}'>
export type TraceStep = TraceView['steps'][number]
export type Outcome = TraceView['recipients'][number]['outcome']
