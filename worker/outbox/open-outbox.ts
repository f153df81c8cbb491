// The outbox of the webmail in the worker.

import { systemClock as clock } from '#core/clock.ts'
import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import { outboxRunsStore } from '#db/stores/outbox-runs.ts'
import { Repetition } from '../repetition.ts'
import { fileSent } from './file-sent.ts'
import { runOutbox } from './run-outbox.ts'
import { submitOutgoing } from './submit-outgoing.ts'

/** Whoever has sent a message waits for its undo to be over, and not for us. */
const everyMilliseconds = 500

export interface OpenOutboxParts {
  readonly config: Pick<WorkerConfig, 'outbox'>
  /** Signs the tokens that open mailboxes. */
  readonly tokenKey: Secret
  readonly database: Database
  readonly log: Log
}

/** Disposed of, it ends the turn that it is at. */
export function openOutbox({ config: { outbox }, tokenKey, database, log }: OpenOutboxParts): Repetition {
  const asPerson = { tokenKey, clock }
  const parts = {
    runs: outboxRunsStore(database),
    submit: (outgoing: Parameters<typeof submitOutgoing>[0]) =>
      submitOutgoing(outgoing, { ...asPerson, submissions: outbox.submissions }),
    file: (outgoing: Parameters<typeof fileSent>[0]) =>
      fileSent(outgoing, { ...asPerson, imap: outbox.imap }),
    ...{ clock, log },
  }
  return new Repetition({ component: 'outbox', everyMilliseconds, log, work: () => runOutbox(parts) })
}
