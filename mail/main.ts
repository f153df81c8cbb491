// The gateway process: `mail/main.ts <configuration>`. An error that nobody caught is a bug of one session: it is
// logged, and every other session goes on.

import { systemClock } from '#core/clock.ts'
import { gatewayConfig } from '#core/config/gateway-config.ts'
import { readConfig, readSecret } from '#core/config/read-config.ts'
import { openLog } from '#core/log.ts'
import { ChangeListener } from '#db/change-listener.ts'
import { openDatabase } from '#db/connection.ts'
import { PostgresqlCorrespondents } from '#db/stores/correspondents.ts'
import { PostgresqlDirectory } from '#db/stores/directory.ts'
import { dmarcObservationStore } from '#db/stores/dmarc-observations.ts'
import { keptMailStore } from '#db/stores/kept-mail.ts'
import { PostgresqlPolicies } from '#db/stores/policies.ts'
import { securityLogStore, traceStore } from '#db/stores/trace.ts'
import { openGateway } from './gateway.ts'
import { sessionLog } from './inbound/connection/session-log.ts'

const graceMilliseconds = 10_000

const config = readConfig(process.argv[2] ?? 'gateway.json', gatewayConfig)
const log = openLog('gateway', config.logLevel)
const bug = (error: unknown): void => sessionLog(log).bug({ id: '-', remoteAddress: '-' }, error)
process.on('uncaughtException', bug)
process.on('unhandledRejection', bug)
const stopAsked = Promise.withResolvers<NodeJS.Signals>()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopAsked.resolve(signal))

try {
  await using database = openDatabase(config.database, readSecret(config.database.passwordFile))
  await using changes = new ChangeListener(database)
  await using correspondents = new PostgresqlCorrespondents(database, { clock: systemClock, log })
  await using trace = traceStore(database, log)
  await using dmarcObservations = dmarcObservationStore(database, log)
  await using securityLog = securityLogStore(database, log)
  const gateway = await openGateway(config, {
    directory: new PostgresqlDirectory(database, changes),
    policies: new PostgresqlPolicies(database, changes, config.policy),
    correspondents,
    keptMail: keptMailStore(database),
    trace,
    dmarcObservations,
    securityLog,
    findingsKey: readSecret(config.findingsKeyFile),
    clock: systemClock,
    log,
  })
  for (const port of gateway.ports) log.info({ event: 'process.ready', port })
  log.info({ event: 'process.stopping', signal: await stopAsked.promise })
  await gateway.stop(graceMilliseconds)
} catch (error) {
  log.error({
    event: 'process.failed',
    cause: error instanceof Error ? error.message : 'unknown',
  })
  process.exitCode = 1
}
// A session that was cut off may still wait for a daemon: nobody is there to be told.
process.exit()
