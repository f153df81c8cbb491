// Reads what may be asked for next, once a person asks for nothing: in pieces, each in a turn of its own on their
// connection, so that what they ask for meanwhile waits for one of them at most.

import { ok } from '#core/result.ts'
import type { Connections, Visit } from './connections.ts'
import type { ReferenceCache } from './reference-cache.ts'

interface Mail {
  readonly connections: Connections
  readonly known: { readonly references: ReferenceCache }
}

/** Longer than somebody takes who goes through a list page by page. */
const quietMilliseconds = 400

/** By connection of one person to one mailbox. */
const waiting = new WeakMap<Connections, Map<string, NodeJS.Timeout>>()

/** Returns at once; called anew, it waits anew. */
export function readAhead(mail: Mail, visit: Visit): void {
  const timers = waiting.get(mail.connections) ?? new Map<string, NodeJS.Timeout>()
  waiting.set(mail.connections, timers)
  const name = `${visit.person} ${visit.mailbox}`
  clearTimeout(timers.get(name))
  const timer = setTimeout(() => {
    // What fails here is read when it is asked for, and fails there where somebody is told.
    readPieces(mail, visit, () => timers.get(name) === timer)
      .catch(() => undefined)
      .finally(() => timers.get(name) === timer && timers.delete(name))
  }, quietMilliseconds)
  timers.set(name, timer.unref())
}

async function readPieces({ connections, known }: Mail, visit: Visit, isQuiet: () => boolean): Promise<void> {
  for (let more = true; more && isQuiet(); ) {
    const read = await connections.readWhereOpen(visit, async (client) =>
      ok(await known.references.readAhead(client, visit.mailbox)),
    )
    more = read.ok && read.value
  }
}
