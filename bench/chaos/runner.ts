// The queue's runner as the worker opens it, in a process of its own that may be killed: `runner.ts <RunnerSetup as JSON>`.
// Says each event on a line, the first once it works.

import type { Event } from '#core/event.ts'
import type { Log } from '#core/log.ts'
import { Secret } from '#core/secret.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import { openDatabase } from '#db/connection.ts'
import { traceFollowUpStore } from '#db/stores/trace/trace-follow-up.ts'
import { openQueue } from '#worker/queue/open-queue.ts'
import { instead, type RunnerSetup, runnerConfig } from './runner-setup.ts'

const setup: RunnerSetup = JSON.parse(process.argv[2] ?? '')
const config = runnerConfig(setup)
const say = (event: Event) => void process.stdout.write(`${JSON.stringify(event)}\n`)
const log: Log = { info: () => {}, warn: say, error: say }
const database = openDatabase(config.database, new Secret(setup.database.password))
const lmtp = new LmtpPool({
  ...setup.lmtp,
  ...{ timeoutMilliseconds: 5_000, hostname: config.hostname, maxConnections: 2 },
})
const unused = new Secret(Buffer.alloc(32).toString('base64url'))
openQueue({
  ...{ config, log, instead },
  reached: { database, lmtp, trace: traceFollowUpStore(database, log) },
  secrets: { findings: unused, srs: unused, keyEncryption: () => unused, zones: unused, relay: null },
})
say({ event: 'process.ready', port: 0 })
