// Outgoing mail: listed, looked at, decided about; destinations, paused and resumed.

import { parseDomain } from '#core/address/email-address.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import { type Destination, localDestination } from '#core/queue/queued-mail.ts'
import { replyKinds } from '#core/smtp/delivery-attempt.ts'
import { replyKindTexts } from '#core/smtp/reply-kind-text.ts'
import { findDestination, findDestinationPage } from '#db/stores/queue/destinations.ts'
import { countDeliveries, findDeliveryPage } from '#db/stores/queue/find-queue.ts'
import {
  deleteDeliveries,
  holdDeliveries,
  pauseDestination,
  releaseDeliveries,
  resumeDestination,
  retryNow,
} from '#db/stores/queue/queue-decisions.ts'
import {
  findEnvelope,
  findQueuedMessage,
  isAuthor,
  type QueuedEnvelope,
} from '#db/stores/queue/queued-message.ts'
import { changedMeanwhile, notFound, Problem, wrongField } from '#http/problem.ts'
import { queueRoutes } from '../../contract/queue.ts'
import { replyKindRoutes } from '../../contract/reply-kind.ts'
import { type Changing, implement } from '../http/handler.ts'
import { flag } from '../http/query-values.ts'
import { exportDestinations, exportQueue } from './export-queue.ts'
import { destinationView, queuedMessageView, queueRowView } from './queue-view.ts'

export const queueHandlers = implement(queueRoutes, {
  'GET /queue': async ({ query }, { actor, database }) => {
    const asked = withDestination(query)
    if (asked instanceof Problem) return asked
    const { rows, next } = await findDeliveryPage(database, actor.scope, asked)
    return { rows: rows.map(queueRowView), next }
  },

  'GET /queue/count': async ({ query }, { actor, database }) => {
    const asked = withDestination(query)
    return asked instanceof Problem ? asked : await countDeliveries(database, actor.scope, asked)
  },

  'GET /queue/export': async ({ query }, context) => {
    const asked = withDestination(query)
    return asked instanceof Problem ? asked : await exportQueue(context, asked)
  },

  'GET /queue/{queueId}': async ({ params }, { actor, database }) => {
    const message = await findQueuedMessage(database.drizzle, actor.scope, asWritten(params.queueId))
    return message === null ? notFound('queued message') : queuedMessageView(message)
  },

  'POST /queue/{queueId}/hold': async ({ params, body }, context) =>
    await decide(
      context,
      { ...params, ...body, pointer: '/body' },
      { action: 'hold:queue', work: holdDeliveries },
    ),

  'POST /queue/{queueId}/release': async ({ params, body }, context) =>
    await decide(
      context,
      { ...params, ...body, pointer: '/body' },
      { action: 'release:queue', work: releaseDeliveries, unless: mayNotRelease },
    ),

  'POST /queue/{queueId}/retry': async ({ params, body }, context) =>
    await decide(
      context,
      { ...params, ...body, pointer: '/body' },
      { action: 'retry:queue', work: retryNow },
    ),

  'DELETE /queue/{queueId}': async ({ params, query }, context) =>
    await decide(
      context,
      { ...params, ...query, pointer: '/query' },
      { action: 'delete:queue', work: (...asked) => deleteAndTell(context, ...asked) },
    ),

  'GET /destinations': async ({ query }, { actor, database }) => {
    const { stopped, ...rest } = query
    const wish = { ...rest, stopped: flag(stopped) }
    const { rows, next } = await findDestinationPage(database, actor.scope, wish)
    return { rows: rows.map((row) => destinationView(row, actor.scope)), next }
  },

  'GET /destinations/export': async ({ query: { search, stopped } }, context) =>
    await exportDestinations(context, { search, stopped: flag(stopped) }),

  'PUT /destinations/{destination}/pause': async ({ params, body }, context) => {
    const { actor, transaction, audit, ports } = context
    const destination = readDestination(params.destination, '/params/destination')
    if (destination instanceof Problem) return destination
    const { reason } = body
    const until = body.until === null ? null : new Date(body.until)
    if (until !== null && until.getTime() <= ports.clock.now())
      return wrongField('/body/until', 'in-the-past', 'A pause ends later than now.')
    const { paused } = await findDestination(transaction, actor.scope, destination)
    await pauseDestination(transaction, { destination, reason, until })
    await audit({
      ...{ action: 'pause:destination', commune: null, entityId: destination, entity: destination },
      before: paused === null ? null : { reason: paused.reason, until: paused.until?.toISOString() ?? null },
      after: { reason, until: until?.toISOString() ?? null },
    })
    return destinationView(await findDestination(transaction, actor.scope, destination), actor.scope)
  },

  'DELETE /destinations/{destination}/pause': async ({ params }, { actor, transaction, audit }) => {
    const destination = readDestination(params.destination, '/params/destination')
    if (destination instanceof Problem) return destination
    const { paused } = await findDestination(transaction, actor.scope, destination)
    if (paused === null || !(await resumeDestination(transaction, destination)))
      return notFound('paused destination')
    await audit({
      ...{ action: 'resume:destination', commune: null, entityId: destination, entity: destination },
      before: { reason: paused.reason, until: paused.until?.toISOString() ?? null },
    })
    return destinationView(await findDestination(transaction, actor.scope, destination), actor.scope)
  },
})

