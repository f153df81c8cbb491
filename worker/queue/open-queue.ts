// Outgoing mail in the worker: the runner of the queue, the letters about what became of it, the keys that it is signed with.

import { systemClock as clock } from '#core/clock.ts'
import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { ClamdPool } from '#daemons/clamd/clamd-pool.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { dkimKeyStore } from '#db/stores/dkim-keys.ts'
import type { QueueBounds } from '#db/stores/queue-claim.ts'
import { queueReportsStore } from '#db/stores/queue-reports.ts'
import { queueRunsStore } from '#db/stores/queue-runs.ts'
import { type InboundStores, openInboundStores } from '#mail/gateway-stores.ts'
import { deliverLocally } from '#mail/inbound/accept-mail.ts'
import type { DeliverLocally } from '#mail/inbound/local-delivery.ts'
import { type MxDeliveryOptions, openMxDelivery } from '#mail/outbound/mx-delivery/open-mx-delivery.ts'
import { type PolicyStore, policiesInMemory } from '#mail/outbound/mx-delivery/tls/sts-policies.ts'
import { keyEncryption } from '#mail/signing/key-encryption.ts'
import { rotateKeys } from '#mail/signing/rotate-keys.ts'
import { rotationSchedule } from '#mail/signing/rotation.ts'
import type { Reached } from '../reached.ts'
import { Repetition } from '../repetition.ts'
import { attemptBy } from './attempt.ts'
import { QueueRunner, type QueueRunnerLimits, usualLimits } from './queue-runner.ts'
import { writeReports } from './write-report.ts'

export interface QueueSecrets {
  readonly findings: Secret
  readonly keyEncryption: Secret
}

export interface OpenQueueParts {
  readonly config: Pick<WorkerConfig, 'hostname' | 'digest' | 'inbound' | 'delivery'>
  readonly secrets: QueueSecrets
  readonly reached: Pick<Reached, 'database' | 'lmtp'>
  readonly log: Log
  /** What a test does in another way. */
  readonly instead?: QueueInstead
}

export interface QueueInstead {
  readonly limits?: Partial<QueueRunnerLimits>
  readonly pace?: Pick<QueueBounds, 'curveSeconds' | 'restSeconds'>
  readonly delivery?: MxDeliveryOptions['instead']
  readonly policies?: PolicyStore
}

export interface OpenQueue extends AsyncDisposable {
  readonly parts: readonly Pick<Repetition, 'component' | 'healthy'>[]
}

/** Of one destination, by all runners together. */
const perDestination = 20
/** Less than clamd has threads, together with a gateway's. */
const clamdSessions = 2
const reportMilliseconds = 1_000
const rotationMilliseconds = 60_000
const dnsMilliseconds = 5_000

export function openQueue(parts: OpenQueueParts): OpenQueue {
  const { config, secrets, reached, log, instead } = parts
  const { database } = reached
  const limits = { ...usualLimits, ...instead?.limits }
  const opened = new AsyncDisposableStack()
  const stores = opened.use(openInboundStores(database, { policy: config.inbound.policy, clock, log }))
  const mx = opened.use(
    openMxDelivery({
      ...config.delivery,
      hostname: config.hostname,
      policies: instead?.policies ?? policiesInMemory(),
      clock,
      instead: { port: config.delivery.port, ...instead?.delivery },
    }),
  )
  const attempt = attemptBy({
    deliverLocally: localStages(parts, stores, opened),
    deliverByMx: mx.deliver,
    clock,
  })
  const bounds = { perDestination, leaseSeconds: limits.leaseSeconds, ...instead?.pace }
  const runner = opened.use(
    new QueueRunner({ runs: queueRunsStore(database, bounds), attempt, database, log }, limits),
  )
  const reports = queueReportsStore(database)
  const write = writeReports({
    directory: stores.directory,
    reporter: { hostname: config.hostname, department: config.digest.department },
    clock,
  })
  const repeat = (component: string, everyMilliseconds: number, work: () => Promise<boolean>) =>
    opened.use(new Repetition({ component, everyMilliseconds, log, work }))
  const resolver = opened.use(
    new StubResolver({
      servers: config.delivery.resolvers,
      tries: 2,
      tryMilliseconds: dnsMilliseconds,
      clock,
    }),
  )
  const rotation = {
    ...{ store: dkimKeyStore(database), encryption: keyEncryption(secrets.keyEncryption), clock },
    ask: (question: Parameters<StubResolver['ask']>[0]) => resolver.ask(question),
    schedule: rotationSchedule,
  }
  return {
    parts: [
      runner,
      repeat('delivery-reports', reportMilliseconds, () => reports.tellEnds(write)),
      repeat('delay-reports', rotationMilliseconds, () => reports.tellDelays(write)),
      repeat('dkim-keys', rotationMilliseconds, async () => {
        await rotateKeys(rotation)
        return false
      }),
    ],
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
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
