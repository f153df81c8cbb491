// How many connections there may be at once, and how long a session may take.

import { type SmtpReply, tooManyConnections, tooManyFromAddress } from '#core/smtp-reply.ts'

export interface SessionLimits {
  readonly maxConnections: number
  readonly maxConnectionsPerAddress: number
  readonly idleTimeoutMilliseconds: number
  readonly dataTimeoutMilliseconds: number
  readonly greetingDelayMilliseconds: number
}

/** The refusal of one connection too many; null when it may stay. `open` has it in. */
export function tooMany(
  open: { readonly all: number; readonly ofClient: number },
  limits: SessionLimits,
): SmtpReply | null {
  if (open.all > limits.maxConnections) return tooManyConnections
  return open.ofClient > limits.maxConnectionsPerAddress ? tooManyFromAddress : null
}
