// One route served: who asks, whether they may, what they sent, the work, its audit row and the answer, in this order. The
// one place where transactions of the API begin and end, and where errors become problem documents.

import { createHash } from 'node:crypto'
import { clientNetwork } from '#core/address/client-network.ts'
import type { Transaction } from '#db/connection.ts'
import type { AuditActor } from '#db/stores/audit.ts'
import { type KeptAnswer, keepAnswer, lockKeptAnswer } from '#db/stores/idempotent-answers.ts'
import { auditActor } from '#http/account/audit-actor.ts'
import { answerResponse } from '#http/answer.ts'
import { auditedTransaction } from '#http/audited-transaction.ts'
import type { RouteDefinition, RouteGiven } from '#http/contract/route.ts'
import { problemOfDatabase } from '#http/database-problem.ts'
import { Problem, problemResponse } from '#http/problem.ts'
import { readRequest } from '#http/read-request.ts'
import { takeShared } from '#http/request-concurrency.ts'
import type { Actor } from '#identity/actor.ts'
import { isForeign } from '#identity/authentication/foreign-origin.ts'
import { needsSecondFactor } from '#identity/permissions.ts'
import type { ApiParts } from '../ports.ts'
import type { AnyContext, ChangingInParts, RegisteredRoute, Visited } from './handler.ts'

const safe = /^(GET|HEAD) /

export interface Asked {
  readonly route: RegisteredRoute
  readonly request: Request
  readonly params: Readonly<Record<string, string>>
  readonly client: string
  readonly setCookies: (cookies: readonly string[]) => void
}

export async function serveRoute(parts: ApiParts, given: Omit<Asked, 'setCookies'>): Promise<Response> {
  const cookies: string[] = []
  const asked = { ...given, setCookies: (more: readonly string[]) => void cookies.push(...more) }
  try {
    const outcome = await answerFor(parts, asked)
    const response = outcome instanceof Problem ? problemResponse(outcome) : outcome
    for (const cookie of cookies) response.headers.append('set-cookie', cookie)
    return response
  } catch (error) {
    return problemResponse(problemOfDatabase(error, parts.ports.log, asked.route.name))
  }
}

async function answerFor(parts: ApiParts, asked: Asked): Promise<Response | Problem> {
  const { route, request } = asked
  if (!safe.test(route.name) && isForeign(request, parts.ports.origin)) {
    return new Problem('foreign-origin', 'This comes from another site.')
  }
  const actor = await parts.actorOf(request, asked.client, asked.setCookies)
  const refusal = mayNot(route.definition, actor)
  if (refusal !== null) return refusal
  const reads = safe.test(route.name) || route.definition.changesNothing === true
  const { turns } = parts.ports
  const who = actor?.id ?? clientNetwork(asked.client).host
  // Before the body is read: what waits takes no room.
  const takesFile = route.definition.maxBodyBytes !== undefined
  using _file = takesFile ? await turns.files.take(who) : null
  using _turn = await (reads ? turns.reads : turns.changes).take(who)
  const given = await readRequest(request, route.definition, asked.params)
  if (given instanceof Problem) return given
  // After the body, so that nobody's slow line keeps others waiting; before a connection is held.
  using _judging = takesFile ? await takeShared(turns.judging) : null
  using held = new DisposableStack()
  const place = isFile(route.definition) ? held.use(parts.ports.downloads.begin(actor?.id ?? '')) : undefined
  if (place === null) return new Problem('too-many-requests', 'Other files are still being downloaded.')
  const acceptEncoding = request.headers.get('accept-encoding')
  const respond: Known['respond'] = (answer, status) => {
    const answering = { acceptEncoding, status }
    if (place === undefined || !isStreamed(answer)) return answerResponse(route.definition, answer, answering)
    held.move()
    const content = parts.ports.downloads.during(answer.content, place)
    return answerResponse(route.definition, { ...answer, content }, answering)
  }
  return await (reads ? read : change)(parts, asked, { actor, given, respond })
}

const isFile = ({ answer }: RouteDefinition): boolean => answer !== null && 'file' in answer

const isStreamed = (answer: unknown): answer is { readonly content: ReadableStream<Uint8Array> } =>
  typeof answer === 'object' &&
  answer !== null &&
  'content' in answer &&
  answer.content instanceof ReadableStream

