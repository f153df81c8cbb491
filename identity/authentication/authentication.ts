// Signing in, on better-auth: passwords in Dovecot's form, TOTP, passkeys, recovery codes, sessions. One instance for each
// interface, each with cookies of its own. Only the routes named here answer: nobody signs up, and nothing is mailed.

import { passkey as passkeyPlugin } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { symmetricDecrypt } from 'better-auth/crypto'
import { twoFactor as twoFactorPlugin } from 'better-auth/plugins'
import type { Clock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import type { Database, Transaction } from '#db/connection.ts'
import { passkey, twoFactor } from '#db/schema/factor.ts'
import { account, person, session, verification } from '#db/schema/person.ts'
import { signInsStore } from '#db/stores/sign-ins.ts'
import { signInGuard } from '../intrusion/guard-sign-in.ts'
import { hashPassword, verifyPassword } from '../password-hash.ts'
import { isForeign } from './foreign-origin.ts'
import { guardedBy } from './guarded-routes.ts'
import { clientHeader, handedOver, wholeOrNot } from './handled-request.ts'
import { followingTransaction, requestState } from './request-transaction.ts'
import { afterRoute, beforeRoute, sessionWorth } from './session-rules.ts'

export interface AuthenticationOptions {
  readonly database: Database
  /** Signs cookies, and encrypts TOTP secrets and recovery codes at rest. */
  readonly key: Secret
  /** `https://admin.cotedor.fr`, without a slash at the end. */
  readonly origin: string
  /** Each interface has its own: cookies are shared by all ports of one host. */
  readonly cookiePrefix: string
  /** How authenticator apps and passkey dialogs call us. */
  readonly issuer: string
  readonly clock: Clock
}

export type Authentication = ReturnType<typeof openAuthentication>

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

const sessionHours = 12
/** Sessions live on while they are used, and are written to once an hour at most. */
const refreshMinutes = 60
/** A passkey opens the account for ever: whoever adds one signed in not long ago. */
const freshMinutes = 60

export function openAuthentication(options: AuthenticationOptions) {
  const { database, key, origin, cookiePrefix, issuer, clock } = options
  const signIns = signInsStore(database)
  const guard = signInGuard({ signIns, clock, key })
  const drizzle = followingTransaction(database)
  const auth = betterAuth({
    baseURL: origin,
    basePath: '/api/auth',
    secret: key.reveal(),
    appName: issuer,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    trustedOrigins: [origin],
    // What is no answer to a client comes out as it is, instead of into the log with all its values.
    onAPIError: { throw: true },
    database: drizzleAdapter(drizzle, {
      provider: 'pg',
      schema: { user: person, session, account, verification, twoFactor, passkey },
    }),
    user: {
      additionalFields: {
        communeId: { type: 'string', required: true, input: false },
        role: { type: 'string', required: true, input: false },
      },
    },
    session: {
      expiresIn: sessionHours * 3600,
      updateAge: refreshMinutes * 60,
      freshAge: freshMinutes * 60,
      additionalFields: {
        factor: { type: 'string', required: true, input: false, defaultValue: 'password' },
      },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: {
        hash: (password) => hashPassword(new Secret(password)),
        verify: ({ hash, password }) => verifyPassword(new Secret(password), hash),
      },
    },
    advanced: {
      database: { generateId: 'uuid' },
      cookiePrefix,
      useSecureCookies: origin.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true },
      ipAddress: { ipAddressHeaders: [clientHeader] },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (made, context) => {
            // By the clock that better-auth itself judges sessions by.
            const latest = new Date(Date.now() + sessionHours * 3_600_000)
            return {
              data: { ...made, ...(await sessionWorth(drizzle, made, { path: context?.path, latest })) },
            }
          },
        },
      },
    },
    hooks: { before: beforeRoute(drizzle), after: afterRoute(drizzle) },
    plugins: [
      twoFactorPlugin({ issuer, skipVerificationOnEnable: false }),
      passkeyPlugin({ rpID: new URL(origin).hostname, rpName: issuer, origin }),
    ],
  })
  /** The login of a request's session; null for none. Leaves the session as it is. */
  const loginOf = async ({ headers }: Request): Promise<string | null> =>
    (await auth.api.getSession({ headers, query: { disableRefresh: true } }))?.user.email ?? null
  return {
    loginOf,
    /** One of better-auth's own routes, done whole or not at all; 404 for all that are not named above. */
    async serve(request: Request, client: string): Promise<Response> {
      const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '')
      if (!served.has(`${request.method} ${path}`)) return new Response(null, { status: 404 })
      if (request.method === 'POST' && isForeign(request, origin)) return foreign()
      const handed = await handedOver(request, client)
      if (handed instanceof Response) return handed
      const handle = (transaction: Transaction | null) =>
        requestState.run({ transaction, client }, () => auth.handler(handed))
      const answer = () => (withoutTransaction.has(path) ? handle(null) : wholeOrNot(database, handle))
      const guarded = await guardedBy(handed, { path, client, signIns, loginOf })
      return guarded === null ? await answer() : await guard(guarded, answer)
    },
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
    /**
     * Signs in whoever has just chosen that password inside `transaction`: the cookies to send, or null when a second
     * factor is on, and must be shown first.
     */
    async openSession(transaction: Transaction, given: OpenedFor): Promise<readonly string[] | null> {
      const { email, password, request, client } = given
      const headers = new Headers({ 'user-agent': request.headers.get('user-agent') ?? '' })
      headers.set(clientHeader, client)
      const answer = await requestState.run({ transaction, client }, () =>
        auth.api.signInEmail({ body: { email, password }, headers, asResponse: true }),
      )
      const said: unknown = await answer.json()
      const opened = answer.ok && typeof said === 'object' && said !== null && 'token' in said
      return opened ? answer.headers.getSetCookie() : null
    },
    /** How many recovery codes are left in what is stored. */
    async countRecoveryCodes(stored: string): Promise<number> {
      const codes: unknown = JSON.parse(await symmetricDecrypt({ key: key.reveal(), data: stored }))
      return Array.isArray(codes) ? codes.length : 0
    },
  }
}

const foreign = (): Response =>
  Response.json({ code: 'INVALID_ORIGIN', message: 'This comes from another site' }, { status: 403 })

export interface OpenedFor {
  readonly email: string
  readonly password: string
  readonly request: Request
  readonly client: string
}