interface Chosen {
  readonly queueId: QueueId
  readonly destination?: string | undefined
  /** Where the destination was named. */
  readonly pointer: '/body' | '/query'
}

interface Decision {
  readonly action: 'hold:queue' | 'release:queue' | 'retry:queue' | 'delete:queue'
  readonly work: typeof holdDeliveries
  /** Why this actor may not decide that about it. */
  readonly unless?: Objection
}

type Objection = (
  context: Pick<Changing, 'actor' | 'transaction'>,
  about: QueuedEnvelope & { readonly queueId: QueueId },
) => Promise<Problem | null>

/** The trace is the worker's to write. */
async function deleteAndTell(
  { ports }: Pick<Changing, 'ports'>,
  ...asked: Parameters<typeof deleteDeliveries>
): Promise<number> {
  const { deliveries, recipients } = await deleteDeliveries(...asked)
  const [first] = recipients
  if (first !== undefined) {
    const { queueId, commune, reversePath, bytes, at } = first
    const whom = recipients.map(({ address, reason }) => ({ address, reason }))
    const payload = { queueId, commune, reversePath, bytes, at: at.toISOString(), recipients: whom }
    await ports.jobs.enqueue(asked[0], 'trace-deleted', { payload })
  }
  return deliveries
}

/**
 * What leak prevention holds takes a second person. Where a commune has but one manager, that is the département, which
 * the letter about it went to; its own team is many, and nobody stands above it.
 */
const agreesToOwn: Objection = async ({ actor, transaction }, { queueId, heldFor }) =>
  actor.kind === 'person' &&
  actor.scope.kind === 'commune' &&
  heldFor.includes('approval') &&
  (await isAuthor(transaction, queueId, actor.id))
    ? new Problem('same-person', 'Somebody else agrees to what you wrote.')
    : null

/** A commune's manager may be the one whose password was stolen, or be asked by them: who resumes sending decides. */
const isOfDepartment: Objection = async ({ actor }, { heldFor, sendingStopped }) =>
  !actor.permissions.has('release:block') &&
  (heldFor.some((each) => each === 'poison' || each === 'stop') || (sendingStopped && heldFor.length > 0))
    ? new Problem(
        'department-decides',
        'It was set aside, or the sending of its mailbox is suspended: this takes the permission release:block.',
      )
    : null

const mayNotRelease: Objection = async (context, about) =>
  (await isOfDepartment(context, about)) ?? (await agreesToOwn(context, about))

/** What was decided by somebody else a moment ago, or arrived, is no longer there to be decided about. */
async function decide(context: Changing, chosen: Chosen, { action, work, unless }: Decision) {
  const { transaction, audit } = context
  const { scope } = context.actor
  const queueId = asWritten(chosen.queueId)
  const whole = await findEnvelope(transaction, scope, { queueId, destination: null })
  if (whole === null) return notFound('queued message')
  const destination =
    chosen.destination === undefined
      ? null
      : readDestination(chosen.destination, `${chosen.pointer}/destination`)
  if (destination instanceof Problem) return destination
  const envelope =
    destination === null ? whole : await findEnvelope(transaction, scope, { queueId, destination })
  if (envelope === null) return notFound('queued message')
  const problem = (await unless?.(context, { ...envelope, queueId })) ?? null
  if (problem !== null) return problem
  const deliveries = await work(transaction, { scope, queueId, destination })
  if (deliveries === 0) return changedMeanwhile(null)
  const { commune, reversePath, heldFor } = envelope
  await audit({
    ...{ action, commune, entityId: queueId, entity: reversePath === '' ? '<>' : reversePath },
    after: { destination, deliveries, ...(action === 'release:queue' ? { heldFor } : {}) },
  })
  return { deliveries }
}

/** Ids are written in capitals, and typed as one likes. */
const asWritten = (queueId: QueueId): QueueId => queueId.toUpperCase() as QueueId

function readDestination(text: string, pointer: string): Destination | Problem {
  if (text.toLowerCase() === localDestination) return localDestination
  const domain = parseDomain(text)
  return domain.ok
    ? (domain.value as string as Destination)
    : wrongField(pointer, 'invalid-domain', domain.error)
}

function withDestination<Query extends { readonly destination?: string | undefined }>({
  destination,
  ...rest
}: Query): (Omit<Query, 'destination'> & { readonly destination: Destination | undefined }) | Problem {
  if (destination === undefined) return { ...rest, destination: undefined }
  const read = readDestination(destination, '/query/destination')
  return read instanceof Problem ? read : { ...rest, destination: read }
}

// What answers of other servers mean, in the words that senders read.
export const replyKindHandlers = implement(replyKindRoutes, {
  'GET /reply-kinds': async () => ({
    kinds: replyKinds.map((kind) => ({ kind, fr: replyKindTexts.fr[kind], en: replyKindTexts.en[kind] })),
  }),
})
