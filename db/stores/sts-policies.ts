// Policies of MTA-STS that were fetched: another process, and the next one, need not fetch them again.

import { eq } from 'drizzle-orm'
import type { Database } from '../connection.ts'
import { stsPolicy } from '../schema/tls.ts'
import { withoutValues } from '../without-values.ts'

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

/** Needs the rights of `vm_worker`. */
export const stsPolicyStore = ({ drizzle }: Pick<Database, 'drizzle'>): StsPolicyStore => ({
  find: (domain) =>
    withoutValues(async () => {
      const [row] = await drizzle.select().from(stsPolicy).where(eq(stsPolicy.domain, domain))
      if (row === undefined) return null
      const { announcedAs: id, fetchedAt, mode, mx, maxAgeSeconds } = row
      return { id, fetchedAt: fetchedAt.getTime(), mode, mx, maxAgeSeconds }
    }),
  keep: (domain, { id, fetchedAt, mx, ...same }) =>
    withoutValues(async () => {
      const row = { ...same, mx: [...mx], announcedAs: id, fetchedAt: new Date(fetchedAt) }
      await drizzle
        .insert(stsPolicy)
        .values({ domain, ...row })
        .onConflictDoUpdate({ target: stsPolicy.domain, set: row })
    }),
})
