// What opens one's own account: password and second factors.

import { Secret } from '#core/secret.ts'
import { findPerson } from '#db/stores/persons/find-person.ts'
import { revokeAllAppPasswords } from '#db/stores/security/app-passwords.ts'
import {
  endSessions,
  findFactors,
  lockPerson,
  putPasswordHash,
  removePasskey,
  removeTotp,
} from '#db/stores/security/credentials.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { needsSecondFactor } from '#identity/permissions.ts'
import type { accountRoutes } from '../contract/account.ts'
import { notFound, Problem } from '../problem.ts'
import { revokedAppPassword } from './audited-app-password.ts'
import { type AccountHandlers, aboutSelf, personOf } from './context.ts'
import { ownPasswordProblem } from './own-password.ts'
import { passwordProblem } from './password-problem.ts'

export const accountHandlers: AccountHandlers<typeof accountRoutes> = {
  'PUT /self/password': async ({ body: { current, password, devices } }, context) => {
    const { actor, transaction, audit } = context
    const self = await findPerson(transaction, actor.scope, actor.id)
    if (self === null) return notFound('person')
    const owner = { email: self.email, commune: self.commune.name }
    const problem =
      (await ownPasswordProblem(current, context, '/body/current')) ??
      (await passwordProblem(password, owner))
    if (problem !== null) return problem
    await putPasswordHash(transaction, actor.id, await hashPassword(new Secret(password)))
    await endSessions(transaction, actor.id, { except: personOf(actor).session })
    await audit({ action: 'end:sessions', ...aboutSelf(context) })
    if (devices) await audit(...(await revokeAllAppPasswords(transaction, actor.id)).map(revokedAppPassword))
    return null
  },

  'GET /self/factors': async (_, { actor, database, ports }) => {
    const { totp, passkeys } = await findFactors(database.drizzle, actor.id)
    const recoveryCodes = totp === null ? 0 : await ports.authentication.countRecoveryCodes(totp.backupCodes)
    return {
      totp: totp === null ? null : { since: totp.since.toISOString() },
      recoveryCodes,
      passkeys: passkeys.map(({ id, name, createdAt, backedUp }) => ({
        id,
        name: name ?? '',
        createdAt: createdAt.toISOString(),
        synced: backedUp,
      })),
      needed: needsSecondFactor(personOf(actor).role),
    }
  },

  'POST /self/passkeys/{passkey}/removal': async ({ params, body: { password } }, context) => {
    const { actor, transaction, audit } = context
    await lockPerson(transaction, actor.id)
    const { totp, passkeys } = await findFactors(transaction, actor.id)
    if (!passkeys.some(({ id }) => id === params.passkey)) return notFound('passkey')
    const problem = await ownPasswordProblem(password, context)
    if (problem !== null) return problem
    if (totp === null && passkeys.length === 1 && needsSecondFactor(personOf(actor).role)) return lastFactor()
    if (!(await removePasskey(transaction, actor.id, params.passkey))) return notFound('passkey')
    await audit({ action: 'remove:factor', ...aboutSelf(context), before: { kind: 'passkey' } })
    return null
  },

  'POST /self/totp/removal': async ({ body: { password } }, context) => {
    const { actor, transaction, audit } = context
    const problem = await ownPasswordProblem(password, context)
    if (problem !== null) return problem
    await lockPerson(transaction, actor.id)
    const { totp, passkeys } = await findFactors(transaction, actor.id)
    if (totp === null) return notFound('authenticator app')
    if (passkeys.length === 0 && needsSecondFactor(personOf(actor).role)) return lastFactor()
    await removeTotp(transaction, actor.id)
    await audit({ action: 'remove:factor', ...aboutSelf(context), before: { kind: 'totp' } })
    return null
  },
}

const lastFactor = (): Problem =>
  new Problem('in-use', 'This role needs a second factor; set another one up first.')
