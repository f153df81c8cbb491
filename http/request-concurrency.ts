// What one actor may have under way at once, so that nobody keeps others waiting: each kind of work for itself, because a
// list must not wait for a change that waits for a lock. What is dear is bounded over all actors besides.

import type { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { type Semaphore, type SemaphoreLimits, SemaphoreTimeout } from '#db/semaphore.ts'

/** By the id of an actor, or the network of whoever is nobody yet; `asking` by session, before anybody knows whose it is. */
export interface RequestLimits {
  /** Finding out who asks. */
  readonly asking: PerActorSemaphore
  readonly reads: PerActorSemaphore
  /** Each holds a connection to the database. */
  readonly changes: PerActorSemaphore
  /** Bodies that are files, from their first octet on, beside the turn of a read or a change. */
  readonly files: PerActorSemaphore
  /** Of all actors: what a file says, row by row, from when its body was read until it is answered. */
  readonly judging: Semaphore
}

/** Others had every turn there is for as long as one waits: says nothing of the database, nor of whoever asks. */
export class SharedLimitTimeout extends Error {
  override readonly name = 'SharedLimitTimeout'
}

/** To be given back. Rejects with `SharedLimitTimeout` for whoever waited in vain. */
export const takeShared = (turns: Semaphore): Promise<Disposable> =>
  turns.take().catch((error: unknown) => {
    throw error instanceof SemaphoreTimeout ? new SharedLimitTimeout(error.message, { cause: error }) : error
  })

/**
 * Changes that wait for each other, as those under one Idempotency-Key do, hold a connection each: lists must not wait with
 * them, nor what others change. Of twelve connections four are for statements alone, and four for the changes of one actor.
 */
export function limitsForConnections(connections: number) {
  const keptForStatements = Math.ceil(connections / 3)
  const atOnce = Math.max(1, Math.floor((connections - keptForStatements) / 2))
  return {
    waiting: { keptForStatements, lockMilliseconds: 2000 },
    turns: {
      asking: { atOnce: 2, patienceMilliseconds: 10_000 },
      reads: { atOnce, patienceMilliseconds: 10_000 },
      changes: { atOnce, patienceMilliseconds: 3000 },
      files: { atOnce: 1, patienceMilliseconds: 10_000 },
      // One thread reads them all, and answers everybody else in between: a second one, for while the first waits for rows.
      judging: { atOnce: 2, patienceMilliseconds: 10_000 },
    } satisfies Readonly<Record<keyof RequestLimits, SemaphoreLimits>>,
  }
}
