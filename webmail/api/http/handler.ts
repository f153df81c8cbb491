// What a handler of a route is given and may answer. Mail lies in Dovecot, so nothing here is a transaction of ours.

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

export interface Asking {
  readonly person: Person
  readonly database: Database
  readonly ports: Ports
  /** Address of the client. */
  readonly client: string
  /** Whether the session and its rights still stand, for what goes on after the answer began. Does not prolong it. */
  readonly stillSignedIn: () => Promise<boolean>
}

type Answered<Route extends RouteDefinition> = Route['answer'] extends FileAnswer
  ? FileGiven
  : Route['answer'] extends EventsAnswer
    ? EventsGiven<RouteAnswer<Route>>
    : RouteAnswer<Route>

type Handler<Route> = Route extends RouteDefinition
  ? (given: RouteGiven<Route>, context: Asking) => Promise<Answered<Route> | Problem>
  : never

export type Handlers<Table extends RouteTable> = { readonly [Name in keyof Table]: Handler<Table[Name]> }

export interface RegisteredRoute {
  readonly name: RouteName
  readonly definition: RouteDefinition
  readonly handle: (given: RouteGiven<RouteDefinition>, context: Asking) => Promise<unknown>
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
