// The gateway process: reads its configuration, opens what it needs, serves until it is told to stop. An error that
// nobody caught is a bug of one session: it is logged, and every other session goes on.

import { systemClock } from '#core/clock.ts'
import { gatewayConfig } from '#core/config/gateway-config.ts'
import { readConfig, readSecret } from '#core/config/read-config.ts'
import { openLog } from '#core/log.ts'
import { openDatabase } from '#db/connection.ts'
import { PostgresqlDirectory } from '#db/stores/directory.ts'
import { keptMailStore } from '#db/stores/kept-mail.ts'
import { openGateway } from './gateway.ts'

const graceMilliseconds = 10_000

const config = readConfig(process.argv[2] ?? '', gatewayConfig)
const log = openLog('gateway', config.logLevel)
const bug = (error: unknown): void =>
  log.error({
    event: 'smtp.bug',
    session: '-',
    cause: error instanceof Error ? String(error.stack) : String(error),
  })
process.on('uncaughtException', bug)
process.on('unhandledRejection', bug)

const database = openDatabase(config.database, readSecret(config.database.passwordFile))
const directory = new PostgresqlDirectory(database)
const gateway = await openGateway(config, {
  directory,
  keptMail: keptMailStore(database),
  clock: systemClock,
  log,
}).catch((error: unknown) => {
  log.error({ event: 'process.failed', cause: String(error) })
  process.exit(1)
})
for (const port of gateway.ports) log.info({ event: 'process.ready', port })

async function stop(signal: string): Promise<void> {
  log.info({ event: 'process.stopping', signal })
  await gateway.stop(graceMilliseconds)
  await directory[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
  process.exit(0)
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))
