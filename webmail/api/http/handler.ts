// What a handler of a route is given and may answer. Mail lies in Dovecot, so nothing of it is a transaction of ours; what is
// changed of one's own account is one (./account-routes.ts).

import type { Database } from '#db/connection.ts'
import type { FileGiven } from '#http/answer.ts'
import type {
  EventsAnswer,
  FileAnswer,
  RouteAnswer,
  RouteDefinition,
  RouteGiven,
  RouteName,
  RouteTable,
} from '#http/contract/route.ts'
import type { EventsGiven } from '#http/event-stream.ts'
import type { Problem } from '#http/problem.ts'
import type { Person } from '../actor.ts'
import type { Ports } from '../ports.ts'

/** Whoever asks: of a route for anyone they need not be somebody. */
export interface Visiting {
  readonly database: Database
  readonly ports: Ports
  /** Address of the client. */
  readonly client: string
  /** The request itself, for the few that pass it on: better-auth reads its own cookies. */
  readonly request: Request
  /** Values of Set-Cookie that go out with the answer. */
  readonly setCookies: (cookies: readonly string[]) => void
}

export interface Asking extends Visiting {
  readonly person: Person
  /** Whether the session and its rights still stand, for what goes on after the answer began. Does not prolong it. */
  readonly stillSignedIn: () => Promise<boolean>
}

type Answered<Route extends RouteDefinition> = Route['answer'] extends FileAnswer
  ? FileGiven
  : Route['answer'] extends EventsAnswer
    ? EventsGiven<RouteAnswer<Route>>
    : RouteAnswer<Route>

type Handler<Route> = Route extends RouteDefinition
  ? (
      given: RouteGiven<Route>,
      context: Route['permission'] extends 'anyone' ? Visiting : Asking,
    ) => Promise<Answered<Route> | Problem>
  : never

export type Handlers<Table extends RouteTable> = { readonly [Name in keyof Table]: Handler<Table[Name]> }

export interface RegisteredRoute {
  readonly name: RouteName
  readonly definition: RouteDefinition
  /** Given a `Visiting` alone where the route is for anyone. */
  readonly handle: (given: RouteGiven<RouteDefinition>, context: Asking) => Promise<unknown>
  /** Its work holds a connection to the database. */
  readonly isTransaction?: true
}

/** Every route of the table has its handler, or it does not compile. */
export function implement<Table extends RouteTable>(
  table: Table,
  handlers: Handlers<Table>,
): readonly RegisteredRoute[] {
  return Object.entries(table).map(([name, definition]) => ({
    name: name as RouteName,
    definition,
    handle: handlers[name as keyof Table] as RegisteredRoute['handle'],
  }))
}
