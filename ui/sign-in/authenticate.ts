// better-auth's routes, as few as we use, with every refusal as a value. Nothing is kept in the browser but its cookie.

const base = '/api/auth'

export type Refusal =
  | { readonly code: 'blocked'; readonly minutes: number }
  | {
      readonly code:
        | 'wrong-password'
        | 'wrong-code'
        | 'wrong-recovery-code'
        | 'too-late'
        | 'passkey-required'
        | 'factor-required'
        | 'not-fresh'
        | 'passkey-refused'
        | 'passkey-unverified'
        | 'away'
        | 'failed'
    }

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal }

const refusals: Readonly<Record<string, Exclude<Refusal['code'], 'blocked'>>> = {
  INVALID_EMAIL_OR_PASSWORD: 'wrong-password',
  INVALID_EMAIL: 'wrong-password',
  INVALID_PASSWORD: 'wrong-password',
  INVALID_CODE: 'wrong-code',
  OTP_HAS_EXPIRED: 'wrong-code',
  INVALID_BACKUP_CODE: 'wrong-recovery-code',
  INVALID_TWO_FACTOR_COOKIE: 'too-late',
  PASSKEY_REQUIRED: 'passkey-required',
  SECOND_FACTOR_REQUIRED: 'factor-required',
  SESSION_NOT_FRESH: 'not-fresh',
  PASSKEY_NOT_FOUND: 'passkey-refused',
  AUTHENTICATION_FAILED: 'passkey-refused',
  USER_NOT_VERIFIED: 'passkey-unverified',
  CHALLENGE_NOT_FOUND: 'too-late',
}

/** `code`: the six digits come next. */
export async function signIn(email: string, password: string): Promise<Outcome<'signed-in' | 'code'>> {
  const answer = await send('POST', '/sign-in/email', { email, password })
  if (!answer.ok) return answer
  return { ok: true, value: field(answer.value, 'twoFactorRedirect') === true ? 'code' : 'signed-in' }
}

export const verifyCode = (code: string): Promise<Outcome<unknown>> =>
  send('POST', '/two-factor/verify-totp', { code })

export const verifyRecoveryCode = (code: string): Promise<Outcome<unknown>> =>
  send('POST', '/two-factor/verify-backup-code', { code })

export interface TotpSecret {
  /** `otpauth://…`, for the QR code; it holds the secret. */
  readonly uri: string
  readonly recoveryCodes: readonly string[]
}

/** Counts only once `verifyCode` took a code of it. */
export async function beginTotp(password: string): Promise<Outcome<TotpSecret>> {
  const answer = await send('POST', '/two-factor/enable', { password })
  if (!answer.ok) return answer
  const uri = field(answer.value, 'totpURI')
  const codes = field(answer.value, 'backupCodes')
  if (typeof uri !== 'string' || !Array.isArray(codes)) return failed
  return { ok: true, value: { uri, recoveryCodes: codes.map(String) } }
}

export async function newRecoveryCodes(password: string): Promise<Outcome<readonly string[]>> {
  const answer = await send('POST', '/two-factor/generate-backup-codes', { password })
  if (!answer.ok) return answer
  const codes = field(answer.value, 'backupCodes')
  return Array.isArray(codes) ? { ok: true, value: codes.map(String) } : failed
}

/**
 * Ends the session and leaves. False, and still here, where the server did not say that it ended: the entrance would look as if one
 * were out, and whoever comes next would be in.
 */
export async function signOut(): Promise<boolean> {
  const isOver = await endSession()
  if (isOver) location.assign('/connexion')
  return isOver
}

/** Longer than that nobody waits for a line that swallows what it is given. */
const patienceMs = 5000

/** True where the server said that the session is over; a page of whoever stands between does not say so. */
export async function endSession(): Promise<boolean> {
  try {
    const response = await fetch(`${base}/sign-out`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
      // Given up, it takes no cookie away from whoever signs in after that.
      signal: AbortSignal.timeout(patienceMs),
    })
    return response.ok && field(await response.json(), 'success') === true
  } catch {
    return false
  }
}

/** One request to better-auth; also used by ./passkey.ts. */
export async function send(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Outcome<unknown>> {
  const response = await fetch(base + path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => null)
  if (response === null || response.status >= 500) return { ok: false, refusal: { code: 'away' } }
  const said: unknown = await response.json().catch(() => null)
  if (response.ok) return { ok: true, value: said }
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? response.headers.get('x-retry-after') ?? 60)
    return { ok: false, refusal: { code: 'blocked', minutes: Math.max(1, Math.ceil((seconds || 60) / 60)) } }
  }
  return { ok: false, refusal: { code: refusals[String(field(said, 'code'))] ?? 'failed' } }
}

const failed = { ok: false, refusal: { code: 'failed' } } as const

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined
}
