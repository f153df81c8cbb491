// The background process put together: whom it reaches, the jobs it takes, what it does again and again, the sessions it
// ends, and the port where Dovecot asks it.

import { systemClock as clock } from '#core/clock.ts'
import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { heldDecisionsStore } from '#db/stores/held/held-decisions.ts'
import { provisioningStore } from '#db/stores/mailboxes/provisioning.ts'
import { signInsStore } from '#db/stores/security/sign-ins.ts'
import { deletedEntry, traceDeletion } from '#db/stores/trace/trace-deletion.ts'
import { openIntrusion } from '#identity/intrusion/intrusion.ts'
import { policyAnswers } from './auth-policy/answer-policy.ts'
import { type DaemonClients, openDaemonClients } from './daemon-clients.ts'
import { workerHealth } from './health.ts'
import { deleteHeld, type HeldPorts, releaseHeld } from './held/decide-held.ts'
import { type Hooks, listenForHooks } from './hooks.ts'
import { type JobHandlers, JobRunner } from './job-runner.ts'
import { openOutbox } from './outbox/open-outbox.ts'
import { provisionMailbox } from './provisioning/provision-mailbox.ts'
import { openQueue } from './queue/open-queue.ts'
import { startRepeatedWork } from './repeated-work.ts'
import { openSessionEnds } from './sessions/open-session-ends.ts'

export interface WorkerSecrets {
  readonly database: Secret
  readonly doveadm: Secret
  readonly learning: Secret
  readonly authPolicy: Secret
  readonly controller: Secret
  readonly heldLinks: Secret
  readonly findings: Secret
  readonly srs: Secret
  /** It may get a newer key while the worker runs. */
  readonly keyEncryption: () => Secret
  readonly zones: Secret
  readonly relay: Secret | null
  /** Signs the tokens that open mailboxes. */
  readonly mailboxToken: Secret
}

/**
 * Runs until disposed; then finishes what it has, for as long as whoever stops the process lets it. Rejects only when
 * the hooks port is taken.
 */
export async function startWorker(
  config: WorkerConfig,
  secrets: WorkerSecrets,
  log: Log,
): Promise<AsyncDisposable> {
  await using cleanup = new AsyncDisposableStack()
  const reached = cleanup.use(openDaemonClients(config, secrets, log))
  const held = { decisions: heldDecisionsStore(reached.database), clock, log }
  const handlers = jobHandlers(reached, held, log)
  const access = { access: config.database, password: secrets.database }
  const jobs = cleanup.use(new JobRunner({ ...access, handlers, clock, log }))
  const linksKey = secrets.heldLinks
  const repeated = cleanup.use(startRepeatedWork({ config, reached, jobs, held, linksKey, log }))
  const queue = cleanup.use(openQueue({ config, secrets, reached, log }))
  const sessions = cleanup.use(openSessionEnds({ ...reached, log }))
  const outbox = cleanup.use(
    openOutbox({ config, tokenKey: secrets.mailboxToken, database: reached.database, log }),
  )
  const server = await listenForHooks(config.hooks, {
    ...dovecotHooks(config, secrets, { ...reached, log }),
    health: () =>
      workerHealth({
        jobs,
        vital: repeated.vital,
        others: [...repeated.others, ...queue.parts, ...sessions.parts, outbox],
      }),
  })
  cleanup.defer(() => new Promise((resolve) => server.close(() => resolve())))
  return cleanup.move()
}

function jobHandlers({ database, doveadm }: DaemonClients, held: HeldPorts, log: Log): JobHandlers {
  const provisioning = provisioningStore(database)
  return {
    'provision-mailbox': ({ mailbox }) => provisionMailbox({ provisioning, doveadm, log }, mailbox),
    'release-held': (payload) => releaseHeld(held, payload),
    'delete-held': (payload) => deleteHeld(held, payload),
    'trace-deleted': ({ recipients, at, ...message }) =>
      traceDeletion(
        database,
        recipients.map(({ address, reason }) =>
          deletedEntry({ ...message, address, reason, at: new Date(at) }),
        ),
      ),
  }
}

interface HookParts extends Pick<DaemonClients, 'database' | 'lessons'> {
  readonly log: Log
}

const dovecotHooks = (
  { authPolicy, learning }: WorkerConfig,
  secrets: WorkerSecrets,
  { database, lessons, log }: HookParts,
): Omit<Hooks, 'health'> => ({
  answerPolicy: policyAnswers({
    token: secrets.authPolicy,
    intrusion: openIntrusion(signInsStore(database), clock),
    probe: authPolicy.probe,
    clock,
    log,
  }),
  learn: { token: secrets.learning, maxMessageBytes: learning.maxMessageBytes, lessons },
})
