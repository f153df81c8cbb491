// Counts what was found in outgoing mail and what became of it, by commune and day: in the background, as the trace is written.

import type { Log } from '#core/log.ts'
import type { LeakTally, TalliedMessage } from '#core/policies/leak-tally.ts'
import { BackgroundWriter } from '../../background-writer.ts'
import type { Database } from '../../connection.ts'

/** In one order, so that two gateways that count the same never wait for each other. */
const text = `
  insert into leak_count (commune_id, day, kind, outcome, messages)
  select commune, (at at time zone 'Europe/Paris')::date, kind, outcome, count(*)
  from jsonb_to_recordset($1::jsonb) as found (commune uuid, at timestamptz, kind text, outcome text)
  group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (commune_id, day, kind, outcome) do update set messages = leak_count.messages + excluded.messages`

/** Needs the rights of `vm_gateway`. */
export function leakTallyStore({ pool }: Pick<Database, 'pool'>, log: Log): LeakTally & AsyncDisposable {
  const writer = new BackgroundWriter<TalliedMessage>({
    write: (messages) =>
      pool.query({ name: 'count-leaks', text, values: [JSON.stringify(messages.flatMap(rowsOf))] }),
    lost: (entries, cause) => log.warn({ event: 'trace.lost', kind: 'leak_count', entries, cause }),
  })
  return {
    add: (message) => writer.add([message]),
    [Symbol.asyncDispose]: () => writer[Symbol.asyncDispose](),
  }
}

const rowsOf = ({ kinds, ...message }: TalliedMessage) => kinds.map((kind) => ({ ...message, kind }))
