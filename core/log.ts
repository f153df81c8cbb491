// One JSON line per event on standard output; the supervisor keeps it. The only I/O of this folder.

import { pino } from 'pino'
import { boundedEvent } from './bounded-event.ts'
import type { Event } from './event.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface Log {
  debug(event: Event): void
  info(event: Event): void
  warn(event: Event): void
  error(event: Event): void
}

/** Writes events of `level` and above to standard output, with the process name and an ISO 8601 time. */
export function openLog(process: string, level: LogLevel): Log {
  const lines = pino({
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    messageKey: 'text',
  })
  return {
    debug: (event) => lines.debug(boundedEvent(event)),
    info: (event) => lines.info(boundedEvent(event)),
    warn: (event) => lines.warn(boundedEvent(event)),
    error: (event) => lines.error(boundedEvent(event)),
  }
}
