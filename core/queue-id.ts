// One id follows a message through Received, every log line, the trace and the queue.

import { ulid } from 'ulid'
import type { Brand } from './brand.ts'

/** A ULID: 26 characters of Crockford's base 32, ordered by the millisecond of its making. */
export type QueueId = Brand<string, 'QueueId'>

export const newQueueId = (now: number): QueueId => ulid(now) as QueueId
