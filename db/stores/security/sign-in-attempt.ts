// What every door says of a try to sign in, and how it becomes values of a statement.

import { type SQL, sql } from 'drizzle-orm'
import type { SecurityFacts } from '#core/security-log.ts'
import type { signInProtocols } from '../../schema/sign-in.ts'

export interface SignInAttempt {
  /** In lower case. */
  readonly login: string
  /** An IP address. */
  readonly client: string
  /** The IPv4 address or IPv6 /64 of the client: whom failures are counted for. */
  readonly network: string
  readonly protocol: (typeof signInProtocols)[number]
  /** What the client says of itself. */
  readonly device: string
}

const longestLogin = 320

export const milliseconds = (span: number): SQL =>
  sql`make_interval(secs => ${span / 1000}::double precision)`
export const moment = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`
/** PostgreSQL keeps no NUL and no half of a surrogate pair. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '')
/** A login is kept as it was tried, cut to its longest form. */
export const truncatedLogin = (login: string): string => storableText(login).slice(0, longestLogin)

// The facts of a security event as a row holds them, whatever a client called itself.
/** Cut between the halves of a surrogate pair, a login would be no text that jsonb takes. */
export const storableFacts = ({ login, ...facts }: SecurityFacts): SecurityFacts =>
  login === undefined ? facts : { ...facts, login: truncatedLogin(login).toWellFormed() }
