// What the admin API uses of the world beside the database.

import type { Clock } from '#core/clock.ts'
import type { AdminConfig } from '#core/config/admin-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import type { DnsAnswer, Question } from '#daemons/dns/dns-answer.ts'
import type { Database } from '#db/connection.ts'
import type { Jobs } from '#db/enqueue-job.ts'
import type { PolicyDefaults } from '#db/stores/policies/policies.ts'
import type { Downloads } from '#http/downloads.ts'
import type { RequestLimits } from '#http/request-concurrency.ts'
import type { Actor } from '#identity/actor.ts'
import type { Authentication } from '#identity/authentication/authentication.ts'
import type { FiguresReader } from './to-do/figures.ts'

export interface Ports {
  readonly clock: Clock
  readonly log: Log
  readonly authentication: Authentication
  readonly jobs: Jobs
  /** Makes the first administrator, as long as there is none. */
  readonly firstAdministratorCode: Secret
  /** Where the panel lives, without a slash at the end: `https://admin.cotedor.fr`. */
  readonly origin: string
  /** Where people read their mail, likewise. */
  readonly webmailOrigin: string
  /** What letters say of their sender. */
  readonly letterhead: AdminConfig['letterhead']
  /** Of the domains that new communes are offered: `fr`; `test` in a demonstration. */
  readonly proposedEnding: string
  /** Whether a proxy on this machine names the client in X-Forwarded-For. */
  readonly behindProxy: boolean
  /** What holds for incoming mail where neither the département nor a commune says otherwise. */
  readonly policyDefaults: PolicyDefaults
  /** How long held mail waits for a decision. */
  readonly heldDays: number
  /** Signs what the gateway found in a message. */
  readonly findingsKey: Secret
  /** Signs the links of the daily letter about held mail. */
  readonly heldLinksKey: Secret
  /** Under way in this process. */
  readonly downloads: Downloads
  readonly turns: RequestLimits
  /** Remembered between requests. */
  readonly figures: FiguresReader
  /** What people type into a phone or a mail program. */
  readonly mailServers: {
    readonly host: string
    readonly imapsPort: number
    readonly submissionsPort: number
  }
  /** Who may send for our domains besides the mail host, as terms of SPF. */
  readonly spfTerms: readonly string[]
  /** Whether public lists of senders of junk may be asked. */
  readonly asksLists: boolean
  /** What our own resolver says. Never rejects. */
  readonly askDns: (question: Question) => Promise<DnsAnswer>
  /** Where the orchestrator says how everything is (core/service-report.ts). */
  readonly statusFile: string
}

export interface ApiParts {
  readonly database: Database
  readonly ports: Ports
  /** The built panel: its files answer what is no route. */
  readonly clientFolder: string
  /** Null for nobody; rejects when the database does not answer. */
  readonly actorOf: (
    request: Request,
    client: string,
    setCookies: (cookies: readonly string[]) => void,
  ) => Promise<Actor | null>
}
