// The library as we use it: our tables and password form, sessions and cookies of one interface, and our rules around every
// route. What an open door would be is off: nobody signs up, nothing is mailed or reported, nothing is counted twice.

import { passkey as passkeyPlugin } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { twoFactor as twoFactorPlugin } from 'better-auth/plugins'
import { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import { passkey, twoFactor } from '#db/schema/factor.ts'
import { account, person, session, verification } from '#db/schema/person.ts'
import { hashPassword, verifyPassword } from '../password-hash.ts'
import { clientHeader } from './handled-request.ts'
import { secondFactorOwnerPlugin } from './second-factor-owner.ts'
import { afterRoute, beforeRoute, sessionWorth } from './session-rules.ts'
import { verifiedPasskeys } from './verified-passkey.ts'

export interface WebInterface {
  /** Signs cookies, and encrypts TOTP secrets and recovery codes at rest. */
  readonly key: Secret
  /** `https://admin.cotedor.fr`, without a slash at the end. */
  readonly origin: string
  /** Each interface has its own: cookies are shared by all ports of one host. */
  readonly cookiePrefix: string
  /** The domain whose hosts share passkeys (WebAuthn level 3 §5.1.3, RP ID); null: the host of `origin` alone. */
  readonly passkeyDomain: string | null
  /** How authenticator apps and passkey dialogs call us. */
  readonly issuer: string
}

export type BetterAuth = ReturnType<typeof openBetterAuth>

const sessionHours = 12
/** Sessions live on while they are used, and are written to once an hour at most. */
const refreshMinutes = 60
/** A passkey opens the account for ever: whoever adds one signed in not long ago. */
const freshMinutes = 15

/** Whether better-auth, when it reads a session that ends then, prolongs it, or ends it as over. */
export const isDueAt = (expiresAt: Date, now: number): boolean =>
  expiresAt.getTime() - sessionHours * 3_600_000 + refreshMinutes * 60_000 <= now

export const openBetterAuth = (
  { key, origin, cookiePrefix, passkeyDomain, issuer }: WebInterface,
  drizzle: Database['drizzle'],
) =>
  betterAuth({
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
    user: { additionalFields: { communeId: ours, role: ours } },
    session: {
      expiresIn: sessionHours * 3600,
      updateAge: refreshMinutes * 60,
      freshAge: freshMinutes * 60,
      additionalFields: { factor: { ...ours, defaultValue: 'password' } },
    },
    emailAndPassword: { enabled: true, disableSignUp: true, password: passwordForm },
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
            const worth = await sessionWorth(drizzle, made, { path: context?.path, latest })
            return { data: { ...made, ...worth } }
          },
        },
      },
    },
    hooks: { before: beforeRoute(drizzle), after: afterRoute(drizzle) },
    plugins: [
      // Our policy closes a login to the network that guesses it; better-auth would close it to its owner as well.
      twoFactorPlugin({ issuer, skipVerificationOnEnable: false, accountLockout: { enabled: false } }),
      passkeyPlugin({
        rpID: passkeyDomain ?? new URL(origin).hostname,
        rpName: issuer,
        origin,
        ...verifiedPasskeys,
      }),
      secondFactorOwnerPlugin,
    ],
  })

/** A column that no request may set. */
const ours = { type: 'string', required: true, input: false } as const

const passwordForm = {
  hash: (password: string) => hashPassword(new Secret(password)),
  verify: ({ hash, password }: { readonly hash: string; readonly password: string }) =>
    verifyPassword(new Secret(password), hash),
}
