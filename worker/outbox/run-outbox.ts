// One turn at the outbox: what is due leaves, its copy is filed, and whoever wrote it finds what was refused. What cannot leave
// now is tried again, the longer it lasts the less often, and given back to its author after a day. Whose draft somebody threw away
// meanwhile does not leave, and its author is told.

import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { type ClaimedOutgoing, draftGone } from '#core/sending/outbox.ts'
import type { OutboxRuns } from '#db/stores/webmail/outbox-runs.ts'
import type { DraftFound } from './find-draft.ts'
import { withDate } from './set-date.ts'
import type { Submitted } from './submit-outgoing.ts'

export interface OutboxParts {
  readonly runs: Omit<OutboxRuns, 'dueIn'>
  /** Rejects where nobody can look now. */
  readonly draftOf: (outgoing: ClaimedOutgoing) => Promise<DraftFound>
  readonly submit: (outgoing: ClaimedOutgoing) => Promise<Submitted>
  readonly file: (outgoing: ClaimedOutgoing) => Promise<void>
  readonly clock: Clock
  readonly log: Log
}

const atOnce = 8
/**
 * Longer than looking for the draft, the submission and the filing of the copy may take together: what is claimed once more while it
 * is still under way leaves twice.
 */
const leaseSeconds = 600
const firstRestSeconds = 5
const longestRestSeconds = 600
/** Nobody waits longer for a box that does not answer. */
const lookedForMilliseconds = 600_000
const longestCause = 1_000
const givenUpMilliseconds = 86_400_000
/** From the hour it was meant for: it may have left at the end of the first day. */
const filedMilliseconds = 2 * 86_400_000

/** True where there may be more to do at once. */
export async function runOutbox(parts: OutboxParts): Promise<boolean> {
  const claimed = await parts.runs.claim(atOnce, leaseSeconds)
  await Promise.all(claimed.map((outgoing) => runOne(outgoing, parts)))
  return claimed.length === atOnce
}

async function runOne(claimed: ClaimedOutgoing, parts: OutboxParts): Promise<void> {
  const outgoing = { ...claimed, content: withDate(claimed.content, claimed.sendAt) }
  const { runs } = parts
  if (!outgoing.hasLeft && !(await hasLeft(outgoing, parts))) return
  try {
    await parts.file(outgoing)
    await runs.done(outgoing.id)
  } catch (error) {
    await filedLater(outgoing, causeOf(error), parts)
  }
}

async function hasLeft(
  outgoing: ClaimedOutgoing,
  { runs, draftOf, submit, clock, log }: OutboxParts,
): Promise<boolean> {
  const answer = await submitted(outgoing, { draftOf, submit, clock })
  log.info({ event: 'outbox.submitted', outgoing: outgoing.id, became: answer.kind })
  switch (answer.kind) {
    case 'left':
      await runs.left(outgoing.id, answer.refused ?? undefined)
      return true
    case 'refused':
      await runs.refused(outgoing.id, answer.reply)
      return false
    case 'later':
      if (clock.now() - outgoing.sendAt.getTime() > givenUpMilliseconds)
        await runs.refused(outgoing.id, answer.reply)
      else await runs.later(outgoing.id, answer.reply, restSeconds(outgoing))
      return false
  }
}

async function submitted(
  outgoing: ClaimedOutgoing,
  { draftOf, submit, clock }: Pick<OutboxParts, 'draftOf' | 'submit' | 'clock'>,
): Promise<Submitted> {
  try {
    if ((await draftOf(outgoing)) === 'gone') return { kind: 'refused', reply: draftGone }
  } catch (error) {
    // It must leave, and a box that is closed to its author is one that the submission knows more about.
    if (clock.now() - outgoing.sendAt.getTime() < lookedForMilliseconds)
      return { kind: 'later', reply: causeOf(error).slice(0, longestCause) }
  }
  return await submit(outgoing)
}

/** It was sent: what cannot be filed for a day, because the box is full, is given up, and nobody is told that it did not leave. */
async function filedLater(
  outgoing: ClaimedOutgoing,
  cause: string,
  { runs, clock, log }: OutboxParts,
): Promise<void> {
  log.warn({ event: 'outbox.not-filed', outgoing: outgoing.id, cause })
  if (clock.now() - outgoing.sendAt.getTime() > filedMilliseconds) await runs.done(outgoing.id)
  else await runs.later(outgoing.id, '', restSeconds(outgoing))
}

const restSeconds = ({ attempts }: ClaimedOutgoing): number =>
  Math.min(longestRestSeconds, firstRestSeconds * 2 ** Math.min(attempts, 10))

const causeOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')