/** Null when the actor may. Whoever has no permission at all for a route hears so before anything is looked at. */
function mayNot({ permission, beforeSecondFactor }: RouteDefinition, actor: Actor | null): Problem | null {
  if (permission === 'anyone') return null
  if (actor === null) return new Problem('not-signed-in', 'Sign in first.')
  if (
    actor.kind === 'person' &&
    actor.factor === 'password' &&
    needsSecondFactor(actor.role) &&
    beforeSecondFactor !== true
  ) {
    return new Problem('second-factor-missing', 'This role needs a second factor; set one up first.')
  }
  if (permission === 'self') {
    return actor.kind === 'person'
      ? null
      : new Problem('forbidden', 'Only a person has an account of their own.')
  }
  return actor.permissions.has(permission)
    ? null
    : new Problem('forbidden', `This takes the permission ${permission}.`)
}

/** What is known once a request was let through. */
interface Known {
  readonly actor: Actor | null
  readonly given: RouteGiven<RouteDefinition>
  /** The answer as it leaves; with `kept`, the status of one that was given before. A stream holds its place among downloads. */
  readonly respond: (answer: unknown, kept?: number) => Response
}

/** A handler of a route for anyone gets no actor, also where somebody is signed in. */
function contextOf(
  { database, ports }: ApiParts,
  { route, request, client, setCookies }: Asked,
  actor: Actor | null,
): Visited & { readonly actor?: Actor } {
  const context = { database, ports, client, request, setCookies }
  return actor === null || route.definition.permission === 'anyone' ? context : { ...context, actor }
}

async function read(
  parts: ApiParts,
  asked: Asked,
  { actor, given, respond }: Known,
): Promise<Response | Problem> {
  // A reading handler is typed without the parts of a change.
  const answer = await asked.route.handle(given, contextOf(parts, asked, actor) as AnyContext)
  return answer instanceof Problem ? answer : respond(answer)
}

async function change(
  parts: ApiParts,
  asked: Asked,
  { actor, given, respond }: Known,
): Promise<Response | Problem> {
  const { route } = asked
  const key = idempotencyOf(asked, { actor, given })
  if (key instanceof Problem) return key
  const by = auditActor(actor, asked.client)
  const context = contextOf(parts, asked, actor)
  if (route.definition.manyTransactions === true) {
    const inTransaction = transactions(parts, by, route.name)
    const answered = await route.handle(given, { ...context, inTransaction } as AnyContext)
    return answered instanceof Problem ? answered : respond(answered)
  }
  const later: (() => Promise<void>)[] = []
  const before: { answer: KeptAnswer | null } = { answer: null }
  const answer = await auditedTransaction<unknown>(
    parts.database,
    { by, name: route.name },
    async (audited) => {
      if (key !== null) {
        before.answer = await lockKeptAnswer(audited.transaction, key)
        // There is nothing to do, and nothing to write in the log: the transaction ends as if it were refused.
        if (before.answer !== null) return usedBefore(key, before.answer)
      }
      const afterCommit = (work: () => Promise<void>) => void later.push(work)
      const parts = { ...context, ...audited, afterCommit }
      const answered = await route.handle(given, parts as AnyContext)
      if (key !== null && !(answered instanceof Problem)) await keep(audited.transaction, key, answered)
      return answered
    },
  )
  if (before.answer !== null && before.answer.request === key?.request)
    return respond(before.answer.answer, before.answer.status)
  if (answer instanceof Problem) return answer
  for (const work of later) await work()
  return respond(answer)
}

/** One for each part of the work; what the database refuses in one is its problem alone. */
const transactions =
  ({ database, ports }: ApiParts, by: AuditActor, name: string): ChangingInParts['inTransaction'] =>
  (work) =>
    auditedTransaction(database, { by, name }, work).catch((error: unknown) =>
      problemOfDatabase(error, ports.log, name),
    )

interface IdempotencyKey {
  readonly actor: string
  readonly key: string
  readonly request: string
}

/** Creations alone: everything else names the revision it began from. */
function idempotencyOf(
  { route, request }: Asked,
  { actor, given }: Pick<Known, 'actor' | 'given'>,
): IdempotencyKey | Problem | null {
  const key = request.headers.get('idempotency-key')
  const { status, shownOnce } = route.definition
  if (key === null || actor === null || status !== 201 || shownOnce === true) return null
  if (!/^[\w-]{8,200}$/.test(key))
    return new Problem('invalid-input', 'An Idempotency-Key has 8 to 200 letters, digits, - or _.')
  const digest = createHash('sha256')
    .update(route.name)
    .update('\0')
    .update(JSON.stringify(given))
    .digest('hex')
  return { actor: actor.id, key, request: digest }
}

const usedBefore = (key: IdempotencyKey, { request }: KeptAnswer): Problem =>
  request === key.request
    ? new Problem('already-exists', 'This was made by the same request before.')
    : new Problem('key-used-for-something-else', 'This Idempotency-Key belongs to another request.')

const keep = (transaction: Transaction, key: IdempotencyKey, answer: unknown) =>
  keepAnswer(transaction, key, { request: key.request, status: 201, answer })
