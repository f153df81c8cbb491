// Policies of MTA-STS that were fetched: another process, and the next one, need not fetch them again.

import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { stsPolicy } from '../../schema/tls.ts'

export interface KeptStsPolicy {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly fetchedAt: number
  readonly mode: 'enforce' | 'testing' | 'none'
  readonly mx: readonly string[]
  readonly maxAgeSeconds: number
}

export interface StsPolicyStore {
  find(domain: string): Promise<KeptStsPolicy | null>
  keep(domain: string, policy: KeptStsPolicy): Promise<void>
}

/** Asked for each message that leaves: named, it is written and planned once. */
const findText = `
  select announced_as as id, fetched_at, mode, mx, max_age_seconds as "maxAgeSeconds"
  from sts_policy where domain = $1`

type Row = Omit<KeptStsPolicy, 'fetchedAt'> & { readonly fetched_at: Date }

/** Needs the rights of `vm_worker`. */
export const stsPolicyStore = ({ pool, drizzle }: Pick<Database, 'pool' | 'drizzle'>): StsPolicyStore => ({
  find: (domain) =>
    redactQueryErrors(async () => {
      const named = { name: 'find-sts-policy', text: findText, values: [domain] }
      const [row] = (await pool.query<Row>(named)).rows
      if (row === undefined) return null
      const { fetched_at: fetchedAt, ...same } = row
      return { ...same, fetchedAt: fetchedAt.getTime() }
    }),
  keep: (domain, { id, fetchedAt, mx, ...same }) =>
    redactQueryErrors(async () => {
      const row = { ...same, mx: [...mx], announcedAs: id, fetchedAt: new Date(fetchedAt) }
      await drizzle
        .insert(stsPolicy)
        .values({ domain, ...row })
        .onConflictDoUpdate({ target: stsPolicy.domain, set: row })
    }),
})
