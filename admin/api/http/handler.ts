// What a handler of a route is given and may answer. A changing one works inside a transaction that it never opens nor
// ends itself, and owes at least one row of the audit log.

import type { Database } from '#db/connection.ts'
import type { FileGiven } from '#http/answer.ts'
import type { Audited } from '#http/audited-transaction.ts'
import type {
  FileAnswer,
  RouteAnswer,
  RouteDefinition,
  RouteGiven,
  RouteName,
  RouteTable,
} from '#http/contract/route.ts'
import type { Problem } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import type { Ports } from '../ports.ts'

/** Of a route for anyone: whoever asks need not be somebody. */
export interface Visited {
  readonly database: Database
  readonly ports: Ports
  /** Address of the client. */
  readonly client: string
  /** The request itself, for the few that pass it on: better-auth reads its own cookies. */
  readonly request: Request
  /** Values of Set-Cookie that go out with the answer. */
  readonly setCookies: (cookies: readonly string[]) => void
}

export interface Reading extends Visited {
  readonly actor: Actor
}

export interface VisitedChange extends Visited, Audited {
  /** Runs once the transaction is committed: nothing that must not be lost. */
  readonly afterCommit: (work: () => Promise<void>) => void
}

export interface Changing extends Reading, VisitedChange {}

/** Work whose parts succeed or fail each for itself. */
export interface ChangingInParts extends Reading {
  /** A transaction of its own, with its own row of the log. Never rejects: what the database refuses is a problem too. */
  readonly inTransaction: <Value>(
    work: (audited: Audited) => Promise<Value | Problem>,
  ) => Promise<Value | Problem>
}

type Answered<Route extends RouteDefinition> = Route['answer'] extends FileAnswer
  ? FileGiven
  : RouteAnswer<Route>

type ChangingMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

type Context<Name, Route extends RouteDefinition> = Name extends `${ChangingMethod} /${string}`
  ? Route['changesNothing'] extends true
    ? ReadingOf<Route>
    : Route['manyTransactions'] extends true
      ? ChangingInParts
      : Route['permission'] extends 'anyone'
        ? VisitedChange
        : Changing
  : ReadingOf<Route>
type ReadingOf<Route extends RouteDefinition> = Route['permission'] extends 'anyone' ? Visited : Reading

type Handler<Name, Route> = Route extends RouteDefinition
  ? (given: RouteGiven<Route>, context: Context<Name, Route>) => Promise<Answered<Route> | Problem>
  : never

export type Handlers<Table extends RouteTable> = {
  readonly [Name in keyof Table]: Handler<Name, Table[Name]>
}

/** Of a route whose kind is no longer known to the compiler; it is given the parts of its kind alone. */
export type AnyContext = Changing & ChangingInParts

export interface RegisteredRoute {
  readonly name: RouteName
  readonly definition: RouteDefinition
  readonly handle: (given: RouteGiven<RouteDefinition>, context: AnyContext) => Promise<unknown>
}

/** Every route of the table has its handler, or it does not compile. */
export function implement<Table extends RouteTable>(
  table: Table,
  handlers: Handlers<Table>,
): readonly RegisteredRoute[] {
  return Object.entries(table).map(([name, definition]) => ({
    name: name as RouteName,
    definition,
    // The table's own types were checked above; from here on every route looks alike.
    handle: (handlers as Readonly<Record<string, RegisteredRoute['handle']>>)[
      name
    ] as RegisteredRoute['handle'],
  }))
}
