// The département's team: who administers, who helps, who only reads.

import { difference } from '#db/stores/audit.ts'
import {
  anotherAdministrator,
  changeTeamMember,
  deletePerson,
  findTeam,
  findTeamMember,
  insertTeamMember,
  lockAdministrators,
  type TeamMember,
} from '#db/stores/persons/team.ts'
import { endSessions } from '#db/stores/security/credentials.ts'
import { changedMeanwhile, notFound, Problem } from '#http/problem.ts'
import { issueActivationCode } from '#identity/issue-activation-code.ts'
import { teamRoutes } from '../../contract/persons/team.ts'
import { type Changing, implement } from '../http/handler.ts'
import { exportTeam } from './export-access.ts'

export const teamHandlers = implement(teamRoutes, {
  'GET /team': async (_, { database }) => ({ rows: (await findTeam(database.drizzle)).map(view) }),

  'GET /team/export': (_, context) => exportTeam(context),

  'POST /team': async ({ body }, { actor, transaction, audit, ports }) => {
    const id = await insertTeamMember(transaction, { department: actor.commune, ...body })
    const made = await findTeamMember(transaction, id)
    if (made === null) return notFound('person')
    await audit({ action: 'create:person', ...about(actor.commune, made), after: body })
    const { code, expiresAt } = await issueActivationCode(transaction, id, ports.clock.now())
    const { name, email } = made
    const activation = {
      person: { id, name, email },
      code,
      expiresAt: expiresAt.toISOString(),
      passkeys: [],
    }
    return { member: view(made), activation }
  },

  'PATCH /team/{person}': async ({ params, body: { revision, ...fields } }, context) => {
    const before = await findLocked(params.person, context)
    if (before === null) return notFound('person')
    const newRole = fields.role !== undefined && fields.role !== before.role
    if (newRole && before.id === context.actor.id)
      return new Problem('forbidden', 'Nobody changes their own role.')
    if (newRole && (await wouldBeLast(before, context))) return lastAdministrator()
    if (!(await changeTeamMember(context.transaction, { id: before.id, revision }, fields)))
      return changedMeanwhile(view(before))
    if (newRole) await endSessions(context.transaction, before.id)
    return await changed(before, 'change:person', context)
  },

  'PUT /team/{person}/suspension': async ({ params, body: { revision, suspended } }, context) => {
    const { transaction, ports } = context
    const before = await findLocked(params.person, context)
    if (before === null) return notFound('person')
    if (suspended && (await wouldBeLast(before, context))) return lastAdministrator()
    const suspendedAt = suspended ? new Date(ports.clock.now()) : null
    if (!(await changeTeamMember(transaction, { id: before.id, revision }, { suspendedAt })))
      return changedMeanwhile(view(before))
    if (suspended) await endSessions(transaction, before.id)
    return await changed(before, 'suspend:person', context)
  },

  'DELETE /team/{person}': async ({ params }, context) => {
    const { actor, transaction, audit } = context
    const before = await findLocked(params.person, context)
    if (before === null) return notFound('person')
    if (await wouldBeLast(before, context)) return lastAdministrator()
    await deletePerson(transaction, before.id)
    const { name, email, role } = before
    await audit({
      action: 'delete:person',
      ...about(actor.commune, before),
      before: { name, email, role },
    })
    return null
  },
})

/** Reads the person after whoever else changes the team has done so. */
async function findLocked(id: string, { transaction }: Changing): Promise<TeamMember | null> {
  await lockAdministrators(transaction)
  return await findTeamMember(transaction, id)
}

/** Whether nobody who administers and can sign in would be left without this person. */
async function wouldBeLast({ id, role }: TeamMember, { transaction }: Changing): Promise<boolean> {
  return role === 'administrator' && !(await anotherAdministrator(transaction, id))
}

const lastAdministrator = (): Problem =>
  new Problem('last-administrator', 'Nobody else who can sign in administers this installation.')

async function changed(
  before: TeamMember,
  action: `${string}:person`,
  { actor, transaction, audit }: Changing,
) {
  const after = await findTeamMember(transaction, before.id)
  if (after === null) return notFound('person')
  const { revision: _before, ...was } = view(before)
  const { revision: _after, ...is } = view(after)
  await audit({ action, ...about(actor.commune, after), ...difference(was, is) })
  return view(after)
}

const about = (commune: Changing['actor']['commune'], { id, email }: TeamMember) => ({
  commune,
  entityId: id,
  entity: email,
})

const view = (row: TeamMember) => ({
  ...row,
  lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
  suspendedAt: row.suspendedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})
