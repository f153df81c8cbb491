// Which of better-auth's routes can be used to guess, and what each of their requests guesses at.

import type { SignIns } from '#db/stores/sign-ins.ts'
import type { Guarded } from '../intrusion/guard-sign-in.ts'

const codeRoutes = new Set(['/two-factor/verify-totp', '/two-factor/verify-backup-code'])

/** Null for a route that nobody can guess by, and for a request that better-auth refuses by its form. */
export async function guardedBy(
  request: Request,
  about: { readonly path: string; readonly client: string; readonly signIns: SignIns },
): Promise<Guarded | null> {
  const { path, client, signIns } = about
  if (path !== '/sign-in/email' && !codeRoutes.has(path)) return null
  const body: unknown = await request.clone().json()
  const field = (name: string) => {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
    return typeof value === 'string' ? value : null
  }
  const userAgent = request.headers.get('user-agent')
  if (path === '/sign-in/email') {
    const login = field('email')
    const tried = field('password')
    if (login === null || tried === null) return null
    return { login, client, userAgent, tried, wrong: unauthorized, meaning: wholeOrHalf }
  }
  const challenge = challengeOf(request.headers.get('cookie') ?? '')
  const login = challenge === null ? null : await signIns.loginOfChallenge(challenge)
  const tried = field('code')
  // Without a password that was right before there is no second half to guess.
  if (login === null || tried === null) return null
  return { login, client, userAgent, tried, wrong: unauthorized, meaning: whole }
}

const unauthorized = 401

const whole = async (): Promise<'accepted'> => 'accepted'

/** With a second factor on, the right password is not forgiven what was guessed before. */
async function wholeOrHalf(answer: Response): Promise<'accepted' | 'half'> {
  const said: unknown = await answer.clone().json()
  return typeof said === 'object' && said !== null && 'token' in said ? 'accepted' : 'half'
}

/** better-auth's cookie between password and code: an identifier of `verification`, a dot, its signature. */
function challengeOf(cookies: string): string | null {
  const [, value] = /(?:^|;\s*)[^=;\s]*\.two_factor=([^;]+)/.exec(cookies) ?? []
  if (value === undefined) return null
  try {
    const signed = decodeURIComponent(value)
    return signed.slice(0, signed.lastIndexOf('.'))
  } catch {
    return null
  }
}
