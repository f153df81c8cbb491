// One JSON line per event on standard output; the supervisor keeps it.

import { writeSync } from 'node:fs'
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
  const output = pino.destination({
    fd: 1,
    sync: false,
    minLength: gatheredOctets,
    periodicFlush: gatheredMilliseconds,
  })
  // At the end of the process the library would try for ever to hand its last lines to a reader who is gone.
  const handOver = output.flushSync.bind(output)
  output.flushSync = () => {
    if (hasReader()) handOver()
  }
  const lines = pino(
    {
      level,
      base: { process },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'text',
    },
    output,
  )
  return {
    info: (event) => lines.info(boundedEvent(event)),
    warn: (event) => lines.warn(boundedEvent(event)),
    error: (event) => lines.error(boundedEvent(event)),
  }
}

function hasReader(): boolean {
  try {
    writeSync(1, new Uint8Array(0))
    return true
  } catch {
    return false
  }
}
