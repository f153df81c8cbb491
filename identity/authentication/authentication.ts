// Signing in, on better-auth: passwords in Dovecot's form, TOTP, passkeys, recovery codes, sessions. One instance for each
// interface, each with cookies of its own.

import { createAuthEndpoint } from 'better-auth/api'
import { symmetricDecrypt } from 'better-auth/crypto'
import { clientNetwork } from '#core/address/client-network.ts'
import type { Clock } from '#core/clock.ts'
import type { Database, Transaction } from '#db/connection.ts'
import type { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { signInsStore } from '#db/stores/security/sign-ins.ts'
import { deviceName } from '../intrusion/device-name.ts'
import { signInGuard } from '../intrusion/guard-sign-in.ts'
import { openIntrusion } from '../intrusion/intrusion.ts'
import { RateLimit } from '../intrusion/rate-limit.ts'
import { type BetterAuth, isDueAt, openBetterAuth, type WebInterface } from './better-auth.ts'
import { type OpenedFor, openSession } from './open-session.ts'
import { followingTransaction } from './request-transaction.ts'
import { secondFactorOwner } from './second-factor-owner.ts'
import { challengeLimits, serveRoute } from './serve-routes.ts'

export interface AuthenticationOptions extends WebInterface {
  readonly database: Database
  readonly clock: Clock
  /** What one session may ask at once, and one person, or one network of nobody, change. */
  readonly turns: { readonly asking: PerActorSemaphore; readonly changes: PerActorSemaphore }
}

export type Authentication = ReturnType<typeof openAuthentication>

export function openAuthentication(options: AuthenticationOptions) {
  const { database, key, origin, clock, turns } = options
  const auth = openBetterAuth(options, followingTransaction(database))
  const signIns = signInsStore(database)
  const intrusion = openIntrusion(signIns, clock)
  const guard = signInGuard({ intrusion, clock, key })
  const challenges = new RateLimit(challengeLimits, clock)
  const sessionNamed = (request: Request) => sessionToken(auth, request)
  /** The person of a request's session; null for none. Leaves the session as it is. */
  const personOf = async (request: Request) => {
    const named = await sessionNamed(request)
    if (named === null) return null
    using _turn = await turns.asking.take(named)
    const { headers } = request
    return (await auth.api.getSession({ headers, query: { disableRefresh: true } }))?.user ?? null
  }
  const loginOf = async (request: Request): Promise<string | null> => (await personOf(request))?.email ?? null
  /** One of its own turns for a route that holds a connection. */
  const turnOf = async (request: Request, client: string): Promise<Disposable> =>
    await turns.changes.take((await personOf(request))?.id ?? clientNetwork(client).host)
  /** Before the policy is asked, and so in a turn: of the session that the request names, or of where it comes from. */
  const codeShownIn = async (request: Request, client: string) => {
    using _turn = await turns.asking.take((await sessionNamed(request)) ?? clientNetwork(client).host)
    return await secondFactorOwner(auth, request)
  }
  return {
    /** The login of a request's session; null for none. Leaves the session as it is. */
    loginOf,
    /** Which session a request names, by a cookie that we signed; whether there is such a one, `sessionOf` says. */
    sessionNamed,
    /** One of better-auth's own routes; 404 for all that are not served. */
    serve: (request: Request, client: string): Promise<Response> =>
      serveRoute(
        { auth, database, origin, guard, challenges, loginOf, turnOf, codeShown: codeShownIn },
        request,
        client,
      ),
    /** The same policy around what else can be guessed. */
    guard,
    /** Whether reading that session changes it, so that `sessionOf` has to; by the clock that better-auth judges it by. */
    isDue: ({ expiresAt }: { readonly expiresAt: Date }): boolean => isDueAt(expiresAt, Date.now()),
    /**
     * The session of a request, and its person; null for none or an expired one. `cookies` go out with the answer: where there
     * is no more answer to come, it is not prolonged.
     */
    async sessionOf(request: Request, { prolong }: { readonly prolong: boolean } = { prolong: true }) {
      const query = prolong ? {} : { disableRefresh: true }
      const asked = { headers: request.headers, query, returnHeaders: true } as const
      const { response, headers } = await auth.api.getSession(asked).catch(async (error: unknown) => {
        // It says of any failure that it failed: whether the database answers, the database says itself.
        await database.pool.query('select 1')
        throw error
      })
      return response === null ? null : { ...response, cookies: headers.getSetCookie() }
    },
    /** The cookies of a new session for a password that was chosen inside `transaction`, or null: see open-session.ts. */
    openSession: (transaction: Transaction, given: OpenedFor): Promise<readonly string[] | null> =>
      openSession(auth, transaction, given),
    /** Tells of that session as of any sign-in; to be called once it is committed. */
    signedIn: ({ email, request, client }: Omit<OpenedFor, 'password'>): Promise<void> =>
      intrusion.accepted(
        { login: email, client, protocol: 'web', device: deviceName(request.headers.get('user-agent')) },
        null,
      ),
    /** How many recovery codes are left in what is stored. */
    async countRecoveryCodes(stored: string): Promise<number> {
      const codes: unknown = JSON.parse(await symmetricDecrypt({ key: key.reveal(), data: stored }))
      return Array.isArray(codes) ? codes.length : 0
    },
  }
}

// Which session a request names, found without the database: the cookie is signed, and read as better-auth reads it.
const tokenShown = createAuthEndpoint.serverOnly({ method: 'GET', requireHeaders: true }, async (context) => {
  const { authCookies, secret } = context.context
  return (await context.getSignedCookie(authCookies.sessionToken.name, secret)) || null
})

/** The token of the session; null where there is no cookie of it, or none that we signed. */
const sessionToken = async (
  auth: Pick<BetterAuth, '$context'>,
  { headers }: Request,
): Promise<string | null> => await tokenShown({ headers, context: await auth.$context })
