// One's own app passwords: made, shown once, and revoked.

import {
  type AppPasswordRow,
  findOwnAppPassword,
  findOwnAppPasswords,
  findOwnMailboxes,
  insertAppPassword,
  type OwnMailbox,
  revokeAppPassword,
} from '#db/stores/security/app-passwords.ts'
import { makeAppPassword } from '#identity/app-password.ts'
import type { ownAppPasswordRoutes } from '../contract/own-app-password.ts'
import { notFound, Problem } from '../problem.ts'
import { aboutAppPassword, revokedAppPassword } from './audited-app-password.ts'
import type { AccountHandlers, OwnChange } from './context.ts'
import { ownPasswordProblem } from './own-password.ts'

export const ownAppPasswordHandlers: AccountHandlers<typeof ownAppPasswordRoutes> = {
  'GET /self/mailboxes': async (_, { actor, database }) => ({
    rows: (await findOwnMailboxes(database.drizzle, actor.id)).map((own) => ({
      ...own,
      ...rightsOf(own),
      until: own.until?.toISOString() ?? null,
    })),
  }),

  'GET /self/app-passwords': async (_, { actor, database }) => ({
    rows: (await findOwnAppPasswords(database.drizzle, actor.id)).map(view),
  }),

  'POST /self/app-passwords': async ({ body }, context) => {
    const { actor, transaction, audit } = context
    const own = (await findOwnMailboxes(transaction, actor.id)).find(({ id }) => id === body.mailbox)
    if (own === undefined) return notFound('mailbox')
    const rights = rightsOf(own)
    const imap = body.imap && rights.imap
    const smtp = body.smtp && rights.smtp
    if (!imap && !smtp)
      return new Problem('forbidden', `The role ${own.role} opens this mailbox in the webmail only.`)
    const problem = await ownPasswordProblem(body.password, context)
    if (problem !== null) return problem
    const { selector, hash, password } = makeAppPassword()
    const id = await insertAppPassword(transaction, {
      ...{ commune: own.commune, person: actor.id, mailbox: own.id, label: body.label },
      ...{ selector, hash, imap, smtp },
    })
    const made = await findOwnAppPassword(transaction, actor.id, id)
    if (made === null) return notFound('app password')
    await audit({ ...aboutAppPassword('create:app-password', made), after: { selector, imap, smtp } })
    return { ...view(made), password: password.reveal() }
  },

  'DELETE /self/app-passwords/{id}': async ({ params }, context) =>
    await revokeFound(await findOwnAppPassword(context.transaction, context.actor.id, params.id), context),
}

/** For whoever may: null for none, or one that they may not. */
export async function revokeFound(
  found: AppPasswordRow | null,
  { transaction, audit }: Pick<OwnChange, 'transaction' | 'audit'>,
) {
  if (found === null || !(await revokeAppPassword(transaction, found.id))) return notFound('app password')
  await audit(revokedAppPassword(found))
  return null
}

/** As the view that Dovecot asks has it: who may only read does so in the webmail. */
const rightsOf = ({ role }: Pick<OwnMailbox, 'role'>) => ({
  imap: role !== 'read',
  smtp: role === 'owner' || role === 'send' || role === 'manage',
})

const view = (row: AppPasswordRow) => ({
  ...row,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})
