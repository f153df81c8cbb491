// Signing in, on better-auth: passwords in Dovecot's form, TOTP, passkeys, recovery codes, sessions. One instance for each
// interface, each with cookies of its own. Only the routes named here answer: nobody signs up, and nothing is mailed.

import { passkey as passkeyPlugin } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { twoFactor as twoFactorPlugin } from 'better-auth/plugins'
import { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import { passkey, twoFactor } from '#db/schema/factor.ts'
import { account, person, session, verification } from '#db/schema/person.ts'
import { hashPassword, verifyPassword } from '../password-hash.ts'
import { factorOf } from './factor-of.ts'

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
}

export type Authentication = ReturnType<typeof openAuthentication>

export const clientHeader = 'x-vaguemestre-client'

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

const sessionHours = 12
/** Sessions live on while they are used, and are written to once an hour at most. */
const refreshMinutes = 60

export function openAuthentication({ database, key, origin, cookiePrefix, issuer }: AuthenticationOptions) {
  const auth = betterAuth({
    baseURL: origin,
    basePath: '/api/auth',
    secret: key.reveal(),
    appName: issuer,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    trustedOrigins: [origin],
    database: drizzleAdapter(database.drizzle, {
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
          before: async (made, context) => ({ data: { ...made, factor: factorOf(context?.path) } }),
        },
      },
    },
    plugins: [
      twoFactorPlugin({ issuer, skipVerificationOnEnable: false }),
      passkeyPlugin({ rpID: new URL(origin).hostname, rpName: issuer, origin }),
    ],
  })
  return {
    auth,
    /** One of better-auth's own routes; 404 for all that are not named above. */
    async serve(request: Request, client: string): Promise<Response> {
      const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '')
      if (!served.has(`${request.method} ${path}`)) return new Response(null, { status: 404 })
      const headers = new Headers(request.headers)
      headers.set(clientHeader, client)
      return auth.handler(new Request(request, { headers }))
    },
    /** The session of a request, and its person; null for none, an expired one, or a person who is suspended. */
    sessionOf: async (request: Request) => auth.api.getSession({ headers: request.headers }),
  }
}
