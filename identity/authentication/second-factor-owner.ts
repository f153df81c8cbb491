// Whose second factor a request shows a code of, read as better-auth reads it and with its own means: what the guard counts
// against must be what better-auth then looks at, whatever else the request carries.

import { createAuthEndpoint, getSessionFromCtx } from 'better-auth/api'

/** Answers our own calls alone: without a path no request reaches it. */
const whoseCode = createAuthEndpoint.serverOnly({ method: 'GET', requireHeaders: true }, async (context) => {
  const { internalAdapter, createAuthCookie, secret } = context.context
  const cookie = createAuthCookie('two_factor').name
  // As `verifyTwoFactor` of better-auth has it: a session comes before a challenge.
  const found = await getSessionFromCtx<{ twoFactorEnabled?: boolean | null }>(context, {
    disableRefresh: true,
  })
  if (found !== null) {
    const { email, twoFactorEnabled } = found.user
    return { cookie, kind: 'session', login: email, setUp: twoFactorEnabled === true } as const
  }
  const identifier = await context.getSignedCookie(cookie, secret)
  const challenge = identifier ? await internalAdapter.findVerificationValue(identifier) : null
  const person = challenge === null ? null : await internalAdapter.findUserById(challenge.value)
  return person === null ? null : ({ cookie, kind: 'challenge', login: person.email } as const)
})

export const secondFactorOwnerPlugin = { id: 'code-shown', endpoints: { whoseCode } } as const

export type SecondFactorOwner = {
  readonly login: string
  /** The same request with nothing in it that could be taken for another person's. */
  readonly request: Request
} & (
  | { readonly kind: 'challenge' }
  /** `setUp`: the second factor is on already. */
  | { readonly kind: 'session'; readonly setUp: boolean }
)

/** Null where no one person is meant: nobody signed in, and no challenge of ours or more than one. */
export async function secondFactorOwner(
  auth: { readonly api: Pick<typeof secondFactorOwnerPlugin.endpoints, 'whoseCode'> },
  request: Request,
): Promise<SecondFactorOwner | null> {
  const whose = await auth.api.whoseCode({ headers: request.headers })
  if (whose === null) return null
  const { cookie, ...read } = whose
  const pairs = (request.headers.get('cookie') ?? '').split(';')
  const others = pairs.filter((pair) => nameOf(pair) !== cookie)
  if (read.kind === 'challenge') return others.length + 1 === pairs.length ? { ...read, request } : null
  // Should the session end meanwhile, nothing is left that better-auth could turn to instead.
  const headers = new Headers(request.headers)
  headers.set('cookie', others.join(';'))
  return { ...read, request: new Request(request, { headers }) }
}

const nameOf = (pair: string): string => pair.split('=', 1)[0]?.trim() ?? ''
