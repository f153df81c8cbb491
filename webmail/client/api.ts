// Asks the webmail's API by the name of a route, with what the contract says goes in and comes out. What goes wrong is a
// `ProblemError` with the stable code of core/contract.ts; nothing else is thrown.

import { type Asked, ask } from '#ui/api/ask.ts'
import { routeAddress } from '#ui/api/route-address.ts'
import type { ProblemCode, WebmailAnswer, WebmailInput, WebmailRoute } from '../contract/all.ts'

/** `unreachable`: no answer came, or none of ours. */
export type ClientProblem = ProblemCode | 'unreachable'

type Given<Name extends WebmailRoute> = WebmailInput<Name> & {
  readonly signal?: AbortSignal
  readonly key?: string
}
type Arguments<Name extends WebmailRoute> =
  Record<never, never> extends WebmailInput<Name> ? [given?: Given<Name>] : [given: Given<Name>]

/** Throws a `ProblemError`. */
export async function api<Name extends WebmailRoute>(
  name: Name,
  ...[given]: Arguments<Name>
): Promise<WebmailAnswer<Name>> {
  const answer = await ask(name, (given ?? {}) as Asked)
  // The server checked its answer against the same contract before it sent it.
  return answer as WebmailAnswer<Name>
}

/** Where a browser asks by itself, such as a link to a file. */
export const addressOf = <Name extends WebmailRoute>(name: Name, ...[given]: Arguments<Name>): string =>
  routeAddress(name, (given ?? {}) as Asked)
