// The gateway process: `mail/main.ts <configuration>`. An error that nobody caught is a bug of one session: it is
// logged, and every other session goes on.

import { systemClock } from '#core/clock.ts'
import { gatewayConfig } from '#core/config/gateway-config.ts'
import { readConfig, readSecret } from '#core/config/read-config.ts'
import { openLog } from '#core/log.ts'
import { openDatabase } from '#db/connection.ts'
import { listen } from '#db/listen.ts'
import { readSessionEnd } from '#db/stores/security/session-ends.ts'
import { openGateway } from './gateway.ts'
import { openGatewayStores } from './gateway-stores.ts'
import { sessionLog } from './session/session-log.ts'
import { changingKeyEncryption } from './signing/key-encryption.ts'

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
  await using stores = openGatewayStores(database, {
    ...{ policy: config.policy, clock: systemClock, log },
    keyEncryption: changingKeyEncryption(() => readSecret(config.keyEncryptionKeyFile)),
  })
  const gateway = await openGateway(config, {
    ...stores,
    findingsKey: readSecret(config.findingsKeyFile),
    srsKey: readSecret(config.srsKeyFile),
    clock: systemClock,
    log,
  })
  await using _ends = listen(database, {
    channel: 'sessions',
    heard: (payload) => gateway.endSessions(readSessionEnd(payload)),
    // What was said meanwhile was missed: whoever may still come in signs in again.
    connected: () => gateway.endSessions(null),
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
