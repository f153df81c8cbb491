// One lesson, given when it is new: once for each message and mailbox, again when somebody changed their mind, and not
// more than a person moves by hand in an hour, so that nobody can bend the filter of all.

import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Learned } from '#daemons/rspamd/learn.ts'
import type { LearnedBefore, LearnedMessages } from '#db/stores/webmail/learned-messages.ts'
import type { Lesson } from './lesson.ts'
import { lessonContent, lessonDigest } from './lesson-content.ts'

export interface TeachingPorts {
  readonly learned: LearnedMessages
  readonly learn: (kind: Lesson['class'], message: Buffer) => Promise<Result<Learned, string>>
  readonly clock: Clock
  readonly log: Log
}

export const lessonsPerHour = 100
/** Changes of mind about one message that still count. */
const mostTimes = 10
const hour = 3_600_000

/** Not ok: rspamd did not take it, and it may be given again. Rejects when the database does not answer. */
export async function teachOnce(ports: TeachingPorts, lesson: Lesson): Promise<Result<null, string>> {
  const { learned, learn, clock, log } = ports
  const mailbox = await learned.mailboxOf(lesson.mailbox)
  if (mailbox === null) return ignored(ports, lesson, 'no such mailbox')
  const key = { ...mailbox, digest: lessonDigest(lesson.content) }
  const why = reasonToIgnore(await learned.before(key, new Date(clock.now() - hour)), lesson)
  if (why !== null) return ignored(ports, lesson, why)
  const answer = await learn(lesson.class, lessonContent(lesson.content))
  if (!answer.ok) return failed(answer.error)
  await learned.record(key, lesson.class, new Date(clock.now()))
  log.info({
    event: 'learning.taught',
    mailbox: lesson.mailbox,
    class: lesson.class,
    answer: answer.value,
  })
  return ok(null)
}

function reasonToIgnore({ last, lately }: LearnedBefore, lesson: Lesson): string | null {
  if (last?.class === lesson.class) return 'taught already'
  if (last !== null && last.times >= mostTimes) return 'taught both ways too often'
  return lately >= lessonsPerHour ? 'too many in an hour' : null
}

function ignored({ log }: TeachingPorts, lesson: Lesson, cause: string): Result<null, string> {
  log.info({ event: 'learning.ignored', mailbox: lesson.mailbox, class: lesson.class, cause })
  return ok(null)
}
