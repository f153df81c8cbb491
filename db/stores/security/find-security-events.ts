// The search of the security log, newest first. It belongs to those who run the installation: what is tried at the listener
// is tried at everybody's.

import { and, desc, gte, type SQL, sql } from 'drizzle-orm'
import { type SecurityEvent, securityEventKinds } from '#core/security-log.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { securityEvent } from '../../schema/trace.ts'

export interface SecuritySearch {
  /** An address or a network: what is about it, about a part of it or about a network around it. */
  readonly network?: string
  readonly since?: Date
  readonly limit: number
}

/** Needs the right to read `security_event`. */
export function findSecurityEvents(
  { drizzle }: Database,
  { network, since, limit }: SecuritySearch,
): Promise<readonly SecurityEvent[]> {
  return redactQueryErrors(async () => {
    const rows = await drizzle
      .select()
      .from(securityEvent)
      .where(
        and(
          network === undefined ? undefined : touches(network),
          since === undefined ? undefined : gte(securityEvent.at, since),
        ),
      )
      .orderBy(desc(securityEvent.at), desc(securityEvent.id))
      .limit(limit)
    return rows.flatMap(({ at, kind: written, network: about, facts }) => {
      const kind = securityEventKinds.find((each) => each === written)
      return kind === undefined ? [] : [{ at, kind, network: about, facts }]
    })
  })
}

/** Everything, as what a whole process noticed is about, is not taken for a network around one client. */
const touches = (network: string): SQL => sql`
  case when ${securityEvent.network} ~ '^[0-9a-f.:]+(/[0-9]+)?$' and ${securityEvent.network} <> '0.0.0.0/0'
    then ${securityEvent.network}::inet && ${network}::inet else false end`
