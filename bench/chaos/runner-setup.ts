// What a runner of its own process is told: whom it reaches, and the curves shortened to what a bench can wait for.

import type { HostPort } from '#core/address/host-port.ts'
import type { WorkerConfig } from '#core/config/worker-config.ts'
import { databaseName } from '#db/names.ts'
import type { SessionTimeouts } from '#mail/outbound/mx-delivery/session/session-timeouts.ts'
import { outgoingNowhere } from '#test/support/stack/worker-config.ts'
import type { OpenQueueParts, QueueInstead } from '#worker/queue/open-queue.ts'

export interface RunnerSetup {
  readonly hostname: string
  readonly database: { readonly port: number; readonly password: string }
  readonly resolver: HostPort
  readonly mailPort: number
  readonly rspamd: HostPort
  readonly clamd: HostPort
  readonly lmtp: HostPort
}

export const atOnce = 50

/** Long enough that no server which answers is given up: what it took would be sent again. */
const endMilliseconds = 10_000
const timeouts: SessionTimeouts = {
  ...{ connect: 2_000, banner: 1_000, ehlo: 1_000, tls: 1_000, mail: 1_000, rcpt: 1_000, data: 1_000 },
  ...{ block: 1_000, end: endMilliseconds, whole: 30_000 },
}

export const instead: QueueInstead = {
  limits: {
    atOnce,
    leaseSeconds: 10,
    lookMilliseconds: 500,
    sweepMilliseconds: 500,
    finishMilliseconds: 1_000,
  },
  pace: { curveSeconds: [0.5, 1, 2], restSeconds: [0.2, 0.5, 1] },
  delivery: { timeouts, dnsMilliseconds: 1_000 },
}

type RunnerConfig = OpenQueueParts['config'] & Pick<WorkerConfig, 'database'>

export function runnerConfig(setup: RunnerSetup): RunnerConfig {
  const { hostname, database, resolver, mailPort: port, rspamd, clamd, lmtp } = setup
  const { inbound, delivery, zones } = outgoingNowhere('')
  return {
    ...{ hostname, zones },
    digest: { department: 'Côte-d’Or', linksOrigin: null, linksKeyFile: '' },
    inbound: { ...inbound, rspamd, clamd, lmtp: { ...lmtp, timeoutSeconds: 5 } },
    delivery: { ...delivery, resolvers: [resolver], allowedNetworks: ['127.0.0.0/8'], port },
    database: {
      ...{ host: '127.0.0.1', port: database.port, name: databaseName, role: 'vm_worker' },
      ...{ passwordFile: '', maxConnections: 10 },
    },
  }
}
