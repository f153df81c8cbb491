// The outbox of the webmail in the worker.

import { systemClock as clock } from '#core/clock.ts'
import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import { outboxRunsStore } from '#db/stores/webmail/outbox-runs.ts'
import { Repetition } from '../repetition.ts'
import { fileSent } from './file-sent.ts'
import { findDraft } from './find-draft.ts'
import { runOutbox } from './run-outbox.ts'
import { submitOutgoing } from './submit-outgoing.ts'

/** While nothing is due sooner. Whoever has sent a message waits for its undo to be over, and not for us. */
const idleMilliseconds = 2_000
/** After a turn, and for what another worker has claimed. */
const againMilliseconds = 500

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
    draftOf: (outgoing: Parameters<typeof findDraft>[0]) =>
      findDraft(outgoing, { ...asPerson, imap: outbox.imap }),
    file: (outgoing: Parameters<typeof fileSent>[0]) =>
      fileSent(outgoing, { ...asPerson, imap: outbox.imap }),
    ...{ clock, log },
  }
  let rest = againMilliseconds
  return new Repetition({
    ...{ component: 'outbox', log },
    everyMilliseconds: () => rest,
    work: async () => {
      const dueIn = (await parts.runs.dueIn()) ?? idleMilliseconds
      rest = dueIn <= 0 ? againMilliseconds : Math.min(idleMilliseconds, dueIn + 1)
      return dueIn <= 0 && (await runOutbox(parts))
    },
  })
}
