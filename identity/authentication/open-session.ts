// Signing in whoever has just chosen a password, without asking for it again.

import type { Transaction } from '#db/connection.ts'
import type { BetterAuth } from './better-auth.ts'
import { clientHeader } from './handled-request.ts'
import { requestState } from './request-transaction.ts'

export interface OpenedFor {
  readonly email: string
  readonly password: string
  readonly request: Request
  readonly client: string
}

/**
 * For a password that was chosen inside `transaction`: the cookies to send, or null when a second factor is on, and must be
 * shown first.
 */
export async function openSession(
  auth: BetterAuth,
  transaction: Transaction,
  { email, password, request, client }: OpenedFor,
): Promise<readonly string[] | null> {
  const headers = new Headers({ 'user-agent': request.headers.get('user-agent') ?? '' })
  headers.set(clientHeader, client)
  const answer = await requestState.run({ transaction, client }, () =>
    auth.api.signInEmail({ body: { email, password }, headers, asResponse: true }),
  )
  const said: unknown = await answer.json()
  const opened = answer.ok && typeof said === 'object' && said !== null && 'token' in said
  return opened ? answer.headers.getSetCookie() : null
}
