// First access: the code of a letter, looked at and used.

import { Secret } from '#core/secret.ts'
import { findActivation, spendActivationCode } from '#db/stores/persons/activation-codes.ts'
import { endSessions, putPasswordHash } from '#db/stores/security/credentials.ts'
import { digestOfCode } from '#identity/activation-code.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { needsSecondFactor } from '#identity/permissions.ts'
import type { firstAccessRoutes } from '../contract/first-access.ts'
import { notFound, type Problem } from '../problem.ts'
import type { AccountHandlers, VisitingChange } from './context.ts'
import { passwordProblem } from './password-problem.ts'

export const firstAccessHandlers: AccountHandlers<typeof firstAccessRoutes> = {
  'POST /activation/check': async ({ body }, { database }) => {
    const found = await findActivation(database.drizzle, digestOfCode(body.code))
    if (found === null) return unknownCode()
    const { person, commune, expiresAt } = found
    return {
      name: person.name,
      email: person.email,
      commune: commune.name,
      expiresAt: expiresAt.toISOString(),
    }
  },

  'POST /activation': async ({ body: { code, password } }, context) => {
    const { transaction, audit, becomes } = context
    const found = await findActivation(transaction, digestOfCode(code))
    if (found === null) return unknownCode()
    const { person, commune } = found
    const problem = await passwordProblem(password, { email: person.email, commune: commune.name })
    if (problem !== null) return problem
    if (!(await spendActivationCode(transaction, found.id))) return unknownCode()
    await becomes(person)
    await endSessions(transaction, person.id)
    await audit({ action: 'activate:person', commune: commune.id, entityId: person.id, entity: person.email })
    const signedIn = await choosePassword(person, password, context)
    return { signedIn, secondFactorNeeded: signedIn && needsSecondFactor(person.role) }
  },
}

/** Whether a session is open now: not where a second factor is on, which must be shown first. */
export async function choosePassword(
  { id, email }: { readonly id: string; readonly email: string },
  password: string,
  { transaction, ports, request, client, setCookies, afterCommit }: VisitingChange,
): Promise<boolean> {
  await putPasswordHash(transaction, id, await hashPassword(new Secret(password)))
  const opened = { email, request, client }
  const cookies = await ports.authentication.openSession(transaction, { ...opened, password })
  if (cookies === null) return false
  afterCommit(async () => {
    setCookies(cookies)
    await ports.authentication.signedIn(opened)
  })
  return true
}

/** One answer for whatever is wrong with it. */
export const unknownCode = (): Problem => notFound('code')
