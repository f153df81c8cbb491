// Sessions that must end, as triggers ask for it when what opened them no longer does.

import { sql } from 'drizzle-orm'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

export interface SessionEnd {
  /** `mailbox`: every session of it; `credential`: those that a selector, or the main password of a login, opened. */
  readonly kind: 'mailbox' | 'credential'
  readonly value: string
}

/** As the channel `sessions` says it; null for anything else. */
export function readSessionEnd(payload: string): SessionEnd | null {
  const [, kind, value = ''] = /^(mailbox|credential) (.+)$/s.exec(payload) ?? []
  return kind === 'mailbox' || kind === 'credential' ? { kind, value } : null
}

/** Needs the rights of `vm_worker`. */
export const sessionEndsStore = ({ drizzle }: Pick<Database, 'drizzle'>) => ({
  /** Those asked for at least so long ago, the oldest first. */
  due: (milliseconds: number, most: number) =>
    redactQueryErrors(async () => {
      const { rows } = await drizzle.execute<
        { readonly id: string } & SessionEnd & Record<string, unknown>
      >(sql`
        select id::text, kind, value from session_end
        where asked_at <= now() - make_interval(secs => ${milliseconds / 1000}::double precision)
        order by id limit ${most}`)
      return rows
    }),
  settled: (ids: readonly string[]) =>
    redactQueryErrors(() =>
      drizzle.execute(sql`delete from session_end where id = any (${`{${ids.join(',')}}`}::bigint[])`),
    ),
  /** Asks for those whose time is over. */
  outOfTime: () => redactQueryErrors(() => drizzle.execute(sql`select end_sessions_out_of_time()`)),
})

export type SessionEnds = ReturnType<typeof sessionEndsStore>
