// Whether a key opens anything now.

interface KeyTerm {
  readonly revokedAt: Date | null
  readonly expiresAt: Date
}

/** `now` in milliseconds. */
export function apiKeyState(
  { revokedAt, expiresAt }: KeyTerm,
  now: number,
): 'active' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked'
  return expiresAt.getTime() <= now ? 'expired' : 'active'
}
