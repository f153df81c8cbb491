// Answers to creations, kept for a day for whoever asks again under the same key because the first answer was lost.

import { and, eq, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../connection.ts'
import { idempotentAnswer } from '../schema/api.ts'

export interface KeptAnswer {
  /** SHA-256 of the request it answers. */
  readonly request: string
  readonly status: number
  readonly answer: unknown
}

const kept = '1 day'

export async function findKeptAnswer(
  { drizzle }: Pick<Database, 'drizzle'>,
  actor: string,
  key: string,
): Promise<KeptAnswer | null> {
  const [row] = await drizzle
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

/** In the transaction of the creation: of two at once the second one fails on the key, and its creation is undone. */
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
