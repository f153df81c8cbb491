// Routes by which a code or a password can be found out by trying: behind the same policy as signing in.

import { randomUUID } from 'node:crypto'
import type { Log } from '#core/log.ts'
import { selectorOfCode } from '#identity/activation-code.ts'
import type { Authentication } from '#identity/authentication/authentication.ts'
import type { Meaning } from '#identity/intrusion/guard-sign-in.ts'
import type { RouteName } from '../contract/route.ts'
import { problemOfDatabase } from '../database-problem.ts'
import { problemResponse } from '../problem.ts'
import { readJson } from '../read-request.ts'

interface Guess {
  /** What is guessed at: a name for what belongs to nobody, or the login of whoever is signed in. */
  readonly at: 'own login' | 'activation' | 'first-administrator'
  readonly meaning: (answer: Response) => Promise<Meaning>
}

/** Codes of letters and of the machine: one answer for whatever is wrong with them. */
const code = async ({ status, ok }: Response): Promise<Meaning> =>
  status === 404 ? 'wrong' : ok ? 'half' : 'nothing'

/** A session that was left open must not find the password out. */
async function ownPassword(answer: Response): Promise<Meaning> {
  if (answer.ok) return 'half'
  const said: unknown = await answer.clone().json()
  if (typeof said !== 'object' || said === null || !('errors' in said) || !Array.isArray(said.errors))
    return 'nothing'
  return said.errors.some((each: { readonly code?: unknown }) => each.code === 'wrong') ? 'wrong' : 'nothing'
}

const guesses: Readonly<Partial<Record<RouteName, Guess>>> = {
  'POST /activation/check': { at: 'activation', meaning: code },
  'POST /activation': { at: 'activation', meaning: code },
  'POST /first-administrator': { at: 'first-administrator', meaning: code },
  'PUT /self/password': { at: 'own login', meaning: ownPassword },
  'POST /self/totp/removal': { at: 'own login', meaning: ownPassword },
  'POST /self/passkeys/{passkey}/removal': { at: 'own login', meaning: ownPassword },
  'POST /self/app-passwords': { at: 'own login', meaning: ownPassword },
}

/** Of the code in the body; of none, where the route will say what is wrong with it. */
async function selectorIn(request: Request): Promise<string> {
  const body = await readJson(request.clone())
  const given = typeof body === 'object' && body !== null && 'code' in body ? body.code : null
  return selectorOfCode(typeof given === 'string' ? given : '')
}

export interface GuardedAsked {
  readonly name: RouteName
  readonly request: Request
  readonly client: string
}

/** Serves any route; one by which something can be guessed, as the policy allows. */
export async function guardedRoute(
  { authentication, log }: { readonly authentication: Authentication; readonly log: Log },
  { name, request, client }: GuardedAsked,
  serve: () => Promise<Response>,
): Promise<Response> {
  const guess = guesses[name]
  if (guess === undefined) return await serve()
  try {
    const login = guess.at === 'own login' ? await authentication.loginOf(request) : guess.at
    if (login === null) return await serve()
    const guarded = {
      ...{ login, client, userAgent: request.headers.get('user-agent') },
      // Each try is another one: nobody's phone has an old code.
      ...{ tried: randomUUID(), meaning: guess.meaning, confirms: guess.at === 'own login' },
    }
    if (guess.at !== 'activation') return await authentication.guard(guarded, serve)
    // A town hall behind one address: whoever mistypes their letter holds up nobody with another one.
    const letter = { ...guarded, login: `${login} ${await selectorIn(request)}` }
    return await authentication.guard({ ...guarded, ofMany: true }, () => authentication.guard(letter, serve))
  } catch (error) {
    return problemResponse(problemOfDatabase(error, log, name))
  }
}
