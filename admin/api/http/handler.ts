// What a handler of a route is given and may answer. A changing one works inside a transaction that it never opens nor
// ends itself, and owes at least one row of the audit log.

import type { Database, Transaction } from '#db/connection.ts'
import type { AuditEntry } from '#db/stores/audit.ts'
import type { Actor } from '#identity/actor.ts'
import type {
  FileAnswer,
  RouteAnswer,
  RouteDefinition,
  RouteGiven,
  RouteName,
  RouteTable,
} from '../../contract/route.ts'
import type { Ports } from '../ports.ts'
import type { Problem } from './problem.ts'

export interface Reading {
  readonly actor: Actor
  readonly database: Database
  readonly ports: Ports
  /** The request itself, for the few that pass it on: better-auth reads its own cookies. */
  readonly request: Request
  /** Values of Set-Cookie that go out with the answer. */
  readonly setCookies: (cookies: readonly string[]) => void
}

export interface Changing extends Reading {
  readonly transaction: Transaction
  readonly audit: (entry: AuditEntry) => Promise<void>
  /** From here on the log names this person: one who signs in by this very request. */
  readonly becomes: (person: { readonly id: string; readonly email: string }) => Promise<void>
  /** Runs once the transaction is committed: nothing that must not be lost. */
  readonly afterCommit: (work: () => Promise<void>) => void
}

/** A file to download: name without path, content whole. */
export interface FileGiven {
  readonly name: string
  readonly content: Uint8Array | string | ReadableStream<Uint8Array>
}

type Answered<Route extends RouteDefinition> = Route['answer'] extends FileAnswer
  ? FileGiven
  : RouteAnswer<Route>

type ChangingMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

type Context<Name, Route extends RouteDefinition> = Name extends `${ChangingMethod} /${string}`
  ? Route['changesNothing'] extends true
    ? Reading
    : Changing
  : Reading

type Handler<Name, Route> = Route extends RouteDefinition
  ? (given: RouteGiven<Route>, context: Context<Name, Route>) => Promise<Answered<Route> | Problem>
  : never

export type Handlers<Table extends RouteTable> = {
  readonly [Name in keyof Table]: Handler<Name, Table[Name]>
}

export interface RegisteredRoute {
  readonly name: RouteName
  readonly definition: RouteDefinition
  readonly handle: (given: RouteGiven<RouteDefinition>, context: Changing) => Promise<unknown>
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
