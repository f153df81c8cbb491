// The trace and the security log as the gateway writes them: in the background, from bounded queues.

import type { Log } from '#core/log.ts'
import type { SecurityEvent, SecurityLog } from '#core/security-log.ts'
import type { Trace, TraceEntry } from '#core/trace/trace.ts'
import { BackgroundWriter } from '../../background-writer.ts'
import type { Database } from '../../connection.ts'
import { insertionInto } from '../../insert-rows.ts'
import { securityEvent, trace } from '../../schema/trace.ts'
import { storableFacts } from '../security/sign-in-attempt.ts'

/** Needs the rights of `vm_gateway` or `vm_worker`. */
export function traceStore({ pool }: Database, log: Log): Trace & AsyncDisposable {
  const insert = insertionInto(pool, trace)
  const writer = new BackgroundWriter<TraceEntry>({
    write: (entries) => insert(entries.map(traceRow)),
    lost: (entries, cause) => log.warn({ event: 'trace.lost', kind: 'trace', entries, cause }),
  })
  return {
    add: (entries) => writer.add(entries),
    [Symbol.asyncDispose]: () => writer[Symbol.asyncDispose](),
  }
}

/** Needs the rights of `vm_gateway` or `vm_worker`. */
export function securityLogStore({ drizzle }: Database, log: Log): SecurityLog & AsyncDisposable {
  const writer = new BackgroundWriter<SecurityEvent>({
    write: (events) =>
      drizzle
        .insert(securityEvent)
        .values(events.map((event) => ({ ...event, facts: storableFacts(event.facts) }))),
    lost: (entries, cause) => log.warn({ event: 'trace.lost', kind: 'security_event', entries, cause }),
  })
  return {
    add: (event) => writer.add([event]),
    [Symbol.asyncDispose]: () => writer[Symbol.asyncDispose](),
  }
}

const traceRow = ({ commune, bytes, given, findings, ...entry }: TraceEntry) => ({
  ...entry,
  communeId: commune,
  size: bytes,
  given: [...given],
  findings: [...findings],
  takenBy: null,
})
