// Whom the worker speaks to: PostgreSQL, Dovecot, rspamd. Opening waits for none of them.

import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import type { LaterTrace } from '#core/trace/trace.ts'

import { type Doveadm, doveadmClient } from '#daemons/doveadm/doveadm.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import { type Database, openDatabase } from '#db/connection.ts'
import { traceFollowUpStore } from '#db/stores/trace/trace-follow-up.ts'
import type { LessonQueue } from './learning/lesson-queue.ts'
import { openLessons } from './learning/open-lessons.ts'

const doveadmTimeoutMilliseconds = 10_000
const lmtpConnections = 2

export interface DaemonClientSecrets {
  readonly database: Secret
  readonly doveadm: Secret
  readonly controller: Secret
}

export interface DaemonClients {
  readonly database: Database
  readonly doveadm: Doveadm
  readonly lmtp: LmtpPool
  readonly trace: LaterTrace
  readonly lessons: LessonQueue
}

/** Disposed of: what is on its way ends first, the database is left last. */
export function openDaemonClients(
  config: WorkerConfig,
  secrets: DaemonClientSecrets,
  log: Log,
): DaemonClients & AsyncDisposable {
  const opened = new AsyncDisposableStack()
  const database = opened.use(openDatabase(config.database, secrets.database))
  return {
    database,
    doveadm: doveadmClient({
      ...config.doveadm,
      password: secrets.doveadm,
      timeoutMilliseconds: doveadmTimeoutMilliseconds,
    }),
    lmtp: opened.use(
      new LmtpPool({
        host: config.lmtp.host,
        port: config.lmtp.port,
        timeoutMilliseconds: config.lmtp.timeoutSeconds * 1000,
        hostname: config.hostname,
        maxConnections: lmtpConnections,
      }),
    ),
    trace: opened.use(traceFollowUpStore(database, log)),
    lessons: opened.use(openLessons({ database, log, config, password: secrets.controller })),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
