// The background process put together: jobs, the sweep for mailboxes that Dovecot lacks, the retry of waiting mail, the end
// of held mail and the daily letters about it, lessons for the spam filter, and what is forgotten for its age.

import { systemClock } from '#core/clock.ts'
import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { doveadmClient } from '#daemons/doveadm/doveadm.ts'
import { deliverByLmtp } from '#daemons/lmtp/deliver-by-lmtp.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import { longestDeliveryMilliseconds } from '#daemons/lmtp/longest-delivery.ts'
import { openDatabase } from '#db/connection.ts'
import { heldDecisionsStore } from '#db/stores/held-decisions.ts'
import { heldDigestsStore } from '#db/stores/held-digests.ts'
import { laterTraceStore } from '#db/stores/later-trace.ts'
import { oldRowsStore } from '#db/stores/old-rows.ts'
import { provisioningStore } from '#db/stores/provisioning.ts'
import { signInsStore } from '#db/stores/sign-ins.ts'
import { waitingMailStore } from '#db/stores/waiting-mail.ts'
import { openIntrusion, sweepFailures } from '#identity/intrusion/intrusion.ts'
import { policyAnswers } from './auth-policy/answer-policy.ts'
import { sendDigests } from './digest/send-digests.ts'
import { workerHealth } from './health.ts'
import { deleteHeld, expireHeld, releaseHeld } from './held/decide-held.ts'
import { listenForHooks } from './hooks.ts'
import { JobRunner } from './job-runner.ts'
import { openLessons } from './learning/open-lessons.ts'
import { provisionMailbox } from './provisioning/provision-mailbox.ts'
import { Repetition } from './repetition.ts'
import { forgetOld } from './retention/forget-old.ts'
import { retryWaitingMail } from './retry/retry-waiting-mail.ts'
import { openSessionEnds } from './sessions/open-session-ends.ts'

const doveadmTimeoutMilliseconds = 10_000
const sweepMilliseconds = 500
const sweepLimit = 500
const retryMilliseconds = 1_000
const expiryMilliseconds = 60_000
const digestMilliseconds = 60_000
const retentionMilliseconds = 3_600_000
const lmtpConnections = 2
/** After a delivery has ended, for writing down what became of it. */
const recordingSeconds = 60

export interface WorkerSecrets {
  readonly database: Secret
  readonly doveadm: Secret
  readonly learning: Secret
  readonly authPolicy: Secret
  readonly controller: Secret
  readonly heldLinks: Secret
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
  const database = cleanup.use(openDatabase(config.database, secrets.database))
  const provisioning = provisioningStore(database)
  const doveadm = doveadmClient({
    ...config.doveadm,
    password: secrets.doveadm,
    timeoutMilliseconds: doveadmTimeoutMilliseconds,
  })
  const pool = cleanup.use(
    new LmtpPool({
      host: config.lmtp.host,
      port: config.lmtp.port,
      timeoutMilliseconds: config.lmtp.timeoutSeconds * 1000,
      hostname: config.hostname,
      maxConnections: lmtpConnections,
    }),
  )
  const trace = cleanup.use(laterTraceStore(database, log))
  const lessons = cleanup.use(openLessons({ database, log, config, password: secrets.controller }))
  const held = { decisions: heldDecisionsStore(database), clock: systemClock, log }
  const jobs = cleanup.use(
    new JobRunner({
      access: config.database,
      password: secrets.database,
      log,
      clock: systemClock,
      handlers: {
        'provision-mailbox': ({ mailbox }) => provisionMailbox({ provisioning, doveadm, log }, mailbox),
        'release-held': (payload) => releaseHeld(held, payload),
        'delete-held': (payload) => deleteHeld(held, payload),
      },
    }),
  )
  const sweep = cleanup.use(
    new Repetition({
      component: 'postgresql',
      everyMilliseconds: sweepMilliseconds,
      log,
      work: async () => {
        await jobs.askForProvisioning(await provisioning.missing(sweepLimit))
        return false
      },
    }),
  )
  const retries = cleanup.use(
    new Repetition({
      component: 'waiting-mail',
      everyMilliseconds: retryMilliseconds,
      log,
      work: () =>
        retryWaitingMail({
          waitingMail: waitingMailStore(database),
          deliver: (message) => deliverByLmtp(pool, message),
          teach: (lesson) => lessons.add(lesson),
          trace,
          clock: systemClock,
          log,
          leaseSeconds: leaseSeconds(config),
        }),
    }),
  )
  const expiry = cleanup.use(
    new Repetition({
      component: 'held-mail',
      everyMilliseconds: expiryMilliseconds,
      log,
      work: () => expireHeld(held, config.retention.heldDays),
    }),
  )
  const digests = cleanup.use(
    new Repetition({
      component: 'digests',
      everyMilliseconds: digestMilliseconds,
      log,
      work: () =>
        sendDigests({
          digests: heldDigestsStore(database),
          deliver: (message) => deliverByLmtp(pool, message),
          clock: systemClock,
          log,
          settings: {
            department: config.digest.department,
            heldDays: config.retention.heldDays,
            linksOrigin: config.digest.linksOrigin,
            linksKey: secrets.heldLinks,
            mailHost: config.hostname,
          },
          leaseSeconds: leaseSeconds(config),
        }),
    }),
  )
  const retention = cleanup.use(
    new Repetition({
      component: 'retention',
      everyMilliseconds: retentionMilliseconds,
      log,
      work: () =>
        forgetOld({ oldRows: oldRowsStore(database), ...config.retention, clock: systemClock, log }),
    }),
  )
  const signIns = signInsStore(database)
  const guesses = cleanup.use(
    new Repetition({
      component: 'sign-in-failures',
      everyMilliseconds: retentionMilliseconds,
      log,
      work: async () => {
        await sweepFailures(signIns, new Date(systemClock.now()))
        return false
      },
    }),
  )
  const sessions = cleanup.use(openSessionEnds({ database, doveadm, log }))
  const server = await listenForHooks(config.hooks, {
    health: () =>
      workerHealth({
        jobs,
        vital: [sweep, retries],
        others: [expiry, digests, retention, guesses, ...sessions.parts],
      }),
    answerPolicy: policyAnswers({
      token: secrets.authPolicy,
      intrusion: openIntrusion(signIns, systemClock),
      probe: config.authPolicy.probe,
      clock: systemClock,
      log,
    }),
    learn: {
      token: secrets.learning,
      maxMessageBytes: config.learning.maxMessageBytes,
      lessons,
    },
  })
  cleanup.defer(() => new Promise((resolve) => server.close(() => resolve())))
  return cleanup.move()
}

/** A claim that ended before its delivery would give the message to somebody else meanwhile: a duplicate. */
export const leaseSeconds = ({ lmtp }: Pick<WorkerConfig, 'lmtp'>): number =>
  longestDeliveryMilliseconds(lmtp.timeoutSeconds * 1000) / 1000 + recordingSeconds
