// The keys of our domains in the worker: where they are kept, where their records are published, and whom it asks whether the
// world sees them.

import type { HostPort } from '#core/address/host-port.ts'
import { systemClock as clock } from '#core/clock.ts'
import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { dkimKeyStore } from '#db/stores/deliverability/dkim-keys.ts'
import { changingKeyEncryption } from '#mail/signing/key-encryption.ts'
import { dkimRecordPublisher } from '#mail/signing/publish-dkim-records.ts'
import { rotationSchedule } from '#mail/signing/rotation.ts'
import type { DaemonClients } from '../daemon-clients.ts'
import { Repetition } from '../repetition.ts'
import { signingKeysMilliseconds, signingKeysWork } from './signing-keys-work.ts'

export interface OpenSigningKeysParts {
  readonly config: Pick<WorkerConfig, 'delivery' | 'zones'>
  readonly secrets: { readonly keyEncryption: () => Secret; readonly zones: Secret }
  readonly reached: Pick<DaemonClients, 'database'>
  readonly log: Log
}

const dnsMilliseconds = 5_000

export function openSigningKeys({
  config: { delivery, zones },
  secrets,
  reached: { database },
  log,
}: OpenSigningKeysParts): Pick<Repetition, 'component' | 'healthy'> & AsyncDisposable {
  const opened = new AsyncDisposableStack()
  const askerOf = (servers: readonly HostPort[]) => {
    const resolver = opened.use(
      new StubResolver({ servers, tries: 2, tryMilliseconds: dnsMilliseconds, clock }),
    )
    return (question: Parameters<StubResolver['ask']>[0]) => resolver.ask(question)
  }
  const key = { name: zones.keyName, secret: secrets.zones }
  const rotation = {
    store: dkimKeyStore(database),
    encryption: changingKeyEncryption(secrets.keyEncryption),
    ask: askerOf(delivery.resolvers),
    zones: dkimRecordPublisher({
      server: { at: zones.server, key, clock },
      ask: askerOf([zones.server]),
      log,
    }),
    schedule: rotationSchedule,
    clock,
  }
  const repetition = opened.use(
    new Repetition({
      component: 'dkim-keys',
      everyMilliseconds: signingKeysMilliseconds,
      log,
      work: signingKeysWork({ rotation, clock, log }),
    }),
  )
  return {
    component: repetition.component,
    get healthy() {
      return repetition.healthy
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
