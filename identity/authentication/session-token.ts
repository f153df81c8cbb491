// Which session a request names, found without the database: the cookie is signed, and read as better-auth reads it.

import { createAuthEndpoint } from 'better-auth/api'
import type { BetterAuth } from './better-auth.ts'

const tokenShown = createAuthEndpoint.serverOnly({ method: 'GET', requireHeaders: true }, async (context) => {
  const { authCookies, secret } = context.context
  return (await context.getSignedCookie(authCookies.sessionToken.name, secret)) || null
})

/** The token of the session; null where there is no cookie of it, or none that we signed. */
export const sessionToken = async (
  auth: Pick<BetterAuth, '$context'>,
  { headers }: Request,
): Promise<string | null> => await tokenShown({ headers, context: await auth.$context })
