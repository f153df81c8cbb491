// better-auth writes statement by statement, with a handle on the database that it is given once. This handle leads into
// the transaction of the request at hand, where there is one: a route of better-auth is done whole or not at all, and what
// triggers write says who did it from where.

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database, Transaction } from '#db/connection.ts'

export interface RequestState {
  /** Null for what must not keep a connection while it computes. */
  readonly transaction: Transaction | null
  /** Address of the client, for the log. */
  readonly client: string
  /** A code of an authenticator app that was not used before. */
  shown?: { readonly person: string; readonly code: string }
  /** Whose session the request came with, once that is known. */
  asked?: { readonly id: string; readonly email: string; readonly token: string }
}

export const requestState = new AsyncLocalStorage<RequestState>()

/** Like `database.drizzle`, for code that runs inside `requestState`. */
export const followingTransaction = ({ drizzle }: Pick<Database, 'drizzle'>): Database['drizzle'] =>
  new Proxy(drizzle, {
    get: (target, name) => Reflect.get(requestState.getStore()?.transaction ?? target, name),
  })
