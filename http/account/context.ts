// What the routes of one's own account are given, in whichever interface they are served.

import type { Clock } from '#core/clock.ts'
import type { Database } from '#db/connection.ts'
import type { Actor, PersonActor } from '#identity/actor.ts'
import type { Authentication } from '#identity/authentication/authentication.ts'
import type { Audited } from '../audited-transaction.ts'
import type { RouteAnswer, RouteDefinition, RouteGiven, RouteTable } from '../contract/route.ts'
import type { Problem } from '../problem.ts'

export interface Visiting {
  readonly database: Database
  readonly ports: { readonly clock: Clock; readonly authentication: Authentication }
  /** Address of the client. */
  readonly client: string
  /** The request itself: better-auth reads its own cookies. */
  readonly request: Request
  /** Values of Set-Cookie that go out with the answer. */
  readonly setCookies: (cookies: readonly string[]) => void
}

export interface OwnReading extends Visiting {
  readonly actor: Actor
}

export interface VisitingChange extends Visiting, Audited {
  /** Runs once the transaction is committed: nothing that must not be lost. */
  readonly afterCommit: (work: () => Promise<void>) => void
}

export interface OwnChange extends OwnReading, VisitingChange {}

type ContextOf<Name, Route extends RouteDefinition> = Name extends `GET /${string}`
  ? Reading<Route>
  : Route['changesNothing'] extends true
    ? Reading<Route>
    : Route['permission'] extends 'anyone'
      ? VisitingChange
      : OwnChange
type Reading<Route extends RouteDefinition> = Route['permission'] extends 'anyone' ? Visiting : OwnReading

type Handler<Name, Route> = Route extends RouteDefinition
  ? (given: RouteGiven<Route>, context: ContextOf<Name, Route>) => Promise<RouteAnswer<Route> | Problem>
  : never

export type AccountHandlers<Table extends RouteTable> = {
  readonly [Name in keyof Table]: Handler<Name, Table[Name]>
}

/** Routes of permission `self` are for people alone. */
export function personOf(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw new Error('a key has no account')
  return actor
}

/** The account of whoever asks, as the audit log names it. */
export const aboutSelf = ({ actor }: Pick<OwnReading, 'actor'>) => ({
  commune: actor.commune,
  entityId: actor.id,
  entity: actor.name,
})
