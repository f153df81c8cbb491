// The admin process: `admin/api/main.ts <configuration>`.

import { adminConfig } from '#core/config/admin-config.ts'
import { readConfig, readSecret } from '#core/config/read-config.ts'
import { openLog } from '#core/log.ts'
import { startAdmin } from './admin.ts'

const config = readConfig(process.argv[2] ?? 'admin.json', adminConfig)
const log = openLog('admin', config.logLevel)
const stopAsked = Promise.withResolvers<NodeJS.Signals>()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopAsked.resolve(signal))

try {
  await using admin = await startAdmin(
    config,
    {
      database: readSecret(config.database.passwordFile),
      identity: readSecret(config.identityKeyFile),
      firstAdministrator: readSecret(config.firstAdministratorFile),
      heldLinks: readSecret(config.heldLinksKeyFile),
      findings: readSecret(config.findingsKeyFile),
    },
    log,
  )
  log.info({ event: 'process.ready', port: admin.port })
  log.info({ event: 'process.stopping', signal: await stopAsked.promise })
} catch (error) {
  log.error({ event: 'process.failed', cause: error instanceof Error ? error.message : 'unknown' })
  process.exitCode = 1
}
