// Asks the admin API by the name of a route, with what the contract says goes in and comes out. What goes wrong is a
// `ProblemError` with the stable code of core/contract.ts; nothing else is thrown.

import { type Asked, ask } from '#ui/api/ask.ts'
import { routeAddress } from '#ui/api/route-address.ts'
import type { AdminAnswer, AdminInput, AdminRoute, ProblemCode } from '../contract/all.ts'

/** `unreachable`: no answer came, or none of ours. */
export type ClientProblem = ProblemCode | 'unreachable'

type Given<Name extends AdminRoute> = AdminInput<Name> & {
  readonly signal?: AbortSignal
  readonly key?: string
}
type Arguments<Name extends AdminRoute> =
  Record<never, never> extends AdminInput<Name> ? [given?: Given<Name>] : [given: Given<Name>]

/** Throws a `ProblemError`. A file comes as a Blob, an answer of nothing as null. */
export async function api<Name extends AdminRoute>(
  name: Name,
  ...[given]: Arguments<Name>
): Promise<AdminAnswer<Name>> {
  const answer = await ask(name, (given ?? {}) as Asked)
  // The server checked its answer against the same contract before it sent it.
  return answer as AdminAnswer<Name>
}

/** Where a browser asks by itself, such as a link to a file. */
export const addressOf = <Name extends AdminRoute>(name: Name, ...[given]: Arguments<Name>): string =>
  routeAddress(name, (given ?? {}) as Asked)
