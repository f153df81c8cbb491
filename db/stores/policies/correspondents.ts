// Who has written to a commune before: digests only.

import { createHash } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { Correspondents } from '#core/policies/correspondents.ts'
import { BackgroundWriter } from '../../background-writer.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { correspondent } from '../../schema/filtering.ts'

const mostSeen = 20_000
/** How exactly it is known when somebody last wrote. */
const freshMilliseconds = 86_400_000

interface Row {
  readonly communeId: CommuneId
  readonly digest: string
}

/** Needs the rights of `vm_gateway`. */
export class PostgresqlCorrespondents implements Correspondents, AsyncDisposable {
  readonly #database: Database
  readonly #now: () => number
  readonly #writer: BackgroundWriter<Row>
  /** Rows that are there and were seen today: nothing to ask, nothing to write. */
  readonly #seen = new Map<string, number>()

  constructor(database: Database, { clock, log }: { readonly clock: Clock; readonly log: Log }) {
    this.#database = database
    this.#now = () => clock.now()
    this.#writer = new BackgroundWriter({
      write: (rows) =>
        database.drizzle
          .insert(correspondent)
          .values(unique(rows))
          .onConflictDoUpdate({
            target: [correspondent.communeId, correspondent.digest],
            set: { lastSeenAt: sql`now()` },
          }),
      lost: (entries, cause) => log.warn({ event: 'trace.lost', kind: 'correspondent', entries, cause }),
    })
  }

  async knownTo(author: string, communes: readonly CommuneId[]): Promise<ReadonlySet<CommuneId>> {
    if (author === '') return new Set()
    const digest = digestOf(author)
    if (communes.every((commune) => this.#isFresh(commune, digest))) return new Set(communes)
    const rows = await redactQueryErrors(async () =>
      this.#database.drizzle
        .select({ communeId: correspondent.communeId })
        .from(correspondent)
        .where(and(eq(correspondent.digest, digest), inArray(correspondent.communeId, [...communes]))),
    )
    return new Set(rows.map(({ communeId }) => communeId as CommuneId))
  }

  remember(author: string, communes: readonly CommuneId[]): void {
    if (author === '') return
    const digest = digestOf(author)
    const stale = communes.filter((commune) => !this.#isFresh(commune, digest))
    if (stale.length === 0) return
    for (const commune of stale) this.#note(commune, digest)
    this.#writer.add(stale.map((communeId) => ({ communeId, digest })))
  }

  #isFresh(commune: CommuneId, digest: string): boolean {
    const at = this.#seen.get(`${commune} ${digest}`)
    return at !== undefined && this.#now() - at < freshMilliseconds
  }

  #note(commune: CommuneId, digest: string): void {
    const key = `${commune} ${digest}`
    const oldest = this.#seen.keys().next().value
    if (this.#seen.size >= mostSeen && oldest !== undefined) this.#seen.delete(oldest)
    this.#seen.delete(key)
    this.#seen.set(key, this.#now())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#writer[Symbol.asyncDispose]()
  }
}

export const digestOf = (author: string): string =>
  createHash('sha256').update(author.toLowerCase()).digest('hex')

/** One statement may not touch a row twice; sorted, so that two gateways never wait for each other. */
function unique(rows: readonly Row[]): Row[] {
  const byKey = new Map(rows.map((row) => [`${row.communeId} ${row.digest}`, row]))
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
