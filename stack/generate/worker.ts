// Configuration of the worker process.

import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Installation } from '../installation.ts'
import { secretFile } from '../spec/secret-file.ts'
import type { GeneratedFile } from './generated-file.ts'
import { configFile, databaseOf, onLoopback } from './process-config.ts'

export function generateWorker(installation: Installation): readonly GeneratedFile[] {
  const { spec, paths, ports } = installation
  const config: WorkerConfig = {
    database: databaseOf(installation, 'vm_worker'),
    hooks: onLoopback(ports.hooks),
    doveadm: { ...onLoopback(ports.doveadm), passwordFile: secretFile(paths, 'doveadm-password') },
    lmtp: { ...onLoopback(ports.lmtp), timeoutSeconds: spec.limits.deliveryTimeoutSeconds },
    hostname: spec.mailHost,
    retention: spec.retention,
    logLevel: spec.log.level,
  }
  return [configFile('worker', config)]
}
