// Answers to creations, kept for a day for whoever asks again under the same key because the first answer was lost.

import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '../connection.ts'
import { idempotentAnswer } from '../schema/api.ts'

export interface KeptAnswer {
  /** SHA-256 of the request it answers. */
  readonly request: string
  readonly status: number
  readonly answer: unknown
}

const kept = '1 day'

/** Waits for another request of that key: the transaction that asked first keeps its answer, or none, before this one sees. */
export async function lockKeptAnswer(
  transaction: Transaction,
  { actor, key }: { readonly actor: string; readonly key: string },
): Promise<KeptAnswer | null> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`idempotency ${actor} ${key}`}, 0))`,
  )
  const [row] = await transaction
    .select({
      request: idempotentAnswer.request,
      status: idempotentAnswer.status,
      answer: idempotentAnswer.answer,
    })
    .from(idempotentAnswer)
    .where(
      and(
        eq(idempotentAnswer.actorId, actor),
        eq(idempotentAnswer.key, key),
        sql`${idempotentAnswer.createdAt} > now() - ${kept}::interval`,
      ),
    )
  return row ?? null
}

/** In the transaction of the creation, which holds the lock of the key. */
export async function keepAnswer(
  transaction: Transaction,
  { actor, key }: { readonly actor: string; readonly key: string },
  answer: KeptAnswer,
): Promise<void> {
  await transaction.execute(
    sql`delete from idempotent_answer where created_at < now() - ${kept}::interval and actor_id = ${actor}`,
  )
  await transaction.insert(idempotentAnswer).values({ actorId: actor, key, ...answer })
}
