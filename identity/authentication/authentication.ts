// Signing in, on better-auth: passwords in Dovecot's form, TOTP, passkeys, recovery codes, sessions. One instance for each
// interface, each with cookies of its own.

import { symmetricDecrypt } from 'better-auth/crypto'
import type { Clock } from '#core/clock.ts'
import type { Database, Transaction } from '#db/connection.ts'
import { signInsStore } from '#db/stores/sign-ins.ts'
import { Allowance } from '../intrusion/allowance.ts'
import { deviceOf } from '../intrusion/device-of.ts'
import { signInGuard } from '../intrusion/guard-sign-in.ts'
import { openIntrusion } from '../intrusion/intrusion.ts'
import { openBetterAuth, type WebInterface } from './better-auth.ts'
import { type OpenedFor, openSession } from './open-session.ts'
import { followingTransaction } from './request-transaction.ts'
import { challengeLimits, serveRoute } from './serve-routes.ts'

export interface AuthenticationOptions extends WebInterface {
  readonly database: Database
  readonly clock: Clock
}

export type Authentication = ReturnType<typeof openAuthentication>

export function openAuthentication(options: AuthenticationOptions) {
  const { database, key, origin, clock } = options
  const auth = openBetterAuth(options, followingTransaction(database))
  const signIns = signInsStore(database)
  const intrusion = openIntrusion(signIns, clock)
  const guard = signInGuard({ intrusion, clock, key })
  const challenges = new Allowance(challengeLimits, clock)
  /** The login of a request's session; null for none. Leaves the session as it is. */
  const loginOf = async ({ headers }: Request): Promise<string | null> =>
    (await auth.api.getSession({ headers, query: { disableRefresh: true } }))?.user.email ?? null
  return {
    loginOf,
    /** One of better-auth's own routes; 404 for all that are not served. */
    serve: (request: Request, client: string): Promise<Response> =>
      serveRoute({ auth, database, origin, guard, challenges, loginOf }, request, client),
    /** The same policy around what else can be guessed. */
    guard,
    /** The session of a request, and its person; null for none or an expired one. `cookies` go out with the answer. */
    async sessionOf(request: Request) {
      const { response, headers } = await auth.api.getSession({
        headers: request.headers,
        returnHeaders: true,
      })
      return response === null ? null : { ...response, cookies: headers.getSetCookie() }
    },
    /** The cookies of a new session for a password that was chosen inside `transaction`, or null: see open-session.ts. */
    openSession: (transaction: Transaction, given: OpenedFor): Promise<readonly string[] | null> =>
      openSession(auth, transaction, given),
    /** Tells of that session as of any sign-in; to be called once it is committed. */
    signedIn: ({ email, request, client }: Omit<OpenedFor, 'password'>): Promise<void> =>
      intrusion.accepted(
        { login: email, client, protocol: 'web', device: deviceOf(request.headers.get('user-agent')) },
        null,
      ),
    /** How many recovery codes are left in what is stored. */
    async countRecoveryCodes(stored: string): Promise<number> {
      const codes: unknown = JSON.parse(await symmetricDecrypt({ key: key.reveal(), data: stored }))
      return Array.isArray(codes) ? codes.length : 0
    },
  }
}
