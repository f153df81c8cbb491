// The worker process: `worker/main.ts <configuration>`.

import { readConfig, readSecret } from '#core/config/read-config.ts'
import { type WorkerConfig, workerConfig } from '#core/config/worker-config.ts'
import { openLog } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { startWorker } from './worker.ts'

const relayPassword = ({ delivery: { relay } }: WorkerConfig): Secret | null =>
  relay === null || relay.credentials === null ? null : readSecret(relay.credentials.passwordFile)

const config = readConfig(process.argv[2] ?? 'worker.json', workerConfig)
const log = openLog('worker', config.logLevel)
const stopAsked = Promise.withResolvers<NodeJS.Signals>()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopAsked.resolve(signal))

try {
  await using _worker = await startWorker(
    config,
    {
      database: readSecret(config.database.passwordFile),
      doveadm: readSecret(config.doveadm.passwordFile),
      learning: readSecret(config.learning.tokenFile),
      authPolicy: readSecret(config.authPolicy.tokenFile),
      controller: readSecret(config.learning.controller.passwordFile),
      heldLinks: readSecret(config.digest.linksKeyFile),
      findings: readSecret(config.inbound.findingsKeyFile),
      srs: readSecret(config.inbound.srsKeyFile),
      keyEncryption: () => readSecret(config.keyEncryptionKeyFile),
      zones: readSecret(config.zones.keyFile),
      relay: relayPassword(config),
      mailboxToken: readSecret(config.outbox.mailboxTokenKeyFile),
    },
    log,
  )
  log.info({ event: 'process.ready', port: config.hooks.port })
  log.info({ event: 'process.stopping', signal: await stopAsked.promise })
} catch (error) {
  log.error({
    event: 'process.failed',
    cause: error instanceof Error ? error.message : 'unknown',
  })
  process.exitCode = 1
}
