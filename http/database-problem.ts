// What PostgreSQL refuses, said as a problem; what nobody expected is a bug, told in the log and nowhere else.

import type { Log } from '#core/log.ts'
import { ActorSemaphoreTimeout } from '#db/per-actor-semaphore.ts'
import { Problem } from './problem.ts'
import { SharedLimitTimeout } from './request-concurrency.ts'

const uniqueViolation = '23505'
const foreignKeyViolation = '23503'
const checkViolation = '23514'
/**
 * Not the form of a number, UUID or time, or out of its range. Schemas see to all that is sent but for what stands inside a
 * cursor, which nobody writes by hand.
 */
const unreadable = /^(22P02|22003|22007|22008|22009|22023)$/
/** Serialization, deadlock, lock and statement time-outs: the same request may succeed in a moment. */
const passing = new Set(['40001', '40P01', '55P03', '57014'])
/** Of these, where somebody else holds what is asked for: the database answers. */
const heldByAnother = new Set(['40001', '40P01', '55P03'])

export function problemOfDatabase(error: unknown, log: Log, route: string): Problem {
  if (error instanceof ActorSemaphoreTimeout)
    return new Problem('try-later', 'Too much of yours is under way; nothing was changed.')
  if (error instanceof SharedLimitTimeout)
    return new Problem('others-at-work', 'Files of others are being looked through; nothing was changed.')
  const code = causeOf(error)
  if (code === uniqueViolation) return new Problem('already-exists', 'This exists already.')
  if (code === foreignKeyViolation)
    return new Problem('in-use', 'Something else still needs it, or it is gone.')
  if (code === checkViolation) return new Problem('invalid-input', 'This is not allowed.')
  if (unreadable.test(code))
    return new Problem('invalid-input', 'A value cannot be read.', {
      errors: [
        { pointer: '/query/after', code: 'invalid-cursor', detail: 'This is no cursor of this list.' },
      ],
    })
  if (isAway(error, code)) {
    log.warn({ event: 'component.unavailable', component: 'postgresql', cause: code })
    return new Problem(
      'try-later',
      heldByAnother.has(code)
        ? 'Somebody else is changing the same; nothing was changed.'
        : 'The database does not answer; nothing was changed.',
    )
  }
  log.error({ event: 'web.bug', route, cause: causeText(error) })
  return new Problem('bug', 'This is a mistake of the server; nothing was changed.')
}

/** PostgreSQL's code; drizzle wraps what the driver threw. Names of constraints stay here: they say how tables are made. */
function causeOf(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause)
    if ('code' in each && typeof each.code === 'string') return each.code
  return ''
}

/** The last is better-auth's, which does not pass on why its query failed. */
const isAway = (error: unknown, code: string): boolean =>
  passing.has(code) ||
  /^(08|53|57P)/.test(code) ||
  /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/.test(code) ||
  /timeout|terminated|Connection ended|^Failed to get session$/i.test(innermost(error))

const innermost = (error: unknown): string => {
  let message = ''
  for (let each = error; each instanceof Error; each = each.cause) message = each.message
  return message
}

/** A statement's values stand in drizzle's message; the innermost error has none. */
const causeText = (error: unknown): string => {
  const stack =
    error instanceof Error ? (error.stack ?? '').split('\n').find((line) => line.includes(' at ')) : ''
  return `${innermost(error).split('\n')[0] ?? ''} ${stack?.trim() ?? ''}`.slice(0, 300)
}
