// How sessions with mail hosts were protected, counted by day in the background: many sessions are one row.

import type { TlsSession, TlsSessions } from '#core/deliverability/tls-session.ts'
import type { Log } from '#core/log.ts'
import { BackgroundWriter } from '../../background-writer.ts'
import type { Database } from '../../connection.ts'

/** One order for all who write, so that none waits for another in a circle. */
const text = `
  insert into tls_count (day, destination, host, policy, result, sessions)
  select at::date, destination, host, policy, result, count(*)
  from jsonb_to_recordset($1::jsonb) as seen (at timestamptz, destination text, host text, policy text, result text)
  group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
  on conflict (day, destination, host, policy, result) do update set sessions = tls_count.sessions + excluded.sessions`

/** Needs the rights of `vm_worker`. */
export function tlsSessionStore({ pool }: Pick<Database, 'pool'>, log: Log): TlsSessions & AsyncDisposable {
  const writer = new BackgroundWriter<TlsSession>({
    write: (sessions) => pool.query({ name: 'count-tls', text, values: [JSON.stringify(sessions)] }),
    lost: (entries, cause) => log.warn({ event: 'trace.lost', kind: 'tls_count', entries, cause }),
  })
  return {
    add: (session) => writer.add([session]),
    [Symbol.asyncDispose]: () => writer[Symbol.asyncDispose](),
  }
}
