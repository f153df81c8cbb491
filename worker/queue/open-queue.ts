// Outgoing mail in the worker: the runner of the queue, the letters about what became of it, the keys that it is signed with.

import { systemClock as clock } from '#core/clock.ts'
import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { ClamdPool } from '#daemons/clamd/clamd-pool.ts'
import { queueReportsStore } from '#db/stores/queue-reports.ts'
import { queueRunsStore } from '#db/stores/queue-runs.ts'
import { stsPolicyStore } from '#db/stores/sts-policies.ts'
import { tlsSessionStore } from '#db/stores/tls-sessions.ts'
import { type InboundStores, openInboundStores } from '#mail/gateway-stores.ts'
import { deliverLocally } from '#mail/inbound/accept-mail.ts'
import type { DeliverLocally } from '#mail/inbound/local-delivery.ts'
import type { Relay } from '#mail/outbound/mx-delivery/deliver-by-mx.ts'
import { openMxDelivery } from '#mail/outbound/mx-delivery/open-mx-delivery.ts'
import type { Reached } from '../reached.ts'
import { Repetition } from '../repetition.ts'
import { openSigningKeys } from '../signing/open-signing-keys.ts'
import { attemptBy } from './attempt.ts'
import { QueueRunner, usualLimits } from './queue-runner.ts'
import { writeReports } from './write-report.ts'

export interface QueueSecrets {
  readonly findings: Secret
  /** It may get a newer key while the worker runs. */
  readonly keyEncryption: () => Secret
  readonly zones: Secret
  /** Null where the relay wants none. */
  readonly relay: Secret | null
}

export interface OpenQueueParts {
  readonly config: WorkerConfig
  readonly secrets: QueueSecrets
  readonly reached: Pick<Reached, 'database' | 'lmtp' | 'trace'>
  readonly log: Log
}

export interface OpenQueue extends AsyncDisposable {
  readonly parts: readonly Pick<Repetition, 'component' | 'healthy'>[]
}

/** Of one destination, by all runners together. */
const perDestination = 20
/** Less than clamd has threads, together with a gateway's. */
const clamdSessions = 2
const reportMilliseconds = 1_000
const delayMilliseconds = 60_000

export function openQueue(parts: OpenQueueParts): OpenQueue {
  const { config, secrets, reached, log } = parts
  const { database } = reached
  const opened = new AsyncDisposableStack()
  const stores = opened.use(openInboundStores(database, { policy: config.inbound.policy, clock, log }))
  const mx = opened.use(
    openMxDelivery({
      ...config.delivery,
      relay: relayOf(config.delivery.relay, secrets.relay),
      hostname: config.hostname,
      policies: stsPolicyStore(database),
      tlsSessions: opened.use(tlsSessionStore(database, log)),
      clock,
      instead: { port: config.delivery.port },
    }),
  )
  const attempt = attemptBy({
    deliverLocally: localStages(parts, stores, opened),
    deliverByMx: mx.deliver,
    trace: reached.trace,
    clock,
  })
  const bounds = { perDestination, leaseSeconds: usualLimits.leaseSeconds }
  const runner = opened.use(
    new QueueRunner({ runs: queueRunsStore(database, bounds), attempt, database, log }),
  )
  const reports = queueReportsStore(database)
  const write = writeReports({
    directory: stores.directory,
    reporter: { hostname: config.hostname, department: config.digest.department },
    clock,
  })
  const repeat = (component: string, everyMilliseconds: number, work: () => Promise<boolean>) =>
    opened.use(new Repetition({ component, everyMilliseconds, log, work }))
  return {
    parts: [
      runner,
      repeat('delivery-reports', reportMilliseconds, () => reports.tellEnds(write)),
      repeat('delay-reports', delayMilliseconds, () => reports.tellDelays(write)),
      opened.use(openSigningKeys(parts)),
    ],
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

function relayOf(relay: WorkerConfig['delivery']['relay'], password: Secret | null): Relay | null {
  if (relay === null) return null
  const { credentials, ...same } = relay
  if (credentials === null || password === null) return { ...same, credentials: null }
  return { ...same, credentials: { username: credentials.username, password } }
}

function localStages(
  { config, secrets, reached: { lmtp }, log }: OpenQueueParts,
  stores: InboundStores,
  opened: AsyncDisposableStack,
): DeliverLocally {
  const { inbound, hostname } = config
  const clamd = opened.use(
    new ClamdPool({
      ...inbound.clamd,
      maxSessions: clamdSessions,
      longestScanMilliseconds: inbound.filteringTimeoutSeconds * 1000,
      clock,
    }),
  )
  const parts = { ...stores, findingsKey: secrets.findings, clock, log }
  return deliverLocally({ ...inbound, hostname }, parts, { clamd, lmtp })
}
