// What writing mail asks of the house besides the box itself: who may write as whom, which addresses are ours, what the commune
// lets leave. And how much of it is under way at once, because a message with its files is in memory while it is made.

import type { Directory } from '#core/address/directory.ts'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { Policies } from '#core/policies/commune-policy.ts'
import type { LeakPolicies } from '#core/policies/leak-rules.ts'
import type { Senders } from '#core/sending/sender.ts'
import { ChangeListener } from '#db/change-listener.ts'
import type { Database } from '#db/connection.ts'
import { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { Semaphore } from '#db/semaphore.ts'
import { PostgresqlDirectory } from '#db/stores/addresses/directory.ts'
import { PostgresqlLeakPolicies } from '#db/stores/policies/leak-policies.ts'
import { type PolicyDefaults, PostgresqlPolicies } from '#db/stores/policies/policies.ts'
import { sendersStore } from '#db/stores/sending/senders.ts'
import { LeakFinder } from '#mail/dlp/leak-finder.ts'
import type { FindLeaks } from '#mail/dlp/pre-send-check.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'
import { UploadRoom } from './upload-room.ts'

export interface WritingPorts {
  readonly senders: Senders
  readonly directory: Directory
  readonly policies: Policies
  readonly leakPolicies: LeakPolicies
  readonly findLeaks: FindLeaks
  /** One change of a draft after the other. */
  readonly ofOneDraft: PerActorSemaphore
  /** Large messages, whole in memory some times over. */
  readonly wholeMessages: Semaphore
  /** For files that come, from their first octet on. */
  readonly uploads: UploadRoom
}

interface Surroundings {
  readonly policy: PolicyDefaults
  readonly clock: Clock
  readonly log: Log
}

const wholeMessagesAtOnce = 2
/** Of files while they come. */
const mostUploaded = 256 * 1024 * 1024
const patienceMilliseconds = 20_000

/** Needs the rights of `vm_webmail`; `database` must outlive what is returned. */
export function openWritingPorts(
  database: Database,
  { policy, clock, log }: Surroundings,
): WritingPorts & AsyncDisposable {
  const opened = new AsyncDisposableStack()
  const changes = opened.use(new ChangeListener(database))
  const leakFinder = opened.use(new LeakFinder(clock))
  return {
    senders: sendersStore(database),
    directory: new PostgresqlDirectory(database, changes),
    policies: new PostgresqlPolicies(database, changes, { defaults: policy, log }),
    leakPolicies: new PostgresqlLeakPolicies(database, changes, defaultLeakPolicy),
    findLeaks: (...asked) => leakFinder.find(...asked),
    ofOneDraft: new PerActorSemaphore({ atOnce: 1, patienceMilliseconds }),
    wholeMessages: new Semaphore({ atOnce: wholeMessagesAtOnce, patienceMilliseconds }),
    uploads: new UploadRoom(mostUploaded),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
