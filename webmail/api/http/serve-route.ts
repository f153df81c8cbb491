// One route served: who asks, whether they may, what they sent, the work and the answer, in this order. The one place where
// errors become problem documents.

import { clientNetwork } from '#core/address/client-network.ts'
import { answerResponse } from '#http/answer.ts'
import { problemOfDatabase } from '#http/database-problem.ts'
import { Problem, problemResponse } from '#http/problem.ts'
import { readRequest } from '#http/read-request.ts'
import { isForeign } from '#identity/authentication/foreign-origin.ts'
import type { Person } from '../actor.ts'
import type { ApiParts } from '../ports.ts'
import type { Asking, RegisteredRoute } from './handler.ts'

/** What any route takes. */
const smallBodyBytes = 256 * 1024

const safe = /^(GET|HEAD) /

export interface Asked {
  readonly route: RegisteredRoute
  readonly request: Request
  readonly params: Readonly<Record<string, string>>
  readonly client: string
  /** Its answer carries no cookies, so it prolongs no session. */
  readonly withoutCookies?: boolean
}

export async function serveRoute(parts: ApiParts, asked: Asked): Promise<Response> {
  const cookies: string[] = []
  try {
    const outcome = await answerFor(parts, asked, (more) => void cookies.push(...more))
    const response = outcome instanceof Problem ? problemResponse(outcome) : outcome
    for (const cookie of cookies) response.headers.append('set-cookie', cookie)
    return response
  } catch (error) {
    return problemResponse(problemOfDatabase(error, parts.ports.log, asked.route.name))
  }
}

async function answerFor(
  parts: ApiParts,
  { route, request, params, client, withoutCookies = false }: Asked,
  setCookies: (cookies: readonly string[]) => void,
): Promise<Response | Problem> {
  const { ports, database } = parts
  if (!safe.test(route.name) && isForeign(request, ports.origin)) {
    return new Problem('foreign-origin', 'This comes from another site.')
  }
  const person =
    route.definition.permission === 'anyone'
      ? null
      : await parts.personOf(request, withoutCookies ? null : setCookies)
  const refusal = mayNot(route, person)
  if (refusal !== null) return refusal
  const who = person?.id ?? clientNetwork(client).host
  // Before the body is read: what waits takes no room.
  using _file = isLarge(request, route) ? await ports.turns.files.take(who) : null
  const turns = route.isTransaction === true ? ports.turns.changes : ports.turns.reads
  using _turn = await turns.take(who)
  const given = await readRequest(request, route.definition, params)
  if (given instanceof Problem) return given
  // The request is done with by then; whose it was, its fields say.
  const { url, headers } = request
  const stillSignedIn = async (): Promise<boolean> => {
    const still = await parts.personOf(new Request(url, { headers }), null)
    return still !== null && mayNot(route, still) === null
  }
  const visiting = { database, ports, client, request, setCookies }
  // A handler of a route for anyone is typed without the person.
  const context = (person === null ? visiting : { ...visiting, person, stillSignedIn }) as Asking
  const answer = await route.handle(given, context)
  const answering = { acceptEncoding: headers.get('accept-encoding') }
  return answer instanceof Problem ? answer : answerResponse(route.definition, answer, answering)
}

/** A file, or a text that few write; what says nothing of its length may be one. Anything else is refused by its length. */
function isLarge({ headers }: Request, { definition: { maxBodyBytes } }: RegisteredRoute): boolean {
  if (maxBodyBytes === undefined) return false
  const length = headers.get('content-length')
  return length === null || !(Number(length) <= smallBodyBytes)
}

/** Every route but those for anyone is of whoever is signed in; which boxes are theirs, each handler asks. */
function mayNot({ definition }: RegisteredRoute, person: Person | null): Problem | null {
  if (definition.permission === 'anyone') return null
  if (person === null) return new Problem('not-signed-in', 'Sign in first.')
  return person.factorMissing && definition.beforeSecondFactor !== true
    ? new Problem('second-factor-missing', 'This role needs a second factor; set one up first.')
    : null
}
