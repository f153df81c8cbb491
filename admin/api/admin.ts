// Opens what the panel and its API need, and listens.

import { systemClock } from '#core/clock.ts'
import type { AdminConfig } from '#core/config/admin-config.ts'
import type { Log } from '#core/log.ts'
import { Secret } from '#core/secret.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { openDatabase } from '#db/connection.ts'
import { openJobs } from '#db/enqueue-job.ts'
import { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { Semaphore } from '#db/semaphore.ts'
import { Downloads } from '#http/downloads.ts'
import { listen } from '#http/listen.ts'
import { limitsForConnections, type RequestLimits } from '#http/request-concurrency.ts'
import { firstAdministratorCode } from '#identity/activation-code.ts'
import { openAuthentication } from '#identity/authentication/authentication.ts'
import { actorReader } from './actor.ts'
import { openApp } from './app.ts'
import { figuresReader } from './to-do/figures.ts'

/** A tab that exports, and another one that does; a hundred thousand rows over a slow line take minutes. */
const downloadLimits = { ofOne: 4, ofAll: 12, longestMilliseconds: 900_000 }

/** Somebody looks at a page meanwhile. */
const dnsTries = { tries: 2, tryMilliseconds: 1_500 }

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
  const shares = limitsForConnections(config.database.maxConnections)
  const database = opened.use(openDatabase(config.database, secrets.database, shares.waiting))
  const jobs = opened.use(openJobs(database))
  const turns: RequestLimits = {
    asking: new PerActorSemaphore(shares.turns.asking),
    reads: new PerActorSemaphore(shares.turns.reads),
    changes: new PerActorSemaphore(shares.turns.changes),
    files: new PerActorSemaphore(shares.turns.files),
    judging: new Semaphore(shares.turns.judging),
  }
  const authentication = openAuthentication({
    ...{ database, turns },
    key: secrets.identity,
    origin: config.origin,
    passkeyDomain: config.passkeyDomain,
    cookiePrefix: 'vaguemestre-admin',
    issuer: `Vaguemestre ${config.department}`,
    clock: systemClock,
  })
  const resolver = opened.use(
    new StubResolver({ servers: config.resolvers, ...dnsTries, clock: systemClock }),
  )
  const app = openApp({
    database,
    ports: {
      clock: systemClock,
      log,
      authentication,
      jobs,
      firstAdministratorCode: new Secret(firstAdministratorCode(secrets.firstAdministrator)),
      origin: config.origin,
      webmailOrigin: config.webmailOrigin,
      behindProxy: config.behindProxy,
      policyDefaults: config.policy,
      heldDays: config.heldDays,
      heldLinksKey: secrets.heldLinks,
      downloads: new Downloads(downloadLimits),
      turns,
      findingsKey: secrets.findings,
      mailServers: config.mailServers,
      spfTerms: config.spfTerms,
      asksLists: config.networkLists,
      askDns: (question) => resolver.ask(question),
      statusFile: config.statusFile,
      figures: figuresReader(systemClock),
      letterhead: config.letterhead,
      proposedEnding: config.proposedEnding,
    },
    actorOf: actorReader({ database, authentication, asking: turns.asking }),
    clientFolder: config.clientFolder,
  })
  const { port } = opened.use(await listen(app.fetch, config.listener))
  const rest = opened.move()
  return {
    port,
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  }
}
