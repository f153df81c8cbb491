// How a session came to be, by the route that made it.

import type { Factor } from '../actor.ts'

/** `path` below better-auth's base. A password alone is the weakest, and what is unknown is taken for that. */
export function sessionFactor(path: string | undefined): Factor {
  if (path === undefined) return 'password'
  if (path.startsWith('/two-factor/verify-')) return 'two-factor'
  return path === '/passkey/verify-authentication' || path === '/passkey/verify-registration'
    ? 'passkey'
    : 'password'
}
