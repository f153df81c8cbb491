// The lessons of this process, from whoever moves a message or releases one, to rspamd's controller.

import { systemClock } from '#core/clock.ts'
import type { WorkerConfig } from '#core/config/worker-config.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { learnWithRspamd } from '#daemons/rspamd/learn.ts'
import type { Database } from '#db/connection.ts'
import { learnedMessageStore } from '#db/stores/webmail/learned-messages.ts'
import { LessonQueue } from './lesson-queue.ts'
import { teachOnce } from './teach-once.ts'

const timeoutMilliseconds = 10_000
const mostLessons = 200
/** Two messages of the largest size always find room. */
const largest = 2
/** A restart of rspamd takes seconds, one that compiles its patterns a minute. */
const pausesMilliseconds = [1_000, 5_000, 15_000, 60_000, 120_000]

export interface LessonParts {
  readonly database: Database
  readonly log: Log
  readonly config: Pick<WorkerConfig, 'learning'>
  readonly password: Secret
}

export function openLessons({ database, log, config, password }: LessonParts): LessonQueue {
  const { controller, maxMessageBytes } = config.learning
  const access = { host: controller.host, port: controller.port, password, timeoutMilliseconds }
  const learned = learnedMessageStore(database)
  return new LessonQueue({
    teach: (lesson) =>
      teachOnce(
        {
          learned,
          learn: (kind, message) => learnWithRspamd(access, kind, message),
          clock: systemClock,
          log,
        },
        lesson,
      ),
    log,
    mostLessons,
    mostBytes: largest * maxMessageBytes,
    pausesMilliseconds,
  })
}
