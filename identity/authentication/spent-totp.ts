// A code of an authenticator app opens once (RFC 6238 §5.2): whoever reads it over a shoulder has a minute for nothing.
// better-auth takes it again as long as it is right, so what was accepted is remembered here.

import type { GenericEndpointContext } from 'better-auth'
import { APIError } from 'better-auth/api'
import { lockPerson } from '#db/stores/security/credentials.ts'
import { isCodeUsed, markCodeUsed } from '#db/stores/security/used-totp-codes.ts'
import { requestState } from './request-transaction.ts'

/** Reads as any wrong code. */
const invalidCode = () => APIError.from('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'Invalid code' })

/** Before better-auth looks at a code: throws for one that was accepted before. `signedIn` null half-way through signing in. */
export async function refuseSpentCode(
  context: GenericEndpointContext,
  signedIn: string | null,
): Promise<void> {
  const state = requestState.getStore()
  const body: unknown = context.body
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null
  if (!state?.transaction || typeof code !== 'string') return
  const person = signedIn ?? (await challenged(context))
  if (person === null) return
  await lockPerson(state.transaction, person)
  if (await isCodeUsed(state.transaction, person, code)) throw invalidCode()
  state.shown = { person, code }
}

/** After better-auth found the code of this request right; does nothing where none was shown. */
export async function spendShownCode(): Promise<void> {
  const state = requestState.getStore()
  if (state?.transaction && state.shown)
    await markCodeUsed(state.transaction, state.shown.person, state.shown.code)
}

/** Whose password was right in the step before. */
async function challenged({ context: now, getSignedCookie }: GenericEndpointContext): Promise<string | null> {
  const identifier = await getSignedCookie(now.createAuthCookie('two_factor').name, now.secret)
  const found = identifier ? await now.internalAdapter.findVerificationValue(identifier) : null
  return found?.value ?? null
}
