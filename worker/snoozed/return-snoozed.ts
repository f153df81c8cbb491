// One turn at what was put off: messages whose hour has come go from the folder `Snoozed` to the inbox, unread, and marked as come
// back, so that they stand on top. Doing it once more is harmless, because whoever is not in the folder any more is not there to be moved; so a worker may die anywhere in it.

import type { Clock } from '#core/clock.ts'
import { returnedKeyword, snoozedFolder } from '#core/message/snoozed-folder.ts'
import type { Doveadm, DoveadmFailure } from '#daemons/doveadm/doveadm.ts'
import type { DueMessages, SnoozedRuns } from '#db/stores/webmail/snoozed-runs.ts'

export interface ReturnSnoozedPorts {
  readonly runs: SnoozedRuns
  readonly doveadm: Pick<Doveadm, 'uidValidity' | 'addFlag' | 'removeFlag' | 'move'>
  readonly clock: Clock
}

/** Messages, of all mailboxes. */
const atOnce = 500
/** Nobody waits longer for a mailbox that did not answer, and those after it have their turn before. */
const restSeconds = 60
/** Of one turn; whose worker died in it is brought back after this. */
const leaseSeconds = 300
/** Nothing is begun after this: another worker must not be given what this one still moves. */
const turnMilliseconds = 240_000

type Outcome = 'settled' | 'later'

/**
 * True where there may be more to do at once. A mailbox that fails keeps no other from its turn; rejects then, once all have had
 * theirs. Without an answer the turn ends, and the next one begins with the others.
 */
export async function returnSnoozed({ runs, doveadm, clock }: ReturnSnoozedPorts): Promise<boolean> {
  const began = clock.now()
  const due = await runs.claim(atOnce, leaseSeconds)
  let failed = 0
  for (const [at, messages] of due.entries()) {
    if (clock.now() - began > turnMilliseconds) {
      for (const next of due.slice(at)) await runs.later(next, 0)
      if (failed > 0) throw notTaken(failed)
      return true
    }
    const outcome = await broughtBack(messages, doveadm).catch(async (error: unknown) => {
      await runs.later(messages, restSeconds)
      for (const next of due.slice(at + 1)) await runs.later(next, 0)
      throw error
    })
    if (outcome === 'settled') await runs.settled(messages)
    else {
      await runs.later(messages, restSeconds)
      failed += 1
    }
  }
  if (failed > 0) throw notTaken(failed)
  return due.reduce((sum, { uids }) => sum + uids.length, 0) >= atOnce
}

const notTaken = (mailboxes: number): Error =>
  new Error(`${mailboxes} mailboxes were not taken; what Dovecot says is in its log`)

/** Rejects where Dovecot does not answer. */
async function broughtBack(
  { address, uidValidity, uids }: DueMessages,
  doveadm: ReturnSnoozedPorts['doveadm'],
): Promise<Outcome> {
  const found = await doveadm.uidValidity(address, snoozedFolder)
  if (!found.ok) return outcomeOf(found.error)
  // Deleted, or made anew, by a restored backup for instance: whatever is in it was put there by somebody, and stays.
  if (found.value !== uidValidity) return 'settled'
  const messages = { folder: snoozedFolder, uids }
  // Before, so that nobody finds it read in the inbox, nor far below.
  const unread = await doveadm.removeFlag(address, messages, '\\Seen')
  if (!unread.ok) return outcomeOf(unread.error)
  const marked = await doveadm.addFlag(address, messages, returnedKeyword)
  if (!marked.ok) return outcomeOf(marked.error)
  const moved = await doveadm.move(address, messages, 'INBOX')
  return moved.ok ? 'settled' : outcomeOf(moved.error)
}

function outcomeOf(failure: DoveadmFailure): Outcome {
  if (failure.kind === 'unreachable') throw new Error(failure.cause)
  return 'later'
}
