// What the gateway asks and writes in PostgreSQL, over one pool. Disposing writes what still waits to be written.

import type { Clock } from '#core/clock.ts'
import type { GatewayConfig } from '#core/config/gateway-config.ts'
import type { Log } from '#core/log.ts'
import { ChangeListener } from '#db/change-listener.ts'
import type { Database } from '#db/connection.ts'
import { PostgresqlDirectory } from '#db/stores/addresses/directory.ts'
import { domainOwnersStore } from '#db/stores/communes/domains.ts'
import { dkimKeyStore } from '#db/stores/deliverability/dkim-keys.ts'
import { dmarcObservationStore } from '#db/stores/deliverability/dmarc-observations.ts'
import { suppressedAddressStore } from '#db/stores/deliverability/suppressed-addresses.ts'
import { heldOctetsStore } from '#db/stores/held/held-octets.ts'
import { keptMailStore } from '#db/stores/held/kept-mail.ts'
import { PostgresqlCorrespondents } from '#db/stores/policies/correspondents.ts'
import { PostgresqlLeakPolicies } from '#db/stores/policies/leak-policies.ts'
import { leakTallyStore } from '#db/stores/policies/leak-tally.ts'
import { PostgresqlPolicies } from '#db/stores/policies/policies.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { automaticSendersStore } from '#db/stores/sending/automatic-senders.ts'
import { sendersStore } from '#db/stores/sending/senders.ts'
import { sendingCountsStore } from '#db/stores/sending/sending-counts.ts'
import { securityLogStore, traceStore } from '#db/stores/trace/trace.ts'
import { defaultLeakPolicy } from './dlp/rules/default-rules.ts'
import type { GatewayParts, InboundParts } from './gateway-parts.ts'
import { countedAllowance } from './outbound/checks/counted-allowance.ts'
import { habitCache } from './outbound/checks/habit-cache.ts'
import { CachedSigningKeys } from './signing/cached-signing-keys.ts'
import type { KeyEncryption } from './signing/key-encryption.ts'

type Outside = 'findingsKey' | 'srsKey' | 'clock' | 'log'

export type InboundStores = Omit<InboundParts, Outside> & AsyncDisposable
export type GatewayStores = Omit<GatewayParts, Outside> & AsyncDisposable

export interface StoresSurroundings {
  readonly policy: GatewayConfig['policy']
  /** Of the keys that mail is signed with. */
  readonly keyEncryption: KeyEncryption
  readonly clock: Clock
  readonly log: Log
}

/** `database` must outlive what is returned. */
export function openGatewayStores(database: Database, surroundings: StoresSurroundings): GatewayStores {
  const closing = new AsyncDisposableStack()
  const changes = closing.use(new ChangeListener(database))
  const inbound = closing.use(inboundStores(database, changes, surroundings))
  const securityLog = closing.use(securityLogStore(database, surroundings.log))
  const counts = habitCache(sendingCountsStore(database))
  return {
    ...inbound,
    securityLog,
    senders: sendersStore(database),
    suppressed: suppressedAddressStore(database),
    allowance: countedAllowance({ counts, policies: inbound.policies, securityLog, ...surroundings }),
    automaticSenders: automaticSendersStore(database),
    leakPolicies: new PostgresqlLeakPolicies(database, changes, defaultLeakPolicy),
    leakTally: closing.use(leakTallyStore(database, surroundings.log)),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

/** For mail of ours to mailboxes of ours. `database` must outlive what is returned. */
export function openInboundStores(database: Database, surroundings: StoresSurroundings): InboundStores {
  const closing = new AsyncDisposableStack()
  const changes = closing.use(new ChangeListener(database))
  const stores = closing.use(inboundStores(database, changes, surroundings))
  return { ...stores, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

function inboundStores(
  database: Database,
  changes: ChangeListener,
  { policy, keyEncryption, clock, log }: StoresSurroundings,
): InboundStores {
  const closing = new AsyncDisposableStack()
  return {
    directory: new PostgresqlDirectory(database, changes),
    owners: domainOwnersStore(database),
    signingKeys: new CachedSigningKeys(dkimKeyStore(database), keyEncryption, changes),
    mailQueue: mailQueueStore(database),
    policies: new PostgresqlPolicies(database, changes, { defaults: policy, log }),
    correspondents: closing.use(new PostgresqlCorrespondents(database, { clock, log })),
    keptMail: keptMailStore(database),
    heldOctets: heldOctetsStore(database),
    trace: closing.use(traceStore(database, log)),
    dmarcObservations: closing.use(dmarcObservationStore(database, log)),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}
