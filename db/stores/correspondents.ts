// Who has written to a commune before: digests only.

import { createHash } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Correspondents } from '#core/correspondents.ts'
import type { CommuneId } from '#core/directory.ts'
import type { Log } from '#core/log.ts'
import { BackgroundWriter } from '../background-writer.ts'
import type { Database } from '../connection.ts'
import { correspondent } from '../schema/filtering.ts'
import { withoutValues } from '../without-values.ts'

interface Row {
  readonly communeId: CommuneId
  readonly digest: string
}

/** Needs the rights of `vm_gateway`. */
export class PostgresqlCorrespondents implements Correspondents, AsyncDisposable {
  readonly #database: Database
  readonly #writer: BackgroundWriter<Row>

  constructor(database: Database, log: Log) {
    this.#database = database
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
    const rows = await withoutValues(async () =>
      this.#database.drizzle
        .select({ communeId: correspondent.communeId })
        .from(correspondent)
        .where(
          and(eq(correspondent.digest, digestOf(author)), inArray(correspondent.communeId, [...communes])),
        ),
    )
    return new Set(rows.map(({ communeId }) => communeId as CommuneId))
  }

  remember(author: string, communes: readonly CommuneId[]): void {
    if (author === '') return
    const digest = digestOf(author)
    this.#writer.add(communes.map((communeId) => ({ communeId, digest })))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#writer[Symbol.asyncDispose]()
  }
}

const digestOf = (author: string): string => createHash('sha256').update(author.toLowerCase()).digest('hex')

/** One statement may not touch a row twice; sorted, so that two gateways never wait for each other. */
function unique(rows: readonly Row[]): Row[] {
  const byKey = new Map(rows.map((row) => [`${row.communeId} ${row.digest}`, row]))
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
