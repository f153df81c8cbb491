// Who gets a session, and what one may do about second factors. A password alone never adds a factor beside one that is
// there: otherwise whoever stole it would need nothing else.

import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import type { Database } from '#db/connection.ts'
import { type AuditActor, actAs, writeAudit } from '#db/stores/audit.ts'
import { endSessions, findStanding, findTenant, type Standing } from '#db/stores/security/credentials.ts'
import type { Factor } from '../actor.ts'
import { requestState } from './request-transaction.ts'
import { refuseSpentCode, spendShownCode } from './spent-totp.ts'

/** Like a wrong password: who is suspended is nobody's business. */
const refused = () =>
  APIError.from('UNAUTHORIZED', {
    code: 'INVALID_EMAIL_OR_PASSWORD',
    message: 'Invalid email or password',
  })

/** Said only to whoever knew the password. */
const passkeyRequired = () =>
  APIError.from('FORBIDDEN', { code: 'PASSKEY_REQUIRED', message: 'Sign in with the passkey' })

const strongerSessionRequired = () =>
  APIError.from('FORBIDDEN', {
    code: 'SECOND_FACTOR_REQUIRED',
    message: 'Sign in with the second factor first',
  })

const aboutFactors = new Set([
  '/two-factor/enable',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/two-factor/generate-backup-codes',
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
])

const hasFactor = ({ totp, passkeys }: Standing): boolean => totp || passkeys > 0

/** For better-auth's hook before a session is written: what it is worth, or a refusal. */
export async function sessionWorth(
  database: Database['drizzle'],
  made: { readonly userId: string; readonly expiresAt: Date },
  { path, latest }: { readonly path: string | undefined; readonly latest: Date },
): Promise<{ readonly factor: ReturnType<typeof sessionFactor>; readonly expiresAt: Date }> {
  const standing = await findStanding(database, made.userId)
  if (standing === null || standing.suspended) throw refused()
  const factor = sessionFactor(path)
  // With TOTP on, better-auth itself takes this session back and asks for the code.
  if (factor === 'password' && standing.passkeys > 0 && !standing.totp) throw passkeyRequired()
  return { factor, expiresAt: made.expiresAt < latest ? made.expiresAt : latest }
}

export const beforeRoute = (database: Database['drizzle']) =>
  createAuthMiddleware(async (context) => {
    if (!aboutFactors.has(context.path)) return
    const found = await getSessionFromCtx<Record<string, unknown>, { factor: string }>(context)
    if (context.path === '/two-factor/verify-totp') await refuseSpentCode(context, found?.user.id ?? null)
    // Half-way through signing in, or nobody: the route itself knows.
    if (found === null) return untrusted(context.body)
    const standing = await findStanding(database, found.user.id)
    if (standing === null || standing.suspended) throw refused()
    if (found.session.factor === 'password' && hasFactor(standing)) throw strongerSessionRequired()
    const state = requestState.getStore()
    if (state !== undefined) {
      state.asked = { id: found.user.id, email: found.user.email, token: found.session.token }
      if (state.transaction !== null) await actAs(state.transaction, actorOf(state.asked, state.client))
    }
    return untrusted(context.body)
  })

/** "Trust this device" would make the password enough again. */
const untrusted = (body: unknown) =>
  typeof body === 'object' && body !== null
    ? { context: { body: { ...body, trustDevice: false } } }
    : undefined

export const afterRoute = (database: Database['drizzle']) =>
  createAuthMiddleware(async (context) => {
    const { path, context: now } = context
    const state = requestState.getStore()
    if (now.returned instanceof Error) return
    await spendShownCode()
    if (state?.asked === undefined) return
    const { asked, transaction, client } = state
    if (path === '/passkey/verify-registration') {
      const user = await now.internalAdapter.findUserById(asked.id)
      if (user === null) throw refused()
      if (now.newSession === null)
        await setSessionCookie(context, { session: await now.internalAdapter.createSession(user.id), user })
      await now.internalAdapter.deleteSession(asked.token)
    } else if (path === '/two-factor/verify-totp' && now.newSession !== null && transaction !== null) {
      const commune = await findTenant(database, asked.id)
      await writeAudit(transaction, actorOf(asked, client), {
        action: 'enable:totp',
        commune,
        entityId: asked.id,
        entity: asked.email,
      })
    } else return
    // What a password alone had opened elsewhere ends: from now on that is not enough.
    await endSessions(database, asked.id, { opened: 'password' })
  })

const actorOf = (
  { id, email }: { readonly id: string; readonly email: string },
  client: string,
): AuditActor => ({
  kind: 'person',
  id,
  name: email,
  client: client === '' ? null : client,
})

// How a session came to be, by the route that made it.
/** `path` below better-auth's base. A password alone is the weakest, and what is unknown is taken for that. */
function sessionFactor(path: string | undefined): Factor {
  if (path === undefined) return 'password'
  if (path.startsWith('/two-factor/verify-')) return 'two-factor'
  return path === '/passkey/verify-authentication' || path === '/passkey/verify-registration'
    ? 'passkey'
    : 'password'
}
