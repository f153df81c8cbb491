// Outgoing mail in the worker: the runner of the queue, the letters about what became of it, the keys that it is signed with.

import { parseEmailAddress } from '#core/address/email-address.ts'
import { systemClock as clock } from '#core/clock.ts'
import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { ClamdPool } from '#daemons/clamd/clamd-pool.ts'
import { stsPolicyStore } from '#db/stores/deliverability/sts-policies.ts'
import { tlsSessionStore } from '#db/stores/deliverability/tls-sessions.ts'
import { approvalLettersStore } from '#db/stores/queue/approval-letters.ts'
import type { QueueBounds } from '#db/stores/queue/queue-claim.ts'
import { queueReportsStore } from '#db/stores/queue/queue-reports.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { type InboundStores, openInboundStores } from '#mail/gateway-stores.ts'
import { deliverLocally } from '#mail/inbound/accept-mail.ts'
import type { DeliverLocally } from '#mail/inbound/local-delivery.ts'
import type { Relay } from '#mail/outbound/mx-delivery/deliver-by-mx.ts'
import { type MxDeliveryOptions, openMxDelivery } from '#mail/outbound/mx-delivery/open-mx-delivery.ts'
import { changingKeyEncryption } from '#mail/signing/key-encryption.ts'
import { type ApprovalPorts, endUndecided, sendApprovalLetters } from '../approval/send-approval-letters.ts'
import type { DaemonClients } from '../daemon-clients.ts'
import { Repetition } from '../repetition.ts'
import { openSigningKeys } from '../signing/open-signing-keys.ts'
import { attemptBy } from './attempt.ts'
import { QueueRunner, type QueueRunnerLimits, usualLimits } from './queue-runner.ts'
import { writeReports } from './write-report.ts'

export interface QueueSecrets {
  readonly findings: Secret
  readonly srs: Secret
  /** It may get a newer key while the worker runs. */
  readonly keyEncryption: () => Secret
  readonly zones: Secret
  /** Null where the relay wants none. */
  readonly relay: Secret | null
}

export interface OpenQueueParts {
  readonly config: Pick<WorkerConfig, 'hostname' | 'digest' | 'inbound' | 'delivery' | 'zones'>
  readonly secrets: QueueSecrets
  readonly reached: Pick<DaemonClients, 'database' | 'lmtp' | 'trace'>
  readonly log: Log
  /** What a test does in another way. */
  readonly instead?: QueueInstead
}

export interface QueueInstead {
  readonly limits?: Partial<QueueRunnerLimits>
  readonly pace?: Pick<QueueBounds, 'curveSeconds' | 'restSeconds'>
  readonly delivery?: MxDeliveryOptions['instead']
}

export interface OpenQueue extends AsyncDisposable {
  readonly parts: readonly Pick<Repetition, 'component' | 'healthy'>[]
}

/** Of one destination, by all runners together. */
const perDestination = 20
/** Our own house has hands of its own: servers elsewhere that say nothing may hold all the others for minutes. */
const lanes = [
  { lane: 'remote', component: 'queue', atOnce: usualLimits.atOnce },
  { lane: 'local', component: 'queue-local', atOnce: perDestination },
] as const
/** Less than clamd has threads, together with a gateway's. */
const clamdSessions = 2
const reportMilliseconds = 1_000
const delayMilliseconds = 60_000

export function openQueue(parts: OpenQueueParts): OpenQueue {
  const { config, secrets, reached, log, instead } = parts
  const { database } = reached
  const limits = { ...usualLimits, ...instead?.limits }
  const opened = new AsyncDisposableStack()
  const encryption = changingKeyEncryption(secrets.keyEncryption)
  const stores = opened.use(
    openInboundStores(database, { policy: config.inbound.policy, keyEncryption: encryption, clock, log }),
  )
  const mx = opened.use(
    openMxDelivery({
      ...config.delivery,
      relay: relayOf(config.delivery.relay, secrets.relay),
      hostname: config.hostname,
      policies: stsPolicyStore(database),
      tlsSessions: opened.use(tlsSessionStore(database, log)),
      clock,
      instead: { port: config.delivery.port, ...instead?.delivery },
    }),
  )
  const attempt = attemptBy({
    deliverLocally: localStages(parts, stores, opened),
    deliverByMx: mx.deliver,
    owners: stores.owners,
    trace: reached.trace,
    clock,
  })
  const bounds = { perDestination, leaseSeconds: limits.leaseSeconds, ...instead?.pace }
  const runners = lanes.map(({ lane, component, atOnce }) => {
    const runs = queueRunsStore(database, { ...bounds, lane })
    return opened.use(
      new QueueRunner(
        { runs, attempt, database, log, component, lane },
        { ...limits, atOnce: Math.min(limits.atOnce, atOnce) },
      ),
    )
  })
  const reports = queueReportsStore(database)
  const write = writeReports({
    directory: stores.directory,
    reporter: { hostname: config.hostname, department: config.digest.department },
    signingKeys: stores.signingKeys,
    srsKey: secrets.srs,
    clock,
  })
  const approvals = approvalPorts(parts)
  const repeat = (component: string, everyMilliseconds: number, work: () => Promise<boolean>) =>
    opened.use(new Repetition({ component, everyMilliseconds, log, work }))
  return {
    parts: [
      ...runners,
      repeat('delivery-reports', reportMilliseconds, () => reports.tellEnds(write)),
      repeat('delay-reports', delayMilliseconds, () => reports.tellDelays(write)),
      repeat('approval-letters', reportMilliseconds, () => sendApprovalLetters(approvals)),
      repeat('undecided-mail', delayMilliseconds, () => endUndecided(approvals)),
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

function approvalPorts({ config, reached: { database }, log }: OpenQueueParts): ApprovalPorts {
  const { hostname, digest } = config
  const team = parseEmailAddress(`postmaster@${hostname}`)
  if (!team.ok) throw new Error(`${hostname} is no domain`)
  return {
    letters: approvalLettersStore(database),
    settings: { department: digest.department, panelOrigin: digest.linksOrigin, team: team.value },
    clock,
    log,
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
  const parts = { ...stores, findingsKey: secrets.findings, srsKey: secrets.srs, clock, log }
  return deliverLocally({ ...inbound, hostname }, parts, { clamd, lmtp })
}
