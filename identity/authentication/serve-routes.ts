// The routes of better-auth that answer, each done whole or not at all, and none open to guessing. All others are not there.

import type { Database, Transaction } from '#db/connection.ts'
import { type SignInGuard, tooMany } from '../intrusion/guard-sign-in.ts'
import type { RateLimit } from '../intrusion/rate-limit.ts'
import type { BetterAuth } from './better-auth.ts'
import { isForeign } from './foreign-origin.ts'
import { guessOf } from './guarded-routes.ts'
import { handedOver, wholeOrNot } from './handled-request.ts'
import { requestState } from './request-transaction.ts'
import type { SecondFactorOwner } from './second-factor-owner.ts'

const served = new Set([
  'POST /sign-in/email',
  'POST /sign-out',
  'POST /two-factor/enable',
  'POST /two-factor/verify-totp',
  'POST /two-factor/verify-backup-code',
  'POST /two-factor/generate-backup-codes',
  'GET /passkey/generate-register-options',
  'POST /passkey/verify-registration',
  'GET /passkey/generate-authenticate-options',
  'POST /passkey/verify-authentication',
])

/** A hash takes its time, and whoever knocks does not keep a connection meanwhile: these write one row, or none. */
const withoutTransaction = new Set(['/sign-in/email'])

/** Each leaves a row that nobody need ever come back for. */
const leavingChallenges = new Set([
  '/passkey/generate-register-options',
  '/passkey/generate-authenticate-options',
])
/** The passkeys of a whole town hall in the minutes for which such a row is worth something. */
export const challengeLimits = { ofOne: 100, milliseconds: 5 * 60_000 }

export interface ServedParts {
  readonly auth: Pick<BetterAuth, 'handler'>
  readonly database: Database
  readonly origin: string
  readonly guard: SignInGuard
  readonly challenges: RateLimit
  readonly loginOf: (request: Request) => Promise<string | null>
  readonly codeShown: (request: Request, client: string) => Promise<SecondFactorOwner | null>
  /** To be given back: whoever sends many requests waits for themselves alone. */
  readonly turnOf: (request: Request, client: string) => Promise<Disposable>
}

/** `client`: the address that the request came from. */
export async function serveRoute(
  { auth, database, origin, guard, challenges, loginOf, turnOf, codeShown }: ServedParts,
  request: Request,
  client: string,
): Promise<Response> {
  const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '')
  if (!served.has(`${request.method} ${path}`)) return new Response(null, { status: 404 })
  if (request.method === 'POST' && isForeign(request, origin)) return foreign()
  const wait = leavingChallenges.has(path) ? challenges.use(client) : 0
  if (wait > 0) return tooMany(wait, 'Too many passkey challenges for this network; try again later.')
  const handed = await handedOver(request, client)
  if (handed instanceof Response) return handed
  const guess = await guessOf(handed, {
    ...{ path, client, loginOf },
    codeShown: (shown) => codeShown(shown, client),
  })
  if (guess instanceof Response) return guess
  const handle = (transaction: Transaction | null) =>
    requestState.run({ transaction, client }, () => auth.handler(guess.request))
  const answer = async () => {
    if (withoutTransaction.has(path)) return await handle(null)
    using _turn = await turnOf(guess.request, client)
    return await wholeOrNot(database, handle)
  }
  return guess.guarded === null ? await answer() : await guard(guess.guarded, answer)
}

const foreign = (): Response =>
  Response.json({ code: 'INVALID_ORIGIN', message: 'This comes from another site' }, { status: 403 })
