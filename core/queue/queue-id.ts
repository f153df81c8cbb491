// One id follows a message through Received, every log line, the trace and the queue.

import { randomFillSync } from 'node:crypto'
import { ulid } from 'ulid'
import type { Brand } from '../brand.ts'

/** A ULID: 26 characters of Crockford's base 32, ordered by the millisecond of its making. */
export type QueueId = Brand<string, 'QueueId'>

export const newQueueId = (now: number): QueueId => ulid(now, random) as QueueId

/** The library would ask for each of its sixteen random letters by itself. */
const drawn = Buffer.alloc(4096)
let used = drawn.length

/** From 0 up to 1, in steps of a 256th: each letter is one of 32. */
function random(): number {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  return drawn.readUInt8(used++) / 256
}
