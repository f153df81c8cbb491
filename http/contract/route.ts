// What a route promises: who may ask, what it takes, what it answers. Server, browser client, OpenAPI document and the
// tests that walk every route all read this; a route without a permission does not compile.

import { z } from 'zod'
import type { Permission } from '#core/contract.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** Path parameters in braces, as OpenAPI writes them: `GET /communes/{commune}`. */
export type RouteName = `${Method} /${string}`

/** A file in place of JSON; always an attachment. */
export interface FileAnswer {
  /** `application/octet-stream`: whatever somebody attached to a message, of which no browser is told more. */
  readonly file:
    | 'text/csv'
    | 'text/vcard'
    | 'application/pdf'
    | 'application/zip'
    | 'application/octet-stream'
}

/** What happens, one event after the other, for as long as one listens (text/event-stream). */
export interface EventsAnswer {
  readonly events: z.ZodType
}

export interface RouteDefinition {
  /** `self`: any person who signed in, about their own account. `anyone`: before signing in. */
  readonly permission: Permission | 'self' | 'anyone'
  /** One line of the reference. */
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly answer: z.ZodType | FileAnswer | EventsAnswer | null
  /** 201 where something was made; left out: 200, or 204 where there is nothing to say. */
  readonly status?: 201 | 202
  /** Larger bodies than a form needs, for files; in octets. */
  readonly maxBodyBytes?: number
  /** The body is a file as it is, `application/octet-stream`, of at most `maxBodyBytes`; it takes no `body` besides. */
  readonly upload?: true
  /** A route that is not GET and changes nothing, such as a preview: no audit row is owed. */
  readonly changesNothing?: true
  /** The answer holds a secret that is shown this once: it is kept nowhere, so the route takes no Idempotency-Key. */
  readonly shownOnce?: true
  /** Every part of the work is a transaction of its own, with its own audit row: what failed does not undo the rest. */
  readonly manyTransactions?: true
  /** Open to a session whose second factor is still missing, because it is where it is set up. */
  readonly beforeSecondFactor?: true
}

export type RouteTable = Readonly<Record<RouteName, RouteDefinition>>

export const routeTable = <Table extends RouteTable>(table: Table): Table => table

type Parsed<Schema, Side extends 'in' | 'out'> = Schema extends z.ZodType
  ? Side extends 'in'
    ? z.input<Schema>
    : z.output<Schema>
  : undefined

/** A body that is a file, read when its turn has come. */
export interface Upload {
  /** How many octets it has at most. */
  readonly most: number
  /** Null where it has more. */
  octets(): Promise<Uint8Array | null>
}

/** What a client sends. */
export type RouteInput<Route extends RouteDefinition> = {
  readonly upload: Route['upload'] extends true ? Blob : undefined
  readonly params: Parsed<Route['params'], 'in'>
  readonly query: Parsed<Route['query'], 'in'>
  readonly body: Parsed<Route['body'], 'in'>
}
/** What a handler gets. */
export type RouteGiven<Route extends RouteDefinition> = {
  readonly upload: Route['upload'] extends true ? Upload : undefined
  readonly params: Parsed<Route['params'], 'out'>
  readonly query: Parsed<Route['query'], 'out'>
  readonly body: Parsed<Route['body'], 'out'>
}
/** What a client receives; of events, each of them. */
export type RouteAnswer<Route extends RouteDefinition> = Route['answer'] extends z.ZodType
  ? z.output<Route['answer']>
  : Route['answer'] extends FileAnswer
    ? Blob
    : Route['answer'] extends EventsAnswer
      ? z.output<Route['answer']['events']>
      : null

export const uuid = z.uuid()
// What a request names, as the stores take it (core/address/directory.ts, core/queue/queue-id.ts).
export const communeId = z.uuid().brand<'CommuneId'>()
export const mailboxId = z.uuid().brand<'MailboxId'>()
export const queueId = z.ulid().brand<'QueueId'>()
export const instant = z.iso.datetime().describe('UTC, with milliseconds.')
export const revision = z
  .int()
  .min(1)
  .describe('Of the row as it was read; another one since → changed-meanwhile.')

/** Lists come in pages; `after` is the `next` of the page before. */
export const pageQuery = z.object({
  after: z.string().max(500).optional().describe('The cursor `next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Rows in one page.'),
})

/** What a list can be sorted by; the first is its order when nobody says. */
export const sortQuery = <const Sorts extends readonly [string, ...string[]]>(sorts: Sorts) =>
  z.object({
    sort: z.enum(sorts).optional().describe(`Left out: \`${sorts[0]}\`.`),
    order: z.enum(['asc', 'desc']).optional().describe('Left out: `asc`.'),
  })

export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    rows: z.array(row),
    next: z.string().nullable().describe('Cursor of the next page; null at the end.'),
  })

export const counted = z.object({ count: z.int().min(0) })
