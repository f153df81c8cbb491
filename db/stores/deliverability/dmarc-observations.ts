// What DMARC reports will count, as the gateway writes it: in the background, from a bounded queue.

import type { DmarcObservation, DmarcObservations } from '#core/deliverability/dmarc-observations.ts'
import type { Log } from '#core/log.ts'
import { BackgroundWriter } from '../../background-writer.ts'
import type { Database } from '../../connection.ts'
import { insertionInto } from '../../insert-rows.ts'
import { dmarcObservation } from '../../schema/trace.ts'

/** Needs the rights of `vm_gateway` or `vm_worker`. */
export function dmarcObservationStore({ pool }: Database, log: Log): DmarcObservations & AsyncDisposable {
  const insert = insertionInto(pool, dmarcObservation)
  const writer = new BackgroundWriter<DmarcObservation>({
    write: (observations) => insert(observations.map(row)),
    lost: (entries, cause) => log.warn({ event: 'trace.lost', kind: 'dmarc_observation', entries, cause }),
  })
  return {
    add: (observation) => writer.add([observation]),
    [Symbol.asyncDispose]: () => writer[Symbol.asyncDispose](),
  }
}

const row = ({ envelopeFrom, spf, dkim, ...observation }: DmarcObservation) => ({
  ...observation,
  details: { envelopeFrom, spf, dkim },
})
