// What the gateway asks and writes in PostgreSQL, over one pool. Disposing writes what still waits to be written.

import type { Clock } from '#core/clock.ts'
import type { GatewayConfig } from '#core/config/gateway-config.ts'
import type { Log } from '#core/log.ts'
import { ChangeListener } from '#db/change-listener.ts'
import type { Database } from '#db/connection.ts'
import { PostgresqlCorrespondents } from '#db/stores/correspondents.ts'
import { PostgresqlDirectory } from '#db/stores/directory.ts'
import { dmarcObservationStore } from '#db/stores/dmarc-observations.ts'
import { heldOctetsStore } from '#db/stores/held-octets.ts'
import { keptMailStore } from '#db/stores/kept-mail.ts'
import { PostgresqlPolicies } from '#db/stores/policies.ts'
import { securityLogStore, traceStore } from '#db/stores/trace.ts'
import type { GatewayParts } from './gateway-parts.ts'

export type GatewayStores = Omit<GatewayParts, 'findingsKey' | 'clock' | 'log'> & AsyncDisposable

export interface StoresSurroundings {
  readonly policy: GatewayConfig['policy']
  readonly clock: Clock
  readonly log: Log
}

/** `database` must outlive what is returned. */
export function openGatewayStores(
  database: Database,
  { policy, clock, log }: StoresSurroundings,
): GatewayStores {
  const closing = new AsyncDisposableStack()
  const changes = closing.use(new ChangeListener(database))
  return {
    directory: new PostgresqlDirectory(database, changes),
    policies: new PostgresqlPolicies(database, changes, { defaults: policy, log }),
    correspondents: closing.use(new PostgresqlCorrespondents(database, { clock, log })),
    keptMail: keptMailStore(database),
    heldOctets: heldOctetsStore(database),
    trace: closing.use(traceStore(database, log)),
    dmarcObservations: closing.use(dmarcObservationStore(database, log)),
    securityLog: closing.use(securityLogStore(database, log)),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}
