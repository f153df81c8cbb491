// Codes of first access, given; and the first administrator.

import { createHash, timingSafeEqual } from 'node:crypto'
import { findAccessOfPerson } from '#db/stores/mailboxes/access.ts'
import { findPerson, type NamedPerson } from '#db/stores/persons/find-person.ts'
import {
  findDepartmentTenant,
  hasAdministrator,
  insertTeamMember,
  lockAdministrators,
} from '#db/stores/persons/team.ts'
import { revokeAllAppPasswords } from '#db/stores/security/app-passwords.ts'
import {
  endSessions,
  findFactors,
  findPasswordHash,
  lockPerson,
  removePassword,
} from '#db/stores/security/credentials.ts'
import { raiseAlert } from '#db/stores/security/raise-alert.ts'
import { revokedAppPassword } from '#http/account/audited-app-password.ts'
import { choosePassword, unknownCode } from '#http/account/first-access.ts'
import { passwordProblem } from '#http/account/password-problem.ts'
import { notFound, Problem } from '#http/problem.ts'
import { digestOfCode } from '#identity/activation-code.ts'
import { issueActivationCode } from '#identity/issue-activation-code.ts'
import { activationRoutes } from '../../contract/persons/activation.ts'
import { type Changing, implement } from '../http/handler.ts'
import { refuseRole } from './refuse-role.ts'

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

const sameDigest = (one: string, other: string): boolean =>
  timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())
