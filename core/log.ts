// One JSON line per event on standard output; the supervisor keeps it.

import { pino } from 'pino'
import { boundedEvent } from './bounded-event.ts'
import type { Event } from './event.ts'

export interface Log {
  info(event: Event): void
  warn(event: Event): void
  error(event: Event): void
}

/** Lines are written together: each write costs two processes a turn. A process that is killed loses as much. */
const gatheredOctets = 4096
const gatheredMilliseconds = 100

/** Writes events of `level` and above to standard output, with the process name, which no event repeats, and an ISO 8601 time. */
export function openLog(process: string, level: keyof Log): Log {
  const lines = pino(
    {
      level,
      base: { process },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'text',
    },
    pino.destination({ fd: 1, sync: false, minLength: gatheredOctets, periodicFlush: gatheredMilliseconds }),
  )
  return {
    info: (event) => lines.info(boundedEvent(event)),
    warn: (event) => lines.warn(boundedEvent(event)),
    error: (event) => lines.error(boundedEvent(event)),
  }
}
