// An hour to come that a person chose: for a message to leave, or to return.

import { failed, ok, type Result } from '#core/result.ts'
import { type Problem, wrongField } from '#http/problem.ts'

/** A clock may be a little wrong, and a choice takes a moment. */
const lateMilliseconds = 60_000
const yearMilliseconds = 366 * 86_400_000

/** At once, where it was chosen a moment ago. `pointer` names the field it stands in. */
export function readFutureTime(written: string, now: number, pointer: string): Result<Date, Problem> {
  const at = new Date(written)
  const early = now - at.getTime()
  if (early > lateMilliseconds) return failed(wrongField(pointer, 'past', 'This hour is over.'))
  if (-early > yearMilliseconds) return failed(wrongField(pointer, 'too-far', 'At most a year from now.'))
  return ok(at)
}
