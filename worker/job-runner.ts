// pg-boss as this process uses it: it owns nothing in the database and migrates nothing. A database that is away makes
// it wait; starting is tried again until it works.

import { PgBoss } from 'pg-boss'
import type { MailboxId } from '#core/address/directory.ts'
import type { Clock } from '#core/clock.ts'
import type { DatabaseAccess } from '#core/config/listener.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { type JobName, type JobPayload, jobPayloads, jobSchema } from '#db/jobs.ts'

const startAgainMilliseconds = 2_000
/** A job at work when the process must stop gets this long. */
const finishMilliseconds = 10_000
const connections = 2
/** pg-boss reports a database that is away twice a second. */
const sameCauseMilliseconds = 60_000
const batchSize = 10
/** Somebody who releases a message waits as long; each queue asks as often. */
const askEverySeconds = 2

export interface JobRunnerPorts {
  readonly access: DatabaseAccess
  readonly password: Secret
  readonly log: Log
  readonly clock: Clock
  readonly handlers: JobHandlers
}

/** What is done for each job; one that rejects is tried again as its queue says. */
export type JobHandlers = { readonly [Name in JobName]: (payload: JobPayload<Name>) => Promise<void> }

type Handle = (data: unknown) => Promise<void>

/** Each handler behind the check of its payload. */
const handles = (handlers: JobHandlers): readonly (readonly [JobName, Handle])[] => [
  [
    'provision-mailbox',
    (data) => handlers['provision-mailbox'](jobPayloads['provision-mailbox'].parse(data)),
  ],
  ['release-held', (data) => handlers['release-held'](jobPayloads['release-held'].parse(data))],
  ['delete-held', (data) => handlers['delete-held'](jobPayloads['delete-held'].parse(data))],
  ['trace-deleted', (data) => handlers['trace-deleted'](jobPayloads['trace-deleted'].parse(data))],
]

export class JobRunner implements AsyncDisposable {
  readonly #ports: JobRunnerPorts
  #boss: PgBoss | null = null
  #starting: Promise<void>
  readonly #ready = Promise.withResolvers<void>()
  #stopping = false
  #told = { cause: '', at: 0 }

  constructor(ports: JobRunnerPorts) {
    this.#ports = ports
    this.#starting = this.#start()
  }

  /** Whether jobs are being taken. */
  get running(): boolean {
    return this.#boss !== null
  }

  /** Resolves once jobs are taken for the first time. */
  get ready(): Promise<void> {
    return this.#ready.promise
  }

  /** Leaves one job for each mailbox; asking again while it is there changes nothing. False while jobs are not taken. */
  async askForProvisioning(mailboxes: readonly MailboxId[]): Promise<boolean> {
    if (this.#boss === null) return false
    for (const mailbox of mailboxes) {
      await this.#boss.send('provision-mailbox', { mailbox }, { singletonKey: mailbox })
    }
    return true
  }

  /** Takes no more jobs and waits for those at work. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true
    await this.#starting
    await this.#boss?.stop({ graceful: true, timeout: finishMilliseconds, close: true })
  }

  async #start(): Promise<void> {
    while (!this.#stopping) {
      const boss = this.#connect()
      try {
        await boss.start()
        for (const [name, handle] of handles(this.#ports.handlers)) await this.#work(boss, name, handle)
        this.#boss = boss
        this.#ready.resolve()
        return
      } catch (error) {
        this.#tell(error)
        await boss.stop({ graceful: false, close: true }).catch(() => undefined)
      }
      if (!this.#stopping) await new Promise((resolve) => setTimeout(resolve, startAgainMilliseconds))
    }
  }

  #work(boss: PgBoss, name: JobName, handle: Handle): Promise<unknown> {
    return boss.work(
      name,
      { batchSize, pollingIntervalSeconds: askEverySeconds, perJobResults: true },
      (jobs) => Promise.all(jobs.map((job) => this.#do(job, handle))),
    )
  }

  async #do(job: { readonly id: string; readonly data: unknown }, handle: (data: unknown) => Promise<void>) {
    try {
      await handle(job.data)
      return { id: job.id, status: 'completed' as const }
    } catch (error) {
      this.#tell(error)
      return { id: job.id, status: 'failed' as const }
    }
  }

  #connect(): PgBoss {
    const { access, password } = this.#ports
    const boss = new PgBoss({
      host: access.host,
      port: access.port,
      database: access.name,
      user: access.role,
      password: () => password.reveal(),
      application_name: `${access.role} jobs`,
      max: connections,
      connectionTimeoutMillis: 3_000,
      schema: jobSchema,
      migrate: false,
      createSchema: false,
      schedule: false,
      // Rebuilding indexes is the owner's business.
      reindex: false,
    })
    boss.on('error', (error) => this.#tell(error))
    return boss
  }

  #tell(error: unknown): void {
    const cause = error instanceof Error ? error.message : 'unknown'
    const now = this.#ports.clock.now()
    if (cause === this.#told.cause && now - this.#told.at < sameCauseMilliseconds) return
    this.#told = { cause, at: now }
    this.#ports.log.warn({ event: 'component.unavailable', component: 'jobs', cause })
  }
}
