// Which of better-auth's routes can be used to guess, and what each of their requests guesses at.

import type { Guarded, Meaning } from '../intrusion/guard-sign-in.ts'
import type { SecondFactorOwner } from './second-factor-owner.ts'

const codeRoutes = new Set(['/two-factor/verify-totp', '/two-factor/verify-backup-code'])
/** They ask once more for the password of whoever is signed in: a session that was left open must not find it out. */
const passwordRoutes = new Set(['/two-factor/enable', '/two-factor/generate-backup-codes'])

export interface Guesses {
  readonly path: string
  readonly client: string
  /** The login of the session that a request came with; null for none. */
  readonly loginOf: (request: Request) => Promise<string | null>
  readonly codeShown: (request: Request) => Promise<SecondFactorOwner | null>
}

/** The request that is to be handled, and what it guesses at. */
export interface Guess {
  readonly request: Request
  /** Null for what nobody can guess by, and for a request that better-auth refuses by its form. */
  readonly guarded: Guarded | null
}

/** An answer of its own where a code is shown for nobody: what is not understood is not passed on. */
export async function guessOf(request: Request, guesses: Guesses): Promise<Guess | Response> {
  if (!codeRoutes.has(guesses.path)) return { request, guarded: await guardedBy(request, guesses) }
  // Without a password that was right before there is no second half to guess.
  const shown = await guesses.codeShown(request)
  if (shown === null) return noChallenge()
  return { request: shown.request, guarded: await guardedCode(shown, guesses) }
}

async function guardedBy(request: Request, { path, client, loginOf }: Guesses): Promise<Guarded | null> {
  if (path !== '/sign-in/email' && !passwordRoutes.has(path)) return null
  const field = await fieldsOf(request)
  const confirms = passwordRoutes.has(path)
  const login = confirms ? await loginOf(request) : field('email')
  const tried = field('password')
  if (login === null || tried === null) return null
  const guarded = { login, client, userAgent: request.headers.get('user-agent'), tried }
  return confirms ? { ...guarded, meaning: halfAtMost, confirms } : { ...guarded, meaning: wholeOrHalf }
}

async function guardedCode(shown: SecondFactorOwner, { client }: Guesses): Promise<Guarded | null> {
  const { login, request } = shown
  const tried = (await fieldsOf(request))('code')
  // Whoever is setting up an app has its secret on the screen.
  if (tried === null || (shown.kind === 'session' && !shown.setUp)) return null
  const guarded = { login, client, userAgent: request.headers.get('user-agent'), tried }
  return shown.kind === 'session'
    ? { ...guarded, meaning: confirmed, confirms: true }
    : { ...guarded, meaning: whole }
}

/** The texts in the body of a request; null for one that is not there. */
async function fieldsOf(request: Request): Promise<(name: string) => string | null> {
  const text = await request.clone().text()
  const body: unknown = text === '' ? null : JSON.parse(text)
  return (name) => {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
    return typeof value === 'string' ? value : null
  }
}

const unauthorized = 401

const whole = async ({ status, ok }: Response): Promise<Meaning> =>
  status === unauthorized ? 'wrong' : ok ? 'accepted' : 'nothing'

/** Nobody signs in here, so a right code forgives nothing. */
const confirmed = async ({ status, ok }: Response): Promise<Meaning> =>
  status === unauthorized ? 'wrong' : ok ? 'half' : 'nothing'

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

/** As better-auth says it. */
const noChallenge = (): Response =>
  Response.json(
    { code: 'INVALID_TWO_FACTOR_COOKIE', message: 'Invalid two factor cookie' },
    { status: unauthorized },
  )
