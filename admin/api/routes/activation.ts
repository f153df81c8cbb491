// First access: codes given, looked at and used.

import { createHash, timingSafeEqual } from 'node:crypto'
import { Secret } from '#core/secret.ts'
import type { Transaction } from '#db/connection.ts'
import { findAccessOfPerson } from '#db/stores/access.ts'
import { findActivation, spendActivationCode } from '#db/stores/activation-codes.ts'
import { revokeAllAppPasswords } from '#db/stores/app-passwords.ts'
import {
  endSessions,
  findFactors,
  findPasswordHash,
  lockPerson,
  putPasswordHash,
  removePassword,
} from '#db/stores/credentials.ts'
import { findPerson, type NamedPerson } from '#db/stores/person-named.ts'
import { raiseAlert } from '#db/stores/raise-alert.ts'
import {
  findDepartmentTenant,
  hasAdministrator,
  insertTeamMember,
  lockAdministrators,
} from '#db/stores/team.ts'
import { notFound, Problem } from '#http/problem.ts'
import { digestOfCode } from '#identity/activation-code.ts'
import { issueActivationCode } from '#identity/issue-activation-code.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { needsSecondFactor } from '#identity/permissions.ts'
import { activationRoutes } from '../../contract/activation.ts'
import { revokedAppPassword } from '../audited-app-password.ts'
import { type Changing, implement, type VisitedChange } from '../http/handler.ts'
import { refuseRole } from '../may-give.ts'
import { passwordProblem } from '../password-problem.ts'

export const activationHandlers = implement(activationRoutes, {
  'POST /persons/{person}/activation': async ({ params, body }, context) => {
    const { actor, transaction, audit, ports } = context
    const person = await findPerson(transaction, actor.scope, params.person)
    if (person === null) return notFound('person')
    const refused = refuseRole(actor, person.role)
    if (refused !== null) return refused
    // A session left open must not become a password of its own.
    if (person.id === actor.id) return new Problem('same-person', 'Somebody else gives you a code.')
    await lockPerson(transaction, person.id)
    const active = (await findPasswordHash(transaction, person.id)) !== null
    if (active && !body.reset)
      return new Problem('already-active', 'This person has a password; reset it if they forgot it.')
    if (active) {
      if (actor.scope.kind === 'commune' && (await opensMailElsewhere(transaction, person)))
        return new Problem('forbidden', 'They open mail of another commune too: the département resets it.')
      await resetPassword(person, context)
    }
    const { code, expiresAt } = await issueActivationCode(transaction, person.id, ports.clock.now())
    await audit({
      action: 'issue:activation',
      commune: person.commune.id,
      entityId: person.id,
      entity: person.email,
    })
    const { id, name, email } = person
    const { passkeys } = await findFactors(transaction, id)
    return {
      person: { id, name, email },
      code,
      expiresAt: expiresAt.toISOString(),
      passkeys: passkeys.map((each) => ({ name: each.name ?? '', createdAt: each.createdAt.toISOString() })),
    }
  },

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

  'POST /first-administrator': async ({ body: { code, name, email, password } }, context) => {
    const { transaction, audit, becomes, ports } = context
    await lockAdministrators(transaction)
    if (await hasAdministrator(transaction))
      return new Problem('already-exists', 'This installation has an administrator.')
    if (!sameDigest(digestOfCode(code), digestOfCode(ports.firstAdministratorCode.reveal())))
      return unknownCode()
    const department = await findDepartmentTenant(transaction)
    const problem = await passwordProblem(password, { email, commune: department.name })
    if (problem !== null) return problem
    const role = 'administrator'
    const id = await insertTeamMember(transaction, { department: department.id, name, email, role })
    await becomes({ id, email })
    await audit({
      action: 'create:person',
      commune: department.id,
      entityId: id,
      entity: email,
      after: { name, email, role },
    })
    await choosePassword({ id, email }, password, context)
    return { person: id }
  },
})

/** Whoever holds the code of a reset opens all that the person may, and that is not the manager's own commune alone. */
async function opensMailElsewhere(
  transaction: Changing['transaction'],
  { id, commune }: NamedPerson,
): Promise<boolean> {
  const opened = await findAccessOfPerson(transaction, { kind: 'department' }, id)
  return opened.some(({ mailbox }) => mailbox.commune.id !== commune.id)
}

/** Ends all that the old password and what was made with it can open. A second factor stays: a code alone drops none. */
async function resetPassword({ id, email, commune }: NamedPerson, { actor, transaction, audit }: Changing) {
  await removePassword(transaction, id)
  await endSessions(transaction, id)
  const devices = await revokeAllAppPasswords(transaction, id)
  await raiseAlert(transaction, {
    kind: 'password-reset',
    subject: email,
    commune: commune.id,
    facts: { by: actor.name },
  })
  await audit(
    { action: 'reset:password', commune: commune.id, entityId: id, entity: email },
    ...devices.map(revokedAppPassword),
  )
}

/** Whether a session is open now: not where a second factor is on, which must be shown first. */
async function choosePassword(
  { id, email }: { readonly id: string; readonly email: string },
  password: string,
  { transaction, ports, request, client, setCookies, afterCommit }: VisitedChange,
): Promise<boolean> {
  await putPassword(transaction, id, password)
  const opened = { email, request, client }
  const cookies = await ports.authentication.openSession(transaction, { ...opened, password })
  if (cookies === null) return false
  afterCommit(async () => {
    setCookies(cookies)
    await ports.authentication.signedIn(opened)
  })
  return true
}

const putPassword = async (transaction: Transaction, id: string, password: string): Promise<void> =>
  putPasswordHash(transaction, id, await hashPassword(new Secret(password)))

const sameDigest = (one: string, other: string): boolean =>
  timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())

/** One answer for whatever is wrong with it. */
const unknownCode = (): Problem => notFound('code')
