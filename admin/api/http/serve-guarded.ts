// Routes by which a code or a password can be found out by trying: behind the same policy as signing in.

import { randomUUID } from 'node:crypto'
import type { RouteName } from '#http/contract/route.ts'
import { problemOfDatabase } from '#http/database-problem.ts'
import { problemResponse } from '#http/problem.ts'
import { readJson } from '#http/read-request.ts'
import { selectorOfCode } from '#identity/activation-code.ts'
import type { Meaning } from '#identity/intrusion/guard-sign-in.ts'
import type { ApiParts } from '../ports.ts'
import { type Asked, serveRoute } from './serve-route.ts'

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

export async function serveGuarded(parts: ApiParts, asked: Omit<Asked, 'setCookies'>): Promise<Response> {
  const guess = guesses[asked.route.name]
  if (guess === undefined) return await serveRoute(parts, asked)
  const { authentication, log } = parts.ports
  try {
    const login = guess.at === 'own login' ? await authentication.loginOf(asked.request) : guess.at
    if (login === null) return await serveRoute(parts, asked)
    const guarded = {
      ...{ login, client: asked.client, userAgent: asked.request.headers.get('user-agent') },
      // Each try is another one: nobody's phone has an old code.
      ...{ tried: randomUUID(), meaning: guess.meaning, confirms: guess.at === 'own login' },
    }
    const serve = () => serveRoute(parts, asked)
    if (guess.at !== 'activation') return await authentication.guard(guarded, serve)
    // A town hall behind one address: whoever mistypes their letter holds up nobody with another one.
    const letter = { ...guarded, login: `${login} ${await selectorIn(asked.request)}` }
    return await authentication.guard({ ...guarded, ofMany: true }, () => authentication.guard(letter, serve))
  } catch (error) {
    return problemResponse(problemOfDatabase(error, log, asked.route.name))
  }
}
