// Configuration of the worker process.

import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Installation } from '../installation.ts'
import { reachAt } from '../spec/listeners.ts'
import { adminOrigin } from '../spec/origins.ts'
import { probeAddress } from '../spec/probe-address.ts'
import { secretFile } from '../spec/secret-file.ts'
import type { Spec } from '../spec/spec.ts'
import type { GeneratedFile } from './generated-file.ts'
import { inboundOf } from './inbound.ts'
import { updateKeyName } from './knot.ts'
import { configFile, databaseOf, onLoopback } from './process-config.ts'

const megabyte = 1_048_576

export function generateWorker(installation: Installation): readonly GeneratedFile[] {
  const { spec, paths, ports } = installation
  const config: WorkerConfig = {
    database: databaseOf(installation, 'vm_worker'),
    hooks: onLoopback(ports.hooks),
    doveadm: { ...onLoopback(ports.doveadm), passwordFile: secretFile(paths, 'doveadm-password') },
    lmtp: { ...onLoopback(ports.lmtp), timeoutSeconds: spec.limits.deliveryTimeoutSeconds },
    learning: {
      tokenFile: secretFile(paths, 'learning-token'),
      controller: {
        ...onLoopback(ports.rspamdController),
        passwordFile: secretFile(paths, 'rspamd-controller-password'),
      },
      maxMessageBytes: spec.smtp.maxMessageMegabytes * megabyte,
    },
    authPolicy: {
      tokenFile: secretFile(paths, 'auth-policy-token'),
      probe: probeAddress(installation),
    },
    hostname: spec.mailHost,
    digest: {
      department: spec.department.name,
      linksOrigin: spec.web === undefined && !spec.demo ? null : adminOrigin(installation),
      linksKeyFile: secretFile(paths, 'held-links-key'),
    },
    outbox: {
      submissions: reachAt(installation, 'submissions'),
      imap: reachAt(installation, 'imap'),
      mailboxTokenKeyFile: secretFile(paths, 'mailbox-token-private.pem'),
    },
    supportPhone: spec.department.supportPhone ?? null,
    retention: spec.retention,
    inbound: inboundOf(installation),
    delivery: {
      resolvers: [onLoopback(ports.unbound)],
      ...deliveryOf(spec.delivery),
      port: 25,
    },
    zones: {
      server: onLoopback(ports.knot),
      keyName: updateKeyName,
      keyFile: secretFile(paths, 'knot-update-key'),
    },
    keyEncryptionKeyFile: secretFile(paths, 'key-encryption-key'),
    logLevel: spec.log.level,
  }
  return [configFile('worker', config)]
}

const deliveryOf = ({
  relay,
  allowedNetworks,
  ownNames,
  ownAddresses,
}: Spec['delivery']): Omit<WorkerConfig['delivery'], 'resolvers' | 'port'> => ({
  ...{ allowedNetworks, ownNames, ownAddresses },
  relay: relay === undefined ? null : { ...relay, credentials: relay.credentials ?? null },
})
