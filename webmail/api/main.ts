// The webmail process: `webmail/api/main.ts <configuration>`.

import { readConfig, readSecret } from '#core/config/read-config.ts'
import { webmailConfig } from '#core/config/webmail-config.ts'
import { openLog } from '#core/log.ts'
import { startWebmail } from './webmail.ts'

const config = readConfig(process.argv[2] ?? 'webmail.json', webmailConfig)
const log = openLog('webmail', config.logLevel)
const stopAsked = Promise.withResolvers<NodeJS.Signals>()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopAsked.resolve(signal))

try {
  await using webmail = await startWebmail(
    config,
    {
      database: readSecret(config.database.passwordFile),
      identity: readSecret(config.identityKeyFile),
      mailboxToken: readSecret(config.mailboxTokenKeyFile),
      findings: readSecret(config.findingsKeyFile),
    },
    log,
  )
  log.info({ event: 'process.ready', port: webmail.port })
  log.info({ event: 'process.stopping', signal: await stopAsked.promise })
} catch (error) {
  log.error({ event: 'process.failed', cause: error instanceof Error ? error.message : 'unknown' })
  process.exitCode = 1
}
