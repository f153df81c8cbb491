// Opens what the panel and its API need, and listens.

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { systemClock } from '#core/clock.ts'
import type { AdminConfig } from '#core/config/admin-config.ts'
import type { Log } from '#core/log.ts'
import { Secret } from '#core/secret.ts'
import { openDatabase } from '#db/connection.ts'
import { openJobs } from '#db/leave-job.ts'
import { firstAdministratorCode } from '#identity/activation-code.ts'
import { openAuthentication } from '#identity/authentication/authentication.ts'
import { actorReader } from './actor.ts'
import { openApp } from './app.ts'
import { figuresReader } from './figures.ts'
import { Downloads } from './http/downloads.ts'
import { OwnTurns } from './http/own-turns.ts'

/** A tab that exports, and another one that does; a hundred thousand rows over a slow line take minutes. */
const downloadLimits = { ofOne: 4, ofAll: 12, longestMilliseconds: 900_000 }

/**
 * Requests that wait for each other, as those under one Idempotency-Key do, hold a connection each: lists must not wait with
 * them, nor what others change. Of twelve connections four are for statements alone, and four for the changes of one actor.
 */
function sharesOf(connections: number) {
  const keptForStatements = Math.ceil(connections / 3)
  return {
    waiting: { keptForStatements, lockMilliseconds: 2000 },
    changes: {
      atOnce: Math.max(1, Math.floor((connections - keptForStatements) / 2)),
      patienceMilliseconds: 3000,
    },
  }
}

export interface Admin extends AsyncDisposable {
  readonly port: number
}

export async function startAdmin(
  config: AdminConfig,
  secrets: {
    readonly database: Secret
    readonly identity: Secret
    readonly heldLinks: Secret
    readonly firstAdministrator: Secret
    readonly findings: Secret
  },
  log: Log,
): Promise<Admin> {
  await using opened = new AsyncDisposableStack()
  const { waiting, changes } = sharesOf(config.database.maxConnections)
  const database = opened.use(openDatabase(config.database, secrets.database, waiting))
  const jobs = opened.use(openJobs(database))
  const authentication = openAuthentication({
    database,
    key: secrets.identity,
    origin: config.origin,
    cookiePrefix: 'vaguemestre-admin',
    issuer: `Vaguemestre ${config.department}`,
    clock: systemClock,
  })
  const app = openApp({
    database,
    ports: {
      clock: systemClock,
      log,
      authentication,
      jobs,
      firstAdministratorCode: new Secret(firstAdministratorCode(secrets.firstAdministrator)),
      origin: config.origin,
      behindProxy: config.behindProxy,
      policyDefaults: config.policy,
      heldDays: config.heldDays,
      heldLinksKey: secrets.heldLinks,
      downloads: new Downloads(downloadLimits),
      changes: new OwnTurns(changes),
      findingsKey: secrets.findings,
      mailServers: config.mailServers,
      statusFile: config.statusFile,
      figures: figuresReader(systemClock),
      letterhead: config.letterhead,
      proposedEnding: config.proposedEnding,
    },
    actorOf: actorReader(database, authentication),
    clientFolder: config.clientFolder,
  })
  const server = await listen(app.fetch, config.listener)
  opened.defer(() => closed(server))
  const rest = opened.move()
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  }
}

function listen(
  fetch: Parameters<typeof serve>[0]['fetch'],
  { host, port }: AdminConfig['listener'],
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }) as Server
    server.once('listening', () => resolve(server))
    server.once('error', reject)
  })
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
