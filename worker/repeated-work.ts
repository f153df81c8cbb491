// What the worker does again and again without being asked: mailboxes that Dovecot lacks, waiting mail, the end of held mail
// and the letters about it and about sending that is suspended, what was put off, the index of what came, indexes that broke, and what is
// forgotten for its age.

import { systemClock as clock } from '#core/clock.ts'
import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { deliverByLmtp } from '#daemons/lmtp/deliver-by-lmtp.ts'
import { listen } from '#db/listen.ts'
import { heldDigestsStore } from '#db/stores/held/held-digests.ts'
import { waitingMailStore } from '#db/stores/held/retry-claims.ts'
import { provisioningStore } from '#db/stores/mailboxes/provisioning.ts'
import { unindexedMailStore } from '#db/stores/mailboxes/unindexed-mail.ts'
import { oldRowsStore } from '#db/stores/retention.ts'
import { signInsStore } from '#db/stores/security/sign-ins.ts'
import { unreportedStopsStore } from '#db/stores/sending/unreported-stops.ts'
import { snoozedRunsStore } from '#db/stores/webmail/snoozed-runs.ts'
import { sweepFailures } from '#identity/intrusion/intrusion.ts'
import type { DaemonClients } from './daemon-clients.ts'
import { sendDigests } from './digest/send-digests.ts'
import { expireHeld, type HeldPorts } from './held/decide-held.ts'
import type { JobRunner } from './job-runner.ts'
import { leaseSeconds } from './lease.ts'
import { type Repeated, Repetition } from './repetition.ts'
import { deleteOldRows } from './retention/delete-old-rows.ts'
import { retryWaitingMail } from './retry/retry-waiting-mail.ts'
import { changedIndexing } from './search/index-changed.ts'
import { indexRepair } from './search/repair-indexes.ts'
import { sendStopLetters } from './sending/send-stop-letters.ts'
import { returnSnoozed } from './snoozed/return-snoozed.ts'

/** A new mailbox is heard of at once; this is for one that was not. */
const sweepMilliseconds = 5_000
const sweepLimit = 500
const retryMilliseconds = 1_000
const expiryMilliseconds = 60_000
const digestMilliseconds = 60_000
const stopLetterMilliseconds = 5_000
/** Hours are chosen by the minute. */
const snoozedMilliseconds = 10_000
/** The longer, the fewer goes for the same mail; who searches before waits for the index of that much. */
const indexingMilliseconds = 20_000
const mendingMilliseconds = 3_600_000
/** What looks broken is looked at once more after this long. */
const suspicionMilliseconds = 60_000
const retentionMilliseconds = 3_600_000

export interface RepeatedParts {
  readonly config: WorkerConfig
  readonly reached: DaemonClients
  readonly jobs: Pick<JobRunner, 'askForProvisioning' | 'ready'>
  readonly held: HeldPorts
  /** Signs the links of the letters about held mail. */
  readonly linksKey: Secret
  readonly log: Log
}

export interface RepeatedWork extends AsyncDisposable {
  /** Those that ask the database every few seconds. */
  readonly vital: readonly Repetition[]
  readonly others: readonly Repetition[]
}

/** All of it begins at once; disposed of, each ends the turn that it is at. */
export function startRepeatedWork(parts: RepeatedParts): RepeatedWork {
  const started = new AsyncDisposableStack()
  const start = (work: Work) => started.use(new Repetition({ ...work, log: parts.log }))
  const provisioned = start(provisioning(parts))
  const wake = () => provisioned.wake()
  void parts.jobs.ready.then(wake)
  started.use(listen(parts.reached.database, { channel: 'directory', heard: wake, connected: wake }))
  return {
    vital: [provisioned, start(retries(parts))],
    others: [expiry, digests, stopLetters, snoozed, indexing, mending, retention, forgottenFailures].map(
      (work) => start(work(parts)),
    ),
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  }
}

type Work = Omit<Repeated, 'log'>

function provisioning({ reached, jobs }: RepeatedParts): Work {
  const store = provisioningStore(reached.database)
  return {
    component: 'postgresql',
    everyMilliseconds: sweepMilliseconds,
    work: async () => {
      await jobs.askForProvisioning(await store.missing(sweepLimit))
      return false
    },
  }
}

function retries({ config, reached, log }: RepeatedParts): Work {
  const waitingMail = waitingMailStore(reached.database)
  return {
    component: 'waiting-mail',
    everyMilliseconds: retryMilliseconds,
    work: () =>
      retryWaitingMail({
        waitingMail,
        deliver: (message) => deliverByLmtp(reached.lmtp, message),
        teach: (lesson) => reached.lessons.add(lesson),
        trace: reached.trace,
        clock,
        log,
        leaseSeconds: leaseSeconds(config),
      }),
  }
}

const expiry = ({ config, held }: RepeatedParts): Work => ({
  component: 'held-mail',
  everyMilliseconds: expiryMilliseconds,
  work: () => expireHeld(held, config.retention.heldDays),
})

function digests({ config, reached, linksKey, log }: RepeatedParts): Work {
  const store = heldDigestsStore(reached.database)
  const settings = {
    department: config.digest.department,
    heldDays: config.retention.heldDays,
    linksOrigin: config.digest.linksOrigin,
    linksKey,
    mailHost: config.hostname,
  }
  return {
    component: 'digests',
    everyMilliseconds: digestMilliseconds,
    work: () =>
      sendDigests({
        digests: store,
        deliver: (message) => deliverByLmtp(reached.lmtp, message),
        clock,
        log,
        settings,
        leaseSeconds: leaseSeconds(config),
      }),
  }
}

function stopLetters({ config, reached, log }: RepeatedParts): Work {
  const stops = unreportedStopsStore(reached.database)
  const { hostname: mailHost, supportPhone, digest } = config
  return {
    component: 'sending-stops',
    everyMilliseconds: stopLetterMilliseconds,
    work: () =>
      sendStopLetters({
        stops,
        deliver: (message) => deliverByLmtp(reached.lmtp, message),
        sender: { department: digest.department, mailHost, supportPhone },
        clock,
        log,
        leaseSeconds: leaseSeconds(config),
      }),
  }
}

const snoozed = ({ reached: { database, doveadm } }: RepeatedParts): Work => ({
  component: 'snoozed-messages',
  everyMilliseconds: snoozedMilliseconds,
  work: () => returnSnoozed({ runs: snoozedRunsStore(database), doveadm, clock }),
})

const indexing = ({ reached: { database, doveadm } }: RepeatedParts): Work => ({
  component: 'search-index',
  everyMilliseconds: indexingMilliseconds,
  work: changedIndexing({ unindexed: unindexedMailStore(database), doveadm }),
})

function mending({ reached: { database, doveadm } }: RepeatedParts): Work {
  const { turn, hasSuspects } = indexRepair({ unindexed: unindexedMailStore(database), doveadm })
  return {
    component: 'search-index-mending',
    everyMilliseconds: () => (hasSuspects() ? suspicionMilliseconds : mendingMilliseconds),
    work: turn,
  }
}

function retention({ config, reached, log }: RepeatedParts): Work {
  const oldRows = oldRowsStore(reached.database)
  return {
    component: 'retention',
    everyMilliseconds: retentionMilliseconds,
    work: () => deleteOldRows({ oldRows, ...config.retention, clock, log }),
  }
}

function forgottenFailures({ reached }: RepeatedParts): Work {
  const signIns = signInsStore(reached.database)
  return {
    component: 'sign-in-failures',
    everyMilliseconds: retentionMilliseconds,
    work: async () => {
      await sweepFailures(signIns, new Date(clock.now()))
      return false
    },
  }
}
