// Which of better-auth's routes can be used to guess, and what each of their requests guesses at.

import type { SignIns } from '#db/stores/sign-ins.ts'
import type { Guarded, Meaning } from '../intrusion/guard-sign-in.ts'

const codeRoutes = new Set(['/two-factor/verify-totp', '/two-factor/verify-backup-code'])
/** They ask once more for the password of whoever is signed in: a session that was left open must not find it out. */
const passwordRoutes = new Set(['/two-factor/enable', '/two-factor/generate-backup-codes'])

export interface Guesses {
  readonly path: string
  readonly client: string
  readonly signIns: SignIns
  /** The login of the session that a request came with; null for none. */
  readonly loginOf: (request: Request) => Promise<string | null>
}

/** Null for a route that nobody can guess by, and for a request that better-auth refuses by its form. */
export async function guardedBy(
  request: Request,
  { path, client, signIns, loginOf }: Guesses,
): Promise<Guarded | null> {
  if (path !== '/sign-in/email' && !codeRoutes.has(path) && !passwordRoutes.has(path)) return null
  const body: unknown = await request.clone().json()
  const field = (name: string) => {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
    return typeof value === 'string' ? value : null
  }
  const guessed = async (
    login: string | null,
    tried: string | null,
    meaning: Guarded['meaning'],
  ): Promise<Guarded | null> =>
    login === null || tried === null
      ? null
      : { login, client, userAgent: request.headers.get('user-agent'), tried, meaning }
  if (path === '/sign-in/email') return await guessed(field('email'), field('password'), wholeOrHalf)
  if (passwordRoutes.has(path)) {
    const guarded = await guessed(await loginOf(request), field('password'), halfAtMost)
    return guarded === null ? null : { ...guarded, confirms: true }
  }
  const challenge = challengeOf(request.headers.get('cookie') ?? '')
  // Without a password that was right before there is no second half to guess.
  const login = challenge === null ? null : await signIns.loginOfChallenge(challenge)
  return await guessed(login, field('code'), whole)
}

const unauthorized = 401

const whole = async ({ status, ok }: Response): Promise<Meaning> =>
  status === unauthorized ? 'wrong' : ok ? 'accepted' : 'nothing'

/** With a second factor on, the right password is not forgiven what was guessed before. */
async function wholeOrHalf(answer: Response): Promise<Meaning> {
  if (!answer.ok) return answer.status === unauthorized ? 'wrong' : 'nothing'
  const said: unknown = await answer.clone().json()
  return typeof said === 'object' && said !== null && 'token' in said ? 'accepted' : 'half'
}

/** Nobody signs in here; better-auth says 400 for a wrong password as for much else. */
async function halfAtMost(answer: Response): Promise<Meaning> {
  if (answer.ok) return 'half'
  const said: unknown = answer.status === 400 ? await answer.clone().json() : null
  return typeof said === 'object' && said !== null && 'code' in said && said.code === 'INVALID_PASSWORD'
    ? 'wrong'
    : 'nothing'
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
